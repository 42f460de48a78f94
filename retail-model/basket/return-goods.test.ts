import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryBody } from '../journal/entry.ts';
import { returnedLines, type ReturnedSoFar } from './return-goods.ts';

const saleOf = (units: number, amountMinor: number, taxMinor: number) =>
  ({ lines: [{ lineId: 'a', productId: 'p', names: { zh: '牛奶', en: 'Milk' }, soldBy: 'each', units, amountMinor, taxMinor, taxRateBasisPoints: 1300, epcs: [] }] }) as unknown as EntryBody<'sale-completed'>;

test('however many partial returns there are, together they refund exactly what was paid', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 100_000 }), fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (units, amount, parts) => {
    const sale = saleOf(units, amount, Math.floor(amount / 9));
    let before: ReturnedSoFar = { units: 0, refundMinor: 0, taxMinor: 0 };
    for (const part of parts) {
      if (before.units === units) break;
      const result = returnedLines(sale, () => before, [{ lineId: 'a', units: Math.min(part, units - before.units) }]);
      if (!result.ok) throw new Error(result.error.kind);
      const line = result.value[0]!;
      expect(line.refundMinor).toBeGreaterThanOrEqual(0);
      before = { units: before.units + line.units, refundMinor: before.refundMinor + line.refundMinor, taxMinor: before.taxMinor + line.taxMinor };
    }
    expect(before).toEqual({ units, refundMinor: amount, taxMinor: Math.floor(amount / 9) });
  }));
});

test('more than was bought is refused with what is left', () => {
  const result = returnedLines(saleOf(3, 900, 0), () => ({ units: 2, refundMinor: 600, taxMinor: 0 }), [{ lineId: 'a', units: 2 }]);
  expect(result).toEqual({ ok: false, error: { kind: 'more-than-bought', lineId: 'a', leftUnits: 1 } });
});
