import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterExit, neverExited, STEADY_AFTER_MS, type RestartHistory } from './restart-policy.ts';

const exits = (...aliveMs: number[]) => {
  let history: RestartHistory = neverExited;
  return aliveMs.map((alive) => {
    const decision = afterExit(history, alive);
    ({ history } = decision);
    return decision;
  });
};

test('three quick exits are retried with growing waits and in silence, the fourth is told and retried slowly', () => {
  expect(exits(10, 10, 10, 10, 10).map(({ afterMs, tellPeople }) => [afterMs, tellPeople])).toEqual([[500, false], [1000, false], [2000, false], [60_000, true], [60_000, true]]);
});

test('thirty seconds alive and the count begins anew', () => {
  const decisions = exits(10, 10, 10, STEADY_AFTER_MS, 10);
  expect(decisions[3]).toEqual({ history: { quickExits: 0 }, afterMs: 500, tellPeople: false });
  expect(decisions[4]!.history.quickExits).toBe(1);
});

test('a store is tried again whatever happened, and never more than twice a second', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 50 }), (lives) => {
    for (const { afterMs } of exits(...lives)) expect(afterMs).toSatisfy((ms: number) => ms >= 500 && ms <= 60_000);
  }));
});
