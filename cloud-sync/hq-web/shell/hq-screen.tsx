import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { HqContract } from 'retail-model/api/hq-contract.ts';
import type { MeSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { WholePage } from 'edge-app/ui-kit/error-boundary.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import type { ParamsOf, ScreenClient, SnapshotOf, ViewOf } from 'edge-app/ui-kit/screen-client.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useCommands, type Commands } from 'edge-app/ui-kit/use-commands.ts';
import { useView, type Seen } from 'edge-app/ui-kit/use-view.ts';
import { hasSession } from './has-session.ts';
import { shellWords } from './shell-words.ts';

export type HqClient = ScreenClient<HqContract>;
interface HqScreen { readonly client: HqClient; readonly me: MeSnapshot; readonly timeZone: string; readonly monotonicMs: () => number }
const HqContext = createContext<HqScreen | null>(null);

/** Everything below may watch and command head office. Without a session it says how to get one. */
export function HqProvider({ client, monotonicMs, children }: { readonly client: HqClient; readonly monotonicMs: () => number; readonly children: ReactNode }) {
  const { connection, snapshot } = useView(client, 'me', {});
  const [me, setMe] = useState<MeSnapshot | null>(null);
  const [signedOut, setSignedOut] = useState(false);
  const say = useText(shellWords);
  useEffect(() => { if (snapshot) setMe(snapshot); }, [snapshot]);
  useEffect(() => {
    if (connection !== 'lost') return;
    let current = true;
    void hasSession(window.fetch.bind(window)).then((answer) => { if (current) setSignedOut(answer === false); });
    return () => { current = false; };
  }, [connection]);
  if (signedOut) {
    return (
      <WholePage title={say('sign-in-title')} words={say('sign-in-words')}>
        <p className="quiet-words">{say('sign-in-demo')}</p>
        <Button look="primary" onClick={() => { window.location.reload(); }}>{say('try-again')}</Button>
        <LanguageButton />
      </WholePage>
    );
  }
  if (!me) return <WholePage title={say(connection === 'lost' ? 'unreachable' : 'connecting')} words={say(connection === 'lost' ? 'unreachable-words' : 'connecting-words')} />;
  return <HqContext value={{ client, me, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, monotonicMs }}>{children}</HqContext>;
}

export function useHq(): HqScreen {
  const screen = useContext(HqContext);
  if (!screen) throw new Error('This component needs an HqProvider above it');
  return screen;
}

export const useHqView = <N extends ViewOf<HqContract>>(view: N, params: ParamsOf<HqContract, N>): Seen<SnapshotOf<HqContract, N>> => useView(useHq().client, view, params);
export const useHqCommands = (): Commands<HqContract> => useCommands(useHq().client);
export const useIsAdmin = (): boolean => useHq().me.role === 'hq-admin';
/** May this person change prices? Head office decides again at each command. */
export const useMayPrice = (): boolean => useHq().me.role !== 'auditor';
