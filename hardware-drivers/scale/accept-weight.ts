import type { WeightStatus } from './weight-reading.ts';

/** What a weight event must hold to be judged. */
export interface WeightSeen {
  readonly status: WeightStatus;
  readonly grams: number | null;
  readonly text: string;
  readonly receivedAtMs: number;
}

/** Between two items a scale must have been empty: the same goods are never charged twice (UnifiedPOS ESCAL_SAME_WEIGHT). */
export interface WeightGate {
  readonly latest: WeightSeen | null;
  /** False at the start: after a restart the goods of the last item may still lie there. */
  readonly emptySinceLastItem: boolean;
}

export interface WeightRules {
  readonly minimumGrams: number;
  readonly maximumGrams: number;
  /** A weight older than this says nothing of what lies there now. */
  readonly staleAfterMs: number;
}

export type WeightVerdict =
  | { readonly accepted: true; readonly grams: number; readonly text: string }
  | { readonly accepted: false; readonly because: 'nothing-there' | 'in-motion' | 'under-zero' | 'over-range' | 'not-ready' | 'stale' | 'too-light' | 'not-returned-to-zero' };

export const closedWeightGate: WeightGate = { latest: null, emptySinceLastItem: false };

/** Every weight event goes through here, in order. */
export const observeWeight = (gate: WeightGate, seen: WeightSeen): WeightGate => ({
  latest: seen,
  emptySinceLastItem: gate.emptySinceLastItem || (seen.status === 'zero' && seen.grams === 0),
});

/** May the weight that lies there be charged now? Accepting closes the gate until the scale has been empty. */
export const acceptWeight = (gate: WeightGate, rules: WeightRules, nowMs: number): { readonly gate: WeightGate; readonly verdict: WeightVerdict } => {
  const verdict = judge(gate, rules, nowMs);
  return { gate: verdict.accepted ? { ...gate, emptySinceLastItem: false } : gate, verdict };
};

const judge = ({ latest, emptySinceLastItem }: WeightGate, rules: WeightRules, nowMs: number): WeightVerdict => {
  if (latest === null) return { accepted: false, because: 'not-ready' };
  if (nowMs - latest.receivedAtMs > rules.staleAfterMs || latest.receivedAtMs > nowMs) return { accepted: false, because: 'stale' };
  if (latest.status === 'zero') return { accepted: false, because: 'nothing-there' };
  if (latest.status !== 'stable') return { accepted: false, because: latest.status };
  if (latest.grams === null) return { accepted: false, because: 'not-ready' };
  if (latest.grams < 0) return { accepted: false, because: 'under-zero' };
  if (latest.grams > rules.maximumGrams) return { accepted: false, because: 'over-range' };
  if (latest.grams === 0 || latest.grams < rules.minimumGrams) return { accepted: false, because: 'too-light' };
  if (!emptySinceLastItem) return { accepted: false, because: 'not-returned-to-zero' };
  return { accepted: true, grams: latest.grams, text: latest.text };
};
