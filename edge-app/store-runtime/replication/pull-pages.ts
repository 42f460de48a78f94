import { collections, type CollectionName } from 'retail-model/replication/collections.ts';
import type { Checkpoint, WireDocument } from 'retail-model/replication/wire.ts';
import type { PullPage } from './pull-batcher.ts';

/** A page that is still not on the disk after this long has failed there: the pull goes on, and the next resynchronisation repeats it. */
const PERSIST_BOUND_MS = 30_000;
const PERSIST_LOOK_MS = 3;

export interface PullPagesParts {
  readonly name: CollectionName;
  readonly pullPage: PullPage;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The sequence through which RxDB has stored what it was given. */
  readonly storedThrough: () => number;
  readonly onRefusedDocument: (collection: CollectionName, id: string, detail: string) => void;
  readonly onPulled: () => void;
  /** What the store keeps of a document: names of persons are sealed. */
  readonly keepDocument: (collection: CollectionName, document: WireDocument) => WireDocument;
  readonly signal: AbortSignal;
}

/** The pull handler of one collection: whole pages, held back until what was given before is on the disk. */
export function openPullPages({ name, pullPage, wait, storedThrough, onRefusedDocument, onPulled, keepDocument, signal }: PullPagesParts) {
  /** Where the page before the last ended. */
  let givenThrough = 0;

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
    if (read.success) return [keepDocument(name, { ...(read.data as { id: string }), _deleted: document._deleted })];
    onRefusedDocument(name, document.id, read.error.message.slice(0, 300));
    return [];
  }

  /** RxDB asks for page after page without waiting for the disk: hold it until all but the last page are stored. */
  async function untilStored(sequence: number): Promise<void> {
    for (let waitedMs = 0; sequence > 0 && waitedMs < PERSIST_BOUND_MS; waitedMs += PERSIST_LOOK_MS) {
      if (storedThrough() >= sequence) return;
      await wait(PERSIST_LOOK_MS, signal);
    }
  }

  return async (checkpoint: Checkpoint | null, batchSize: number): Promise<{ documents: WireDocument[]; checkpoint: Checkpoint }> => {
    await untilStored(givenThrough);
    givenThrough = checkpoint?.sequence ?? 0;
    const { documents, reached } = await fullPage(checkpoint, batchSize);
    if (documents.length > 0) onPulled();
    return { documents, checkpoint: reached ?? checkpoint! };
  };
}
