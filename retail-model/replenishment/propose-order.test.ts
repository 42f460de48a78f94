import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalRatio, nextReview, proposeOrder, type OrderQuestion } from './propose-order.ts';
import { quantileAt } from './quantiles.ts';

const quantiles = [2, 3, 5, 8, 11, 14, 16, 18, 20, 22];
const supplier = { id: 's', names: { zh: '供应商', en: 'Supplier' }, leadTimeDays: 2, orderWeekdays: [1, 4], minimumOrderMinor: 0 };
const question = (over: Partial<OrderQuestion>): OrderQuestion => ({
  product: { soldBy: 'each', packUnits: 6, costMinor: 300, shelfLifeDays: null }, priceMinor: 500, onHandUnits: 0, onOrderUnits: 0, soldLast7DaysUnits: 9, demand: { days: 6, mean: 8.5, quantiles }, arrivesOn: '2026-11-26', ...over,
});

describe('what to order', () => {
  test('an order must last until the one after it has arrived', () => {
    // 2026-11-24 is a Tuesday: the next order goes out on Thursday, the one after on Monday, and that arrives on Wednesday.
    expect(nextReview(supplier, '2026-11-24')).toEqual({ orderOn: '2026-11-26', arrivesOn: '2026-11-28', protectionDays: 8 });
  });
  test('goods that spoil are covered less than goods that keep', () => {
    expect(criticalRatio(500, 300, 3, 3)).toBeLessThan(criticalRatio(500, 300, null, 3));
  });
  test('whole packs, and only what stock and orders do not cover yet', () => {
    fc.assert(fc.property(fc.integer({ min: -5, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 24 }), (onHandUnits, onOrderUnits, packUnits) => {
      const proposal = proposeOrder(question({ onHandUnits, onOrderUnits, product: { soldBy: 'each', packUnits, costMinor: 300, shelfLifeDays: null } }));
      const position = Math.max(0, onHandUnits) + onOrderUnits;
      if (!proposal) return;
      expect(proposal.units % packUnits).toBe(0);
      expect(position + proposal.units).toBeGreaterThanOrEqual(proposal.upperDemand - 1e-6);
      expect(position + proposal.units - packUnits).toBeLessThan(proposal.upperDemand);
    }));
  });
  test('more on hand never orders more', () => {
    const units = (onHandUnits: number) => proposeOrder(question({ onHandUnits }))?.units ?? 0;
    for (let onHand = 0; onHand < 40; onHand += 1) expect(units(onHand + 1)).toBeLessThanOrEqual(units(onHand));
  });
  test('quantiles rise with their level', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      expect(quantileAt(quantiles, Math.min(a, b))).toBeLessThanOrEqual(quantileAt(quantiles, Math.max(a, b)));
    }));
  });
});
