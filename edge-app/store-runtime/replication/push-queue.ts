import { pushAnswer, wireBounds } from 'retail-model/replication/wire.ts';
import type { Link } from './link.ts';
import type { WaitingEntries } from './waiting-entries.ts';

/** One request's rows as JSON: well below what head office takes. */
const REQUEST_CHARACTERS = wireBounds.requestBytes / 4;
/** What is refused although it cannot be is asked again after this: a bug must not become a storm. */
const STRANGE_REFUSAL_PAUSE_MS = 60_000;

export interface PushedRow { readonly newDocumentState: unknown }

export interface PushQueueParts {
  readonly databaseEpoch: string;
  readonly link: Link;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly waiting: Pick<WaitingEntries, 'acknowledged'>;
  readonly onQuarantined: (id: string, reason: string) => void;
  readonly onRefused: (detail: string) => void;
  readonly onAcknowledged: () => void;
  readonly signal: AbortSignal;
}

/** RxDB sends the batches of a cycle side by side; here they queue, each until it is acknowledged, so that head office rarely has to park an entry. */
export function openPushQueue({ databaseEpoch, link, wait, waiting, onQuarantined, onRefused, onAcknowledged, signal }: PushQueueParts) {
  let queue: Promise<unknown> = Promise.resolve();
  let held = 0;
  let onHeld = (): void => undefined;

  async function push(rows: readonly PushedRow[]): Promise<void> {
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

  return {
    /** Resolves when head office has acknowledged every row; rejects only when `signal` aborts. */
    send(rows: readonly PushedRow[]): Promise<never[]> {
      held += 1;
      onHeld();
      const sent = queue.then(async () => { for (const part of cut(rows)) await push(part); });
      queue = sent.catch(() => undefined);
      return sent.then(() => []).finally(() => { held -= 1; });
    },
    holds: (): boolean => held > 0,
    /** Resolves with the next batch that is handed over. */
    nextHeld: (): Promise<void> => new Promise((resolve) => { onHeld = resolve; }),
  };
}

/** Cuts rows into requests of bounded size; a single large row goes alone. */
function cut(rows: readonly PushedRow[]): PushedRow[][] {
  const parts: PushedRow[][] = [];
  let characters = 0;
  for (const row of rows) {
    const size = JSON.stringify(row.newDocumentState).length;
    if (parts.length === 0 || characters + size > REQUEST_CHARACTERS) { parts.push([]); characters = 0; }
    parts.at(-1)!.push(row);
    characters += size;
  }
  return parts;
}
