import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { HqContract, SignInState } from 'retail-model/api/hq-contract.ts';
import type { MeSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { WholePage } from 'edge-app/ui-kit/error-boundary.tsx';
import type { ParamsOf, ScreenClient, SnapshotOf, ViewOf } from 'edge-app/ui-kit/screen-client.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useCommands, type Commands } from 'edge-app/ui-kit/use-commands.ts';
import { useView, type Seen } from 'edge-app/ui-kit/use-view.ts';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { askSignInState } from '../sign-in/ask-sign-in-state.ts';
import { shellWords } from './shell-words.ts';

export type HqClient = ScreenClient<HqContract>;
interface HqScreen { readonly client: HqClient; readonly me: MeSnapshot; readonly timeZone: string; readonly monotonicMs: () => number }
const HqContext = createContext<HqScreen | null>(null);

/** Everything below may watch and command head office. Without a session it asks who is there. */
export function HqProvider({ client, monotonicMs, children }: { readonly client: HqClient; readonly monotonicMs: () => number; readonly children: ReactNode }) {
  const { connection, snapshot } = useView(client, 'me', {});
  const [me, setMe] = useState<MeSnapshot | null>(null);
  const [signIn, setSignIn] = useState<SignInState | null>(null);
  const say = useText(shellWords);
  useEffect(() => { if (snapshot) setMe(snapshot); }, [snapshot]);
  useEffect(() => {
    if (connection !== 'lost') return;
    let current = true;
    void askSignInState(window.fetch.bind(window)).then((answer) => { if (current) setSignIn(answer); });
    return () => { current = false; };
  }, [connection]);
  if (signIn?.signedIn === false) return <SignInPage state={signIn} />;
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
export const useMayPrice = (): boolean => ['hq-admin', 'merchandiser'].includes(useHq().me.role);
