import type { Fact } from 'retail-model/journal/entry.ts';
import type { SeededRandom } from 'simulators/seeded-random.ts';

export const PRODUCTS = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
const MEMBERS = ['m1', 'm2'] as const;
const PRICE_MINOR = 250;

/** One fact of a day in a shop: mostly sales, some with points; returns that take points back; goods received and counted. */
export function nextFact(random: SeededRandom, n: number): Fact {
  const productId = random.pick(PRODUCTS);
  const units = random.integer(1, 4);
  const memberId = random.chance(0.4) ? random.pick(MEMBERS) : null;
  const amountMinor = units * PRICE_MINOR;
  const line = { productId, names: { zh: '物', en: 'Thing' }, soldBy: 'each', units, taxRateBasisPoints: 0, taxMinor: 0, epcs: [] } as const;
  const what = random.next();
  if (what < 0.1) return { kind: 'stock-received', body: { documentId: `d${n}`, supplierId: null, orderId: null, lines: PRODUCTS.map((each) => ({ productId: each, units: 20, epcs: [] })), staffId: null } };
  if (what < 0.15) return { kind: 'stock-adjusted', body: { documentId: `a${n}`, reason: 'count', lines: [{ productId, units: random.integer(-3, 3) }], staffId: null } };
  if (what < 0.25) {
    return { kind: 'return-completed', body: { returnId: `r${n}`, receiptNumber: `R${n}`, originalSaleId: 's0', lines: [{ originalLineId: '1', ...line, epcs: [], refundMinor: amountMinor }], totalMinor: amountMinor, refundedAs: [{ kind: 'cash', amountMinor, paymentId: null }], pointsTaken: memberId === null ? 0 : units, memberId, approvals: [], language: 'zh-CN' } };
  }
  return {
    kind: 'sale-completed',
    body: {
      saleId: `s${n}`, receiptNumber: `S${n}`, memberId, pointsEarned: memberId === null ? 0 : units, startedAtMs: 1, staffId: null, approvals: [], language: 'zh-CN',
      lines: [{ lineId: '1', ...line, epcs: [], weightText: null, unitPriceMinor: PRICE_MINOR, priceId: `${productId}@1`, discounts: [], amountMinor, enteredBy: 'scan' }],
      totals: { grossMinor: amountMinor, discountMinor: 0, roundingMinor: 0, totalMinor: amountMinor, taxes: [] },
      tenders: [{ kind: 'cash', amountMinor, givenMinor: amountMinor, changeMinor: 0, paymentId: null }],
    },
  };
}
