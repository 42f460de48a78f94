import { fail, type Result } from 'retail-model/result.ts';
import type { z } from 'zod';
import type { RequestFailure, RequestOptions } from './head-office-requests.ts';

/** One request to head office, answered in time or failed (`askHeadOffice` at its origin). Rejects only when the signal aborts. */
export type AskOnce = <T extends z.ZodType>(path: string, body: unknown, answer: T, options: RequestOptions) => Promise<Result<z.infer<T>, RequestFailure>>;

export interface LinkParts {
  readonly askOnce: AskOnce;
  /** A fresh session's token, or null when there is none to be had now. One at a time. */
  readonly renew: () => Promise<string | null>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 ≤ jitter < 1. */
  readonly jitter: () => number;
  readonly onBroken: (detail: string) => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/** Spread by half, so that five hundred stores do not come back in the same instant. */
export const pauseMs = (attempt: number, jitter: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10)) * (0.5 + jitter);

/**
 * The one way to head office for every collection. While the line is down, requests wait here and not in RxDB, which would otherwise ask every five seconds;
 * what head office refuses as "come back later" is asked again after a growing, jittered pause.
 */
export function openLink({ askOnce, renew, wait, jitter, onBroken }: LinkParts) {
  let token: string | null = null;
  let renewing: Promise<string | null> | null = null;
  let waiters: (() => void)[] = [];

  const whenUp = (signal: AbortSignal): Promise<string> => new Promise((resolve, reject) => {
    if (signal.aborted) { reject(signal.reason as Error); return; }
    if (token !== null) { resolve(token); return; }
    const give = () => { signal.removeEventListener('abort', refuse); whenUp(signal).then(resolve, reject); };
    const refuse = () => { waiters = waiters.filter((waiter) => waiter !== give); reject(signal.reason as Error); };
    signal.addEventListener('abort', refuse, { once: true });
    waiters.push(give);
  });
  const renewed = (): Promise<string | null> => {
    renewing ??= renew().finally(() => { renewing = null; });
    return renewing;
  };

  return {
    up(fresh: string): void {
      token = fresh;
      const waiting = waiters;
      waiters = [];
      for (const give of waiting) give();
    },
    down(): void { token = null; },
    isUp: () => token !== null,

    /** Answers once head office has, however long that takes: rejects only when `signal` aborts. A refusal that waiting cannot cure is a value. */
    async ask<T extends z.ZodType>(path: string, body: unknown, answer: T, signal: AbortSignal): Promise<Result<z.infer<T>, RequestFailure>> {
      for (let attempt = 0; ; attempt += 1) {
        const used = await whenUp(signal);
        const answered = await askOnce(path, body, answer, { token: used, signal });
        if (answered.ok) return answered;
        if (answered.error.kind === 'unreachable') {
          onBroken(answered.error.detail);
          await wait(pauseMs(attempt, jitter()), signal);
        } else if (answered.error.refusal.kind === 'no-session') {
          const fresh = token === used ? await renewed() : token;
          if (fresh === null) onBroken('The session has ended');
          else if (token === used) token = fresh;
          await wait(pauseMs(attempt, jitter()), signal);
        } else if (answered.error.refusal.kind === 'busy') {
          await wait(answered.error.refusal.retryAfterMs * (1 + jitter()), signal);
        } else return fail(answered.error);
      }
    },
  };
}
export type Link = ReturnType<typeof openLink>;
