/** What is remembered of a process between two of its lives. */
export interface RestartHistory {
  /** Exits in a row of which each came within {@link STEADY_AFTER_MS} of its start. */
  readonly quickExits: number;
}

export interface RestartDecision {
  readonly history: RestartHistory;
  /** How long to wait before the next start. A store is never given up: even a slow try is a try. */
  readonly afterMs: number;
  /** True once people have to be told: the process does not stay up by itself. */
  readonly tellPeople: boolean;
}

export const neverExited: RestartHistory = { quickExits: 0 };

/** A process that lived so long counts as healthy; its next exit starts the count anew. */
export const STEADY_AFTER_MS = 30_000;
const QUICK_EXITS_IN_SILENCE = 3;
const FIRST_WAIT_MS = 500;
const SLOW_WAIT_MS = 60_000;

/**
 * What follows an exit nobody asked for: three quick exits are retried after 0.5, 1 and 2 s while screens show that the connection is lost;
 * from the fourth on people are told and the next try comes a minute later, so that a broken start does not wear out disk and log.
 */
export function afterExit(history: RestartHistory, aliveMs: number): RestartDecision {
  const quickExits = aliveMs >= STEADY_AFTER_MS ? 0 : history.quickExits + 1;
  if (quickExits > QUICK_EXITS_IN_SILENCE) return { history: { quickExits }, afterMs: SLOW_WAIT_MS, tellPeople: true };
  return { history: { quickExits }, afterMs: FIRST_WAIT_MS * 2 ** Math.max(0, quickExits - 1), tellPeople: false };
}
