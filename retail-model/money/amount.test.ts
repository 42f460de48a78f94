import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateMinor, divideHalfAwayFromZero, includedTaxMinor, weighedAmountMinor } from './amount.ts';

describe('money', () => {
  test('parts always sum to the whole and are in proportion to within one minor unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 }), (total, weights) => {
        const parts = allocateMinor(total, weights);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        const sum = weights.reduce((all, weight) => all + weight, 0);
        if (sum > 0) weights.forEach((weight, index) => expect(Math.abs(parts[index]! - (total * weight) / sum)).toBeLessThan(1));
      }),
    );
  });
  test('half a minor unit goes away from zero on both sides of it', () => {
    expect([divideHalfAwayFromZero(5, 10), divideHalfAwayFromZero(-5, 10), divideHalfAwayFromZero(4, 10)]).toEqual([1, -1, 0]);
  });
  test('0.488 kg at ¥25.80 a kilogram is ¥12.59', () => expect(weighedAmountMinor(2580, 488)).toBe(1259));
  test('the tax inside ¥113.00 at 13 % is ¥13.00', () => expect(includedTaxMinor(11_300, 1300)).toBe(1300));
});
