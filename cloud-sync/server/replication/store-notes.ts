import type { CollectionName } from 'retail-model/replication/collections.ts';
import type { SyncState } from 'retail-model/replication/wire.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';

/** Remembers the state that a store sent ahead of its journal. The last to arrive counts: a store sends one at a time, and no clock decides. */
export async function noteState({ db }: CloudStorage, storeId: string, state: SyncState, nowMs: number): Promise<void> {
  await db.updateTable('stores').set({ stateText: JSON.stringify(state), stateReceivedAtMs: nowMs, lastHeardMs: nowMs }).where('storeId', '=', storeId).execute();
}

/** Remembers how far each store holds each collection: the checkpoint it asks from is what it has stored. Answers whether that was news. */
export function openPullNotes({ db }: CloudStorage, nowMs: () => number) {
  const known = new Map<string, number>();
  return async (storeId: string, collection: CollectionName, sequence: number): Promise<boolean> => {
    const key = `${storeId}/${collection}`;
    if (known.get(key) === sequence) return false;
    known.set(key, sequence);
    await db.insertInto('pulls').values({ storeId, collection, sequence, atMs: nowMs() }).onConflict((conflict) => conflict.columns(['storeId', 'collection']).doUpdateSet({ sequence, atMs: nowMs() })).execute();
    return true;
  };
}
