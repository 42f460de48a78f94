import { useMemo, useState } from 'react';
import { ErrorBoundary } from 'edge-app/ui-kit/error-boundary.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import { StoreScreenProvider, useStore, type StoreClient } from 'edge-app/ui-kit/store-screen.tsx';
import { LanguageProvider, useRememberedLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { ToastProvider } from 'edge-app/ui-kit/toasts.tsx';
import type { BenchClient } from './bench/bench-client.ts';
import { BenchProvider, useBench, useDevices } from './bench/bench-context.tsx';
import { benchWords } from './bench/bench-words.ts';
import { laneOfRole, lanesOn } from './bench/device-places.ts';
import { GoodsShelf } from './goods/goods-shelf.tsx';
import { LaneBench } from './lane/lane-bench.tsx';
import { ExitGate } from './store/exit-gate.tsx';
import { Internet } from './store/internet.tsx';
import { LabelWall } from './store/label-wall.tsx';
import { PaymentProvider } from './store/payment-provider.tsx';
import './bench.css';

/** The shop's devices on a table: whatever is done here reaches the store as bytes on a wire, as from the real thing. */
export function BenchScreen({ store, bench, randomBelow }: { readonly store: StoreClient; readonly bench: BenchClient; readonly randomBelow: (limit: number) => number }) {
  const [language, chooseLanguage] = useRememberedLanguage('language');
  return (
    <LanguageProvider language={language} chooseLanguage={chooseLanguage}>
      <ErrorBoundary>
        <ToastProvider>
          <StoreScreenProvider client={store}>
            <BenchProvider bench={bench} randomBelow={randomBelow}><Table /></BenchProvider>
          </StoreScreenProvider>
        </ToastProvider>
      </ErrorBoundary>
    </LanguageProvider>
  );
}

function Table() {
  const { me } = useStore();
  const { state } = useBench();
  const devices = useDevices();
  const say = useText(benchWords);
  const words = useWords();
  const lanes = useMemo(() => lanesOn(devices), [devices]);
  const [chosen, setChosen] = useState<string | null>(null);
  const lane = lanes.find((one) => one === chosen) ?? lanes[0] ?? null;
  const laneName = (id: string): string => { const known = me.lanes.find((one) => one.laneId === id.replaceAll('-', '')); return known ? words(known.names) : id; };
  return (
    <div className="bench">
      <header className="bench-top">
        <h1>{say('title')}</h1>
        <span className="bench-store">{words(me.store.names)}</span>
        <Internet />
        <LanguageButton />
      </header>
      {state.connection !== 'live' && <p className="bench-lost" role="alert">{say(state.connection === 'lost' ? 'lost' : 'connecting')}</p>}
      <main className="bench-table">
        <GoodsShelf laneId={lane} />
        <section className="bench-lane" aria-label={say('lanes')}>
          {lanes.length > 1 && <div className="lane-tabs" role="group" aria-label={say('lanes')}>{lanes.map((id) => <button key={id} type="button" aria-pressed={id === lane} onClick={() => { setChosen(id); }}>{laneName(id)}</button>)}</div>}
          {lane === null ? <p className="bench-empty">{say('no-devices')}</p> : <LaneBench key={lane} devices={devices.filter((device) => laneOfRole(device.role) === lane)} />}
        </section>
        <aside className="bench-store-side"><PaymentProvider /><ExitGate /><LabelWall /></aside>
      </main>
    </div>
  );
}
