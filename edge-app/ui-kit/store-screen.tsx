import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { WhoAmI } from 'retail-model/api/store-views.ts';
import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { Button } from './button.tsx';
import { WholePage } from './error-boundary.tsx';
import type { Refusal, ScreenClient } from './screen-client.ts';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';
import { refusalWords } from './text/refusal-words.ts';
import { useWords } from './text/language-context.tsx';
import { useCommands, type Commands } from './use-commands.ts';
import { useConnection, useView, type Seen } from './use-view.ts';
import type { ParamsOf, SnapshotOf, ViewOf } from './screen-client.ts';

export type StoreClient = ScreenClient<StoreContract>;
interface StoreScreen { readonly client: StoreClient; readonly me: WhoAmI }
const StoreContext = createContext<StoreScreen | null>(null);

/** Everything below may watch and command the store. It first asks who this device is, and says plainly when it has not been let in. */
export function StoreScreenProvider({ client, children }: { readonly client: StoreClient; readonly children: ReactNode }) {
  const [me, setMe] = useState<WhoAmI | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const connection = useConnection(client);
  const say = useText(kitText);
  const words = useWords();
  useEffect(() => {
    let current = true;
    void client.ask('whoAmI', {}).then((answer) => {
      if (!current) return;
      if (answer.ok) setMe(answer.value);
      setRefusal(answer.ok ? null : answer.error);
    });
    return () => { current = false; };
  }, [client, connection]);
  if (me) return <StoreContext value={{ client, me }}>{children}</StoreContext>;
  if (!refusal) return <WholePage title={say('connecting')} words="" />;
  if (refusal.kind === 'unreachable') return <WholePage title={say('lost')} words={say('lost-office')} />;
  if (refusal.kind === 'no-session') return <WholePage title={say('no-session-title')} words={say('no-session-words')} />;
  return (
    <WholePage title={say('broken-title')} words={words(refusalWords(refusal.kind))}>
      <Button look="primary" onClick={() => { window.location.reload(); }}>{say('open-again')}</Button>
    </WholePage>
  );
}

export function useStore(): StoreScreen {
  const store = useContext(StoreContext);
  if (!store) throw new Error('This component needs a StoreScreenProvider above it');
  return store;
}

export const useStoreView = <N extends ViewOf<StoreContract>>(view: N, params: ParamsOf<StoreContract, N>): Seen<SnapshotOf<StoreContract, N>> => useView(useStore().client, view, params);
export const useStoreCommands = (): Commands<StoreContract> => useCommands(useStore().client);
