import type { OpenByteLink } from '../byte-link.ts';

/** One line of a capture. */
export interface CapturedBytes {
  readonly direction: 'in' | 'out';
  readonly bytes: Uint8Array;
}

/** A driver that asks less often than when it was captured is not waited for longer. */
const patienceMs = 300;

/**
 * A device made of a capture: what it said then it says again, each piece once the driver has sent as often as it had then.
 * `onEnd` is called when everything was said and taken. Opens once; the second opening rejects.
 */
export const replayLink = (captured: readonly CapturedBytes[], wait: (ms: number, signal: AbortSignal) => Promise<void>, onEnd: () => void): OpenByteLink => {
  let isOpened = false;
  return async () => {
    if (isOpened) throw new Error('The capture was played already.');
    isOpened = true;
    const closing = new AbortController();
    let sends = 0;
    let told = (): void => undefined;
    const untilSent = async (count: number): Promise<void> => {
      const ending = new AbortController();
      const signal = AbortSignal.any([ending.signal, closing.signal]);
      const enough = new Promise<void>((resolve) => { told = () => (sends >= count ? resolve() : undefined); });
      told();
      await Promise.race([enough, wait(patienceMs, signal).catch(() => undefined)]);
      ending.abort();
    };
    const incoming = async function* (): AsyncGenerator<Uint8Array> {
      let outs = 0;
      for (const { direction, bytes } of captured) {
        if (closing.signal.aborted) return;
        if (direction === 'out') outs += 1;
        else {
          await untilSent(outs);
          yield bytes;
        }
      }
      onEnd();
      await new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve(), { once: true }));
    };
    return {
      incoming: incoming(),
      send: async () => {
        sends += 1;
        told();
      },
      close: async () => closing.abort(),
    };
  };
};
