import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import type { RxCollection } from 'rxdb/plugins/core';
import type { CollectionName } from 'retail-model/replication/collections.ts';
import { wireBounds, type Checkpoint } from 'retail-model/replication/wire.ts';
import { openPullPages, type PullPagesParts } from './pull-pages.ts';
import { openResyncSignal } from './resync-signal.ts';

const BATCH = wireBounds.pullRows;

export interface PullCollectionParts extends Omit<PullPagesParts, 'storedThrough'> {
  readonly collection: RxCollection;
  readonly identifier: string;
  readonly onError: (collection: CollectionName, error: unknown) => void;
}

/** A collection that head office owns: pulled only, so RxDB keeps no second copy of it. `resync` asks for what is new. */
export function pullCollection({ collection, identifier, onError, ...pulling }: PullCollectionParts) {
  const resync = openResyncSignal();
  const pages = openPullPages({ ...pulling, storedThrough: () => (state.internalReplicationState?.lastCheckpointDoc.down?.checkpointData as Checkpoint | undefined)?.sequence ?? 0 });
  const state: RxReplicationState<Record<string, unknown>, Checkpoint> = replicateRxCollection<Record<string, unknown>, Checkpoint>({
    collection: collection as RxCollection<Record<string, unknown>>,
    replicationIdentifier: identifier,
    live: true,
    retryTime: 5000,
    waitForLeadership: false,
    pull: {
      batchSize: BATCH,
      stream$: resync.asObservable(),
      handler: async (checkpoint, batchSize) => {
        const page = await pages(checkpoint ?? null, batchSize);
        return { documents: page.documents as (Record<string, unknown> & { _deleted: boolean })[], checkpoint: page.checkpoint };
      },
    },
  });
  const watching = state.error$.subscribe((error) => onError(pulling.name, error));

  return {
    resync: () => resync.next('RESYNC'),
    close: async (): Promise<void> => {
      await state.cancel();
      watching.unsubscribe();
    },
  };
}
