import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptWeight, closedWeightGate, observeWeight, type WeightGate, type WeightSeen } from './accept-weight.ts';

const rules = { minimumGrams: 20, maximumGrams: 15_000, staleAfterMs: 1_000 };
const empty: WeightSeen = { status: 'zero', grams: 0, text: '0.000 kg', receivedAtMs: 0 };
const apples: WeightSeen = { status: 'stable', grams: 735, text: '0.735 kg', receivedAtMs: 100 };
const after = (...seen: readonly WeightSeen[]): WeightGate => seen.reduce(observeWeight, closedWeightGate);

test('a stable weight after an empty scale is accepted, with the scale\'s own words', () => {
  expect(acceptWeight(after(empty, apples), rules, 200).verdict).toEqual({ accepted: true, grams: 735, text: '0.735 kg' });
});

test.each<[string, WeightGate, number]>([
  ['not-ready', closedWeightGate, 0],
  ['nothing-there', after(empty), 100],
  ['in-motion', after(empty, { ...apples, status: 'in-motion' }), 200],
  ['under-zero', after(empty, { ...apples, status: 'under-zero', grams: -15 }), 200],
  ['under-zero', after(empty, { ...apples, grams: -15 }), 200],
  ['over-range', after(empty, { ...apples, status: 'over-range', grams: null }), 200],
  ['over-range', after(empty, { ...apples, grams: 15_001 }), 200],
  ['not-ready', after(empty, { ...apples, status: 'not-ready', grams: null }), 200],
  ['not-ready', after(empty, { ...apples, grams: null }), 200],
  ['stale', after(empty, apples), 1_101],
  ['stale', after(empty, apples), 99],
  ['too-light', after(empty, { ...apples, grams: 19 }), 200],
  ['not-returned-to-zero', after(apples), 200],
])('refused as %s', (because, gate, nowMs) => {
  expect(acceptWeight(gate, rules, nowMs).verdict).toEqual({ accepted: false, because });
});

test('the same goods are not charged twice, nor more goods laid beside them', () => {
  const charged = acceptWeight(after(empty, apples), rules, 200).gate;
  expect(acceptWeight(charged, rules, 300).verdict).toEqual({ accepted: false, because: 'not-returned-to-zero' });
  const more = observeWeight(charged, { ...apples, grams: 900, receivedAtMs: 300 });
  expect(acceptWeight(more, rules, 310).verdict).toEqual({ accepted: false, because: 'not-returned-to-zero' });
  const next = [{ ...empty, receivedAtMs: 400 }, { ...apples, receivedAtMs: 500 }].reduce(observeWeight, more);
  expect(acceptWeight(next, rules, 510).verdict).toMatchObject({ accepted: true });
});

test('whatever the scale says, between two accepted weights it was empty', () => {
  const seen = fc.record({ status: fc.constantFrom('stable', 'in-motion', 'zero', 'under-zero', 'over-range', 'not-ready' as const), grams: fc.option(fc.integer({ min: -50, max: 16_000 })) });
  fc.assert(fc.property(fc.array(fc.oneof(seen, fc.constant('accept' as const)), { maxLength: 60 }), (steps) => {
    let gate = closedWeightGate;
    let emptySeen = false;
    for (const step of steps) {
      if (step !== 'accept') {
        const weight: WeightSeen = { ...step, status: step.status as WeightSeen['status'], text: '', receivedAtMs: 0 };
        gate = observeWeight(gate, weight);
        emptySeen ||= weight.status === 'zero' && weight.grams === 0;
        continue;
      }
      const outcome = acceptWeight(gate, rules, 0);
      gate = outcome.gate;
      if (!outcome.verdict.accepted) continue;
      expect(emptySeen).toBe(true);
      expect(outcome.verdict.grams).toBeGreaterThan(0);
      emptySeen = false;
    }
  }));
});
