import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Connection, ParamsOf, ScreenClient, ScreenContract, SnapshotOf, ViewOf } from './screen-client.ts';

/** What a screen sees of a view. The last snapshot stays while the connection is lost, so that a screen can show it as old. */
export interface Seen<S> { readonly connection: Connection; readonly snapshot: S | null; readonly refused: string | null }

export const useConnection = <C extends ScreenContract>(client: ScreenClient<C>): Connection => useSyncExternalStore(client.onConnection, client.connection);

/** Watches a view while the component is shown. Other parameters begin with no snapshot. */
export function useView<C extends ScreenContract, N extends ViewOf<C>>(client: ScreenClient<C>, view: N, params: ParamsOf<C, N>): Seen<SnapshotOf<C, N>> {
  const connection = useConnection(client);
  const key = `${view} ${JSON.stringify(params)}`;
  const [seen, setSeen] = useState<{ readonly key: string; readonly snapshot: SnapshotOf<C, N> | null; readonly refused: string | null }>({ key, snapshot: null, refused: null });
  useEffect(
    () => client.watch(view, params, {
      show: (snapshot) => { setSeen({ key, snapshot, refused: null }); },
      refused: (refused) => { setSeen({ key, snapshot: null, refused }); },
    }),
    // `key` stands for `view` and `params`: a caller may write the parameters in place.
    [client, key],
  );
  return seen.key === key ? { connection, snapshot: seen.snapshot, refused: seen.refused } : { connection, snapshot: null, refused: null };
}
