import { PosError, type DeviceParts } from './device-driver.ts';

/** Those who wait for an answer, and the answers as they come. */
export interface PendingAnswers<Frame> {
  /** Gives the frame to the first who waits for such a one; false when nobody does. */
  offer(frame: Frame): boolean;
  /**
   * The next frame for which `match` gives a value. Rejects with `PosError` E_TIMEOUT after `timeoutMs`
   * (the message says what was awaited), or with the reason of the abort.
   */
  next<T extends {}>(awaited: string, match: (frame: Frame) => T | null, timeoutMs: number, signal: AbortSignal): Promise<T>;
}

/** Beyond this many waiting the caller has a bug: verbs take turns. */
const waitingLimit = 64;

export const openPendingAnswers = <Frame>(wait: DeviceParts<never>['wait']): PendingAnswers<Frame> => {
  const waiting = new Set<(frame: Frame) => boolean>();
  return {
    offer: (frame) => {
      for (const take of waiting) if (take(frame)) return true;
      return false;
    },
    next: async <T extends {}>(awaited: string, match: (frame: Frame) => T | null, timeoutMs: number, signal: AbortSignal): Promise<T> => {
      if (waiting.size >= waitingLimit) throw new Error(`${waitingLimit} answers are awaited at once; the newest is: ${awaited}.`);
      signal.throwIfAborted();
      const timer = new AbortController();
      const abort = (): void => timer.abort(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      let take: (frame: Frame) => boolean = () => false;
      const answer = new Promise<T>((resolve) => {
        take = (frame) => {
          const value = match(frame);
          if (value === null) return false;
          waiting.delete(take);
          resolve(value);
          return true;
        };
      });
      waiting.add(take);
      const timeout = wait(timeoutMs, timer.signal).then(() => {
        throw new PosError('E_TIMEOUT', `No answer within ${timeoutMs} ms: ${awaited}.`);
      });
      // Once the answer has come nobody looks at the abandoned wait any more.
      timeout.catch(() => undefined);
      try {
        return await Promise.race([answer, timeout]);
      } finally {
        waiting.delete(take);
        signal.removeEventListener('abort', abort);
        timer.abort();
      }
    },
  };
};
