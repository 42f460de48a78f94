import { LinkLost } from '../byte-link.ts';

/** What a link puts in as the wire delivers it, and one reader takes out as an async iterable. */
export interface IncomingQueue<Chunk> {
  readonly incoming: AsyncIterable<Chunk>;
  /** Ignored after `end` or `lose`. */
  push(chunk: Chunk): void;
  /** A clean end: what was pushed is still delivered. */
  end(): void;
  /** The wire broke: what was pushed is still delivered, then the reader gets the error. */
  lose(error: LinkLost): void;
}

export interface IncomingBounds<Chunk> {
  readonly name: string;
  readonly sizeOf: (chunk: Chunk) => number;
  /** Beyond this much unread the link is given up: a reader that slow has stopped. */
  readonly limit: number;
  /** Called with true when more than a quarter of the limit waits, and with false when it is read; wires that can be held back are. */
  readonly hold: (held: boolean) => void;
}

/** One reader only; `limit` bounds what may wait unread. */
export const openIncomingQueue = <Chunk>({ name, sizeOf, limit, hold }: IncomingBounds<Chunk>): IncomingQueue<Chunk> => {
  let chunks: Chunk[] = [];
  let waitingSize = 0;
  let held = false;
  let ending: { readonly error: LinkLost | null } | null = null;
  let wake: (() => void) | null = null;

  const wakeReader = (): void => {
    wake?.();
    wake = null;
  };
  const finish = (error: LinkLost | null): void => {
    ending ??= { error };
    wakeReader();
  };
  const setHeld = (next: boolean): void => {
    if (held === next) return;
    held = next;
    hold(next);
  };

  async function* read(): AsyncGenerator<Chunk> {
    for (;;) {
      const batch = chunks;
      chunks = [];
      waitingSize = 0;
      setHeld(false);
      yield* batch;
      if (chunks.length > 0) continue;
      if (ending !== null) {
        if (ending.error !== null) throw ending.error;
        return;
      }
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  }

  return {
    incoming: { [Symbol.asyncIterator]: read },
    push: (chunk) => {
      if (ending !== null) return;
      waitingSize += sizeOf(chunk);
      if (waitingSize > limit) {
        finish(new LinkLost(`${name}: more than ${limit} bytes or messages waited unread.`));
        return;
      }
      chunks.push(chunk);
      if (waitingSize > limit / 4) setHeld(true);
      wakeReader();
    },
    end: () => finish(null),
    lose: finish,
  };
};
