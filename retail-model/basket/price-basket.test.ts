import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Promotion } from '../catalog/documents.ts';
import type { BasketLine } from './basket.ts';
import { grossOf, priceBasket } from './price-basket.ts';

const names = { zh: '商品', en: 'Goods' };
const line = (over: Partial<BasketLine> & { lineId: string }): BasketLine => ({
  productId: 'p1', gtin: '09520000000011', names, category: 'dairy', picture: { shape: 'box', colour: '#aabbcc' }, soldBy: 'each', units: 1, weightText: null, unitPriceMinor: 500, priceId: 'price', taxRateBasisPoints: 1300,
  ageLimitYears: null, epcs: [], enteredBy: 'scan', ...over,
});
const promotion = (id: string, rule: Promotion['rule'], membersOnly = false): Promotion => ({ id, names, rule, membersOnly, validFromMs: 0, validUntilMs: 1000, active: true });
const priced = (lines: readonly BasketLine[], promotions: readonly Promotion[], member = false) =>
  priceBasket({ lines, member: member ? { memberId: 'm', greeting: names } : null }, { promotions, atMs: 10 });

const anyLine = fc.record({ productId: fc.constantFrom('p1', 'p2', 'p3', 'p4'), units: fc.integer({ min: 1, max: 6 }), price: fc.integer({ min: 1, max: 9999 }), weight: fc.boolean(), rate: fc.constantFrom(900, 1300) });
const anyBasket = fc.array(anyLine, { minLength: 1, maxLength: 12 }).map((all) => all.map((one, index) => {
  const weighed = one.weight && one.productId === 'p4';
  return line({ lineId: `l${index}`, productId: one.productId, units: weighed ? one.units * 137 : one.units, soldBy: weighed ? 'weight' : 'each', unitPriceMinor: one.price, taxRateBasisPoints: one.rate });
}));
const someProducts = fc.subarray(['p1', 'p2', 'p3', 'p4'], { minLength: 1 });
const anyRule = fc.oneof(
  fc.record({ kind: fc.constant('percent-off' as const), productIds: someProducts, basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant('amount-off' as const), productIds: someProducts, amountMinor: fc.integer({ min: 1, max: 3000 }) }),
  fc.tuple(someProducts, fc.integer({ min: 2, max: 5 })).chain(([productIds, buy]) => fc.integer({ min: 1, max: buy - 1 }).map((pay) => ({ kind: 'buy-n-pay-m' as const, productIds, buy, pay }))),
  fc.record({ kind: fc.constant('bundle' as const), productIds: fc.constantFrom(['p1', 'p2'], ['p2', 'p3', 'p1']), amountMinor: fc.integer({ min: 1, max: 9000 }) }),
  fc.record({ kind: fc.constant('basket-threshold' as const), fromMinor: fc.integer({ min: 1, max: 20_000 }), amountMinor: fc.integer({ min: 1, max: 20_000 }) }),
);
const anyPromotions = fc.array(anyRule, { maxLength: 6 }).map((rules) => rules.map((rule, index) => promotion(`promo${index}`, rule as Promotion['rule'])));

describe('pricing a basket', () => {
  test('lines sum to the total, taxes to their lines, and nothing ever costs less than nothing', () => {
    fc.assert(fc.property(anyBasket, anyPromotions, (lines, promotions) => {
      const result = priced(lines, promotions);
      expect(result.lines.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(result.totalMinor);
      expect(result.grossMinor - result.discountMinor).toBe(result.totalMinor);
      for (const one of result.lines) {
        expect(one.amountMinor).toBeGreaterThanOrEqual(0);
        expect(one.grossMinor - one.discounts.reduce((sum, discount) => sum + discount.amountMinor, 0)).toBe(one.amountMinor);
      }
      for (const tax of result.taxes) expect(result.lines.filter((one) => one.taxRateBasisPoints === tax.rateBasisPoints).reduce((sum, one) => sum + one.taxMinor, 0)).toBe(tax.taxMinor);
      expect(result.taxes.reduce((sum, tax) => sum + tax.netMinor + tax.taxMinor, 0)).toBe(result.totalMinor);
    }), { numRuns: 400 });
  });

  test('the order of scans never changes the total', () => {
    fc.assert(fc.property(anyBasket, anyPromotions, fc.infiniteStream(fc.nat()), (lines, promotions, keys) => {
      const shuffled = lines.map((one) => ({ one, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ one }) => one);
      expect(priced(shuffled, promotions).totalMinor).toBe(priced(lines, promotions).totalMinor);
    }), { numRuns: 400 });
  });

  test('three for two takes the cheapest piece off, and is explained on the lines that earned it', () => {
    const result = priced([line({ lineId: 'a', units: 2, unitPriceMinor: 900 }), line({ lineId: 'b', productId: 'p2', unitPriceMinor: 300 })], [promotion('3for2', { kind: 'buy-n-pay-m', productIds: ['p1', 'p2'], buy: 3, pay: 2 })]);
    expect(result.totalMinor).toBe(1800);
    expect(result.lines.flatMap((one) => one.discounts.map((discount) => discount.promotionId))).toContain('3for2');
  });

  test('a member price is for members, and a group offer gives way to a better single one', () => {
    const offers = [promotion('member', { kind: 'percent-off', productIds: ['p1'], basisPoints: 5000 }, true), promotion('three', { kind: 'buy-n-pay-m', productIds: ['p1'], buy: 3, pay: 2 })];
    const three = [line({ lineId: 'a', units: 3, unitPriceMinor: 1000 })];
    expect(priced(three, offers).totalMinor).toBe(2000);
    expect(priced(three, offers, true).totalMinor).toBe(1500);
  });

  test('weighed goods are priced per kilogram', () => expect(grossOf({ soldBy: 'weight', units: 488, unitPriceMinor: 2580 })).toBe(1259));
});
