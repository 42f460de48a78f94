import { getLastCheckpointDoc, type RxCollection } from 'rxdb/plugins/core';
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { wireBounds } from 'retail-model/replication/wire.ts';
import { journalTableOf } from '../database/journal-reading.ts';
import { openPushQueue, type PushQueueParts } from './push-queue.ts';
import { openWaitingEntries, type WaitingEntries } from './waiting-entries.ts';

const BATCH = wireBounds.pushRows;
/** Longest wait for RxDB to hand over what it has. */
const HELD_BOUND_MS = 2000;

export interface PushJournalParts extends Omit<PushQueueParts, 'waiting'> {
  readonly collection: RxCollection;
  readonly identifier: string;
  readonly onError: (error: unknown) => void;
}

/**
 * The journal goes to head office oldest first, one bounded batch after the other, and each until it is acknowledged.
 * Entries never change, so there is no conflict to resolve.
 */
export async function pushJournal({ collection, identifier, onError, ...pushing }: PushJournalParts) {
  const { wait, signal } = pushing;
  const waiting: WaitingEntries = openWaitingEntries(journalTableOf(collection), () => (state.internalReplicationState?.lastCheckpointDoc.up?.checkpointData as { readonly sequence?: number } | undefined)?.sequence ?? 0);
  const queue = openPushQueue({ ...pushing, waiting });
  let turn: Promise<void> = Promise.resolve();

  const state: RxReplicationState<Record<string, unknown>, unknown> = replicateRxCollection<Record<string, unknown>, unknown>({
    collection: collection as RxCollection<Record<string, unknown>>,
    replicationIdentifier: identifier,
    live: true,
    retryTime: 5000,
    waitForLeadership: false,
    push: { batchSize: BATCH, handler: (rows) => queue.send(rows) },
  });
  const watching = state.error$.subscribe(onError);
  await state.startPromise;
  const stored = (await getLastCheckpointDoc(state.internalReplicationState!, 'up')) as { readonly sequence?: number } | undefined;
  waiting.acknowledgedThrough(stored?.sequence ?? 0);

  /** Paused between two batches, RxDB would read the whole backlog for nothing: wait until a batch of it is held here. */
  async function untilHeld(): Promise<void> {
    if (queue.holds() || waiting.backlog().entriesWaiting === 0) return;
    await Promise.race([queue.nextHeld(), wait(HELD_BOUND_MS, signal)]);
  }
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch((error: unknown) => { if (!signal.aborted) onError(error); });
    return turn;
  };

  return {
    waiting,
    /** While the line is down RxDB would keep every new entry in memory; paused, it reads them from the disk afterwards. */
    pause: (): Promise<void> => inTurn(async () => { await untilHeld(); await state.pause(); }),
    /** To be called before the line is up again. */
    resume: (): Promise<void> => inTurn(async () => { if (state.isPaused()) await state.start(); }),
    /** Looks for anything that was missed. */
    resync: (): void => { if (!state.isPaused()) state.reSync(); },
    close: async (): Promise<void> => {
      await state.cancel();
      watching.unsubscribe();
    },
  };
}
