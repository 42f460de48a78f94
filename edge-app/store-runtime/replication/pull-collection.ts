import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import type { RxCollection } from 'rxdb/plugins/core';
import { Subject } from 'rxjs';
import { collections, type CollectionName } from 'retail-model/replication/collections.ts';
import type { Checkpoint, WireDocument } from 'retail-model/replication/wire.ts';
import type { PullPage } from './pull-batcher.ts';

const BATCH = 500;
/** A page that is still not on the disk after this long has failed there: the pull goes on, and the next resynchronisation repeats it. */
const PERSIST_BOUND_MS = 30_000;
const PERSIST_LOOK_MS = 10;

export interface PullCollectionParts {
  readonly name: CollectionName;
  readonly collection: RxCollection;
  readonly identifier: string;
  readonly pullPage: PullPage;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onRefusedDocument: (collection: CollectionName, id: string, detail: string) => void;
  readonly onError: (collection: CollectionName, error: unknown) => void;
  readonly onPulled: () => void;
  readonly signal: AbortSignal;
}

/** A collection that head office owns: pulled only, so RxDB keeps no second copy of it. `resync` asks for what is new. */
export function pullCollection({ name, collection, identifier, pullPage, wait, onRefusedDocument, onError, onPulled, signal }: PullCollectionParts) {
  const resync = new Subject<'RESYNC'>();
  /** Where the page before the last ended. */
  let givenThrough = 0;
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
        await untilStored(givenThrough);
        givenThrough = checkpoint?.sequence ?? 0;
        const { documents, reached } = await fullPage(checkpoint ?? null, batchSize);
        if (documents.length > 0) onPulled();
        return { documents: documents as (Record<string, unknown> & { _deleted: boolean })[], checkpoint: reached ?? checkpoint! };
      },
    },
  });
  const watching = state.error$.subscribe((error) => onError(name, error));

  /** RxDB ends its pull at a short page, and head office cuts pages by bytes: go on until it is full or there is no more. */
  async function fullPage(from: Checkpoint | null, batchSize: number): Promise<{ documents: WireDocument[]; reached: Checkpoint | null }> {
    const documents: WireDocument[] = [];
    let reached = from;
    for (;;) {
      const page = await pullPage(name, reached, batchSize - documents.length);
      documents.push(...page.documents.flatMap(sound));
      reached = page.checkpoint;
      if (page.complete || documents.length >= batchSize) return { documents, reached };
    }
  }

  /** A document that this version cannot read would stop the page it came with; it is left out and named. What a newer head office adds is taken off. */
  function sound(document: WireDocument): WireDocument[] {
    const read = collections[name].document.safeParse(document);
    if (read.success) return [{ ...(read.data as { id: string }), _deleted: document._deleted }];
    onRefusedDocument(name, document.id, read.error.message.slice(0, 300));
    return [];
  }

  /** RxDB asks for page after page without waiting for the disk: hold it until all but the last page are stored. */
  async function untilStored(sequence: number): Promise<void> {
    for (let waitedMs = 0; sequence > 0 && waitedMs < PERSIST_BOUND_MS; waitedMs += PERSIST_LOOK_MS) {
      const stored = state.internalReplicationState?.lastCheckpointDoc.down?.checkpointData as Checkpoint | undefined;
      if ((stored?.sequence ?? 0) >= sequence) return;
      await wait(PERSIST_LOOK_MS, signal);
    }
  }

  return {
    resync: () => resync.next('RESYNC'),
    close: async (): Promise<void> => {
      await state.cancel();
      watching.unsubscribe();
    },
  };
}
