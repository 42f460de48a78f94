import { getLastCheckpointDoc, type RxCollection } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { pushAnswer, wireBounds } from 'retail-model/replication/wire.ts';
import { journalTableOf } from '../database/journal-reading.ts';
import type { Link } from './link.ts';
import { openWaitingEntries, type WaitingEntries } from './waiting-entries.ts';

const BATCH = 200;
/** One request's rows as JSON: well below what head office takes. */
const REQUEST_CHARACTERS = wireBounds.requestBytes / 4;
/** What is refused although it cannot be is asked again after this: a bug must not become a storm. */
const STRANGE_REFUSAL_PAUSE_MS = 60_000;

/** Longest wait for RxDB to hand over what it has. */
const HELD_BOUND_MS = 2000;

interface Row { readonly newDocumentState: unknown }

export interface PushJournalParts {
  readonly collection: RxCollection;
  readonly identifier: string;
  readonly databaseEpoch: string;
  readonly link: Link;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onQuarantined: (id: string, reason: string) => void;
  readonly onRefused: (detail: string) => void;
  readonly onError: (error: unknown) => void;
  readonly onAcknowledged: () => void;
  readonly signal: AbortSignal;
}

/**
 * The journal goes to head office oldest first, one bounded batch after the other, and each until it is acknowledged. RxDB sends batches of a cycle
 * side by side; here they queue, so that head office rarely has to park one. Entries never change, so there is no conflict to resolve.
 */
export async function pushJournal({ collection, identifier, databaseEpoch, link, wait, onQuarantined, onRefused, onError, onAcknowledged, signal }: PushJournalParts) {
  const waiting: WaitingEntries = openWaitingEntries(journalTableOf(collection));
  let queue: Promise<unknown> = Promise.resolve();
  let held = 0;
  let onHeld = (): void => undefined;
  let turn: Promise<void> = Promise.resolve();

  const state = replicateRxCollection<Record<string, unknown>, unknown>({
    collection: collection as RxCollection<Record<string, unknown>>,
    replicationIdentifier: identifier,
    live: true,
    retryTime: 5000,
    waitForLeadership: false,
    push: {
      batchSize: BATCH,
      handler: (rows) => {
        held += 1;
        onHeld();
        const sent = queue.then(async () => { for (const part of cut(rows)) await push(part); });
        queue = sent.catch(() => undefined);
        return sent.then(() => []).finally(() => { held -= 1; });
      },
    },
  });
  const watching = state.error$.subscribe(onError);
  await state.startPromise;
  const stored = (await getLastCheckpointDoc(state.internalReplicationState!, 'up')) as { readonly sequence?: number } | undefined;
  waiting.acknowledgedThrough(stored?.sequence ?? 0);

  async function push(rows: readonly Row[]): Promise<void> {
    for (;;) {
      const answer = await link.ask('/sync/push', { collection: 'journal', epoch: databaseEpoch, rows: rows.map(({ newDocumentState }) => ({ newDocumentState })) }, pushAnswer, signal);
      if (answer.ok) {
        for (const { id, reason } of answer.value.quarantined) onQuarantined(id, reason);
        waiting.acknowledged((rows.at(-1)!.newDocumentState as { readonly id: string }).id);
        onAcknowledged();
        return;
      }
      onRefused(JSON.stringify(answer.error));
      await wait(STRANGE_REFUSAL_PAUSE_MS, signal);
    }
  }

  /** Paused between two batches, RxDB would read the whole backlog for nothing: wait until a batch of it is held here. */
  async function untilHeld(): Promise<void> {
    if (held > 0 || waiting.backlog().entriesWaiting === 0) return;
    const came = new Promise<void>((resolve) => { onHeld = resolve; });
    await Promise.race([came, wait(HELD_BOUND_MS, signal)]);
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

/** Cuts rows into requests of bounded size; a single large row goes alone. */
function cut(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [];
  let characters = 0;
  for (const row of rows) {
    const size = JSON.stringify(row.newDocumentState).length;
    if (parts.length === 0 || characters + size > REQUEST_CHARACTERS) { parts.push([]); characters = 0; }
    parts.at(-1)!.push(row);
    characters += size;
  }
  return parts;
}
