/** The clock of business in a demonstration: it stands still until it is set, and never runs backwards. */
export interface SteppedClock {
  nowMs(): number;
  /** Throws when `ms` lies before now: what was journalled stays in order. */
  stepTo(ms: number): void;
}

export function openSteppedClock(startMs: number): SteppedClock {
  let now = startMs;
  return {
    nowMs: () => now,
    stepTo(ms) {
      if (ms < now) throw new Error(`The clock of the demonstration stands at ${now} and cannot go back to ${ms}`);
      now = ms;
    },
  };
}
