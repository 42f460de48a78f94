import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { OwedFact } from './session-store.ts';

/**
 * Which owed facts the journal does not hold yet. `entriesAfter` gives the lane's entries after a sequence. Each entry pays one fact at most,
 * so two equal facts (the same line voided twice) need two entries.
 */
export function factsStillOwed(owed: readonly OwedFact[], entriesAfter: (sequence: number) => readonly JournalEntry[]): readonly OwedFact[] {
  if (owed.length === 0) return [];
  const unspent = new Map<string, number[]>();
  for (const { kind, body, sequence } of entriesAfter(Math.min(...owed.map(({ afterSequence }) => afterSequence)))) {
    const key = canonicalJson({ kind, body });
    unspent.set(key, [...(unspent.get(key) ?? []), sequence]);
  }
  return owed.filter(({ fact, afterSequence }) => {
    const found = unspent.get(canonicalJson(fact)) ?? [];
    const index = found.findIndex((sequence) => sequence > afterSequence);
    if (index === -1) return true;
    found.splice(index, 1);
    return false;
  });
}
