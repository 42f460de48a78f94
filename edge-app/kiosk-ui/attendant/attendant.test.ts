import { describe, expect, it } from 'vitest';
import type { AttendantView } from 'retail-model/api/store-views.ts';
import { newCalls } from './new-calls.ts';
import { receiptNumberIn } from './receipt-number-in.ts';

const names = { zh: '自助 1', en: 'Kiosk 1' };
const view = (helps: readonly string[], alarms: readonly number[]): AttendantView => ({
  nowMs: 0, held: [], gateAlarms: alarms.map((atMs) => ({ atMs, gateId: 'gate-1', unpaid: [] })),
  lanes: [{ laneId: 'k1', names, state: 'selling', severity: 2, staffId: null, lineCount: 0, totalMinor: 0, lastLines: [], troubles: [], helps: helps.map((interventionId) => ({ interventionId, reason: 'age-check', evidence: names, openedAtMs: 0 })) }],
});

describe('the attendant is called', () => {
  it('by a new help or a new alarm, not by one that was there', () => {
    expect(newCalls(view(['a'], [1]), view(['a', 'b'], [1, 2]))).toBe(2);
    expect(newCalls(view(['a', 'b'], [1]), view(['b'], []))).toBe(0);
  });
});

describe('a receipt’s number', () => {
  it('is found in what was typed or scanned', () => {
    expect(receiptNumberIn(' S01-K3-000214 ')).toBe('S01-K3-000214');
    expect(receiptNumberIn('https://shop.example/r/S01-K3-000214?h=9f2c')).toBe('S01-K3-000214');
    expect(receiptNumberIn('')).toBe('');
    expect(receiptNumberIn('x'.repeat(60))).toHaveLength(40);
  });
});
