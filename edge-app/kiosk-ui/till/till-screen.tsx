import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { ComfortButton } from 'edge-app/ui-kit/comfort.tsx';
import { ConnectionBadge } from 'edge-app/ui-kit/connection-badge.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import type { Connection } from 'edge-app/ui-kit/screen-client.ts';
import { ShopMark } from 'edge-app/ui-kit/shop-mark.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useWedge } from 'edge-app/ui-kit/wedge/use-wedge.ts';
import { ClosedStage } from '../kiosk/closed-stage.tsx';
import { StageNotices } from '../lane/stage-notices.tsx';
import { laneText } from '../lane/lane-text.ts';
import { enteredCode } from '../lane/entered-code.ts';
import { useLaneSounds } from '../lane/use-lane-sounds.ts';
import { useLane } from '../lane/use-lane.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { DonePanel } from './done-panel.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { TenderPanel } from './tender-panel.tsx';
import { TillBasket } from './till-basket.tsx';
import { tillText } from './till-text.ts';
import { WeighPanel } from './weigh-panel.tsx';
import './till.css';

/** The staffed till: the whole basket left, what the cashier does next right. Every action has a key. */
export function TillScreen({ connection }: { readonly connection: Connection }) {
  const { view, send, isSending } = useLane();
  const { me } = useStore();
  const [chosen, setChosen] = useState<string | null>(null);
  const say = useText(tillText);
  const sayLane = useText(laneText);
  const words = useWords();
  useLaneSounds(view);
  useWedge((code) => {
    const entered = enteredCode(view.state, code);
    if (entered.command === 'payByCode') void send('payByCode', { payCode: entered.payCode });
    else void send('enterCode', { text: entered.text });
  });
  const cashier = me.staff.find((one) => one.staffId === view.staffId);
  const lines = view.basket?.lines ?? [];
  const line = lines.find((one) => one.lineId === chosen) ?? lines.at(-1) ?? null;
  return (
    <div className="till">
      <header className="till-bar">
        <ShopMark size="2rem" />
        <h1>{words(view.names)}</h1>
        {cashier && <span>{words(cashier.names)}</span>}
        <span className="till-space" />
        <ConnectionBadge connection={connection} />
        <ComfortButton lowReach={false} />
        <LanguageButton />
        <Button look="plain" icon="help" waiting={isSending('callHelp')} onClick={() => { void send('callHelp', {}); }}>{sayLane('help')}</Button>
        {view.staffId !== null && <Button look="quiet" icon="lock" disabled={view.state !== 'idle'} waiting={isSending('signOutOfLane')} onClick={() => { void send('signOutOfLane', {}); }}>{say('sign-out')}</Button>}
      </header>
      {view.state === 'paused' || view.state === 'cannot-sell' ? <ClosedStage /> : view.staffId === null ? <SignInPage /> : (
        <main className="till-main">
          <TillBasket chosen={line?.lineId ?? null} onChoose={setChosen} />
          <section className="till-panel">
            <StageNotices reader="cashier" />
            {view.state === 'finished' ? <DonePanel /> : view.state === 'tendering' || view.state === 'committing' ? <TenderPanel /> : view.weighing ? <WeighPanel weighing={view.weighing} /> : <EntryPanel line={line} onChoose={setChosen} />}
          </section>
        </main>
      )}
    </div>
  );
}
