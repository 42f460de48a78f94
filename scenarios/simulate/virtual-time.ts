/** Turns of the event loop after which everything that needs no clock has happened: group commits and kysely's queue take one each. */
const TURNS_TO_SETTLE = 6;

interface Due { readonly atMs: number; readonly order: number; readonly run: () => void }

/** A clock that moves only when nothing is left to do at the present instant. What is due together runs in the order in which it was asked for. */
export function openVirtualTime(startMs: number) {
  let nowMs = startMs;
  let asked = 0;
  let due: Due[] = [];

  const at = (atMs: number, run: () => void): Due => {
    const one = { atMs: Math.max(nowMs, atMs), order: (asked += 1), run };
    due.push(one);
    return one;
  };
  async function settle(): Promise<void> {
    for (let turn = 0; turn < TURNS_TO_SETTLE; turn += 1) await new Promise<void>((resolve) => { setImmediate(resolve); });
  }

  return {
    nowMs: (): number => nowMs,
    at,
    /** Resolves after `ms`; rejects when `signal` aborts first. */
    wait: (ms: number, signal: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
      if (signal.aborted) { reject(signal.reason as Error); return; }
      const stop = (): void => { due = due.filter((other) => other !== one); reject(signal.reason as Error); };
      const one = at(nowMs + ms, () => { signal.removeEventListener('abort', stop); resolve(); });
      signal.addEventListener('abort', stop, { once: true });
    }),
    /** Runs until `isOver` holds or the clock would pass `endMs`; answers whether it held. */
    async runUntil(isOver: () => boolean, endMs: number): Promise<boolean> {
      for (;;) {
        await settle();
        if (isOver()) return true;
        const next = due.reduce<Due | null>((first, one) => (first === null || one.atMs < first.atMs || (one.atMs === first.atMs && one.order < first.order) ? one : first), null);
        if (next === null || next.atMs > endMs) { nowMs = endMs; return false; }
        due = due.filter((one) => one !== next);
        nowMs = next.atMs;
        next.run();
      }
    },
  };
}
export type VirtualTime = ReturnType<typeof openVirtualTime>;
