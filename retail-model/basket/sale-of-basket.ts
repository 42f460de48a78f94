import type { EntryBody } from '../journal/entry.ts';
import type { CommittingLane } from '../lane/lane-session.ts';

/** Points: one for each whole yuan paid, for members. */
const MINOR_PER_POINT = 100;

/** The one fact that a finished basket becomes: its lines, taxes, tender, points and receipt number together. Pure. */
export function saleOfBasket(sale: CommittingLane, receiptNumber: string): EntryBody<'sale-completed'> {
  const { priced } = sale;
  const roundingMinor = sale.tender.kind === 'cash' ? sale.tender.roundingMinor : 0;
  const totalMinor = priced.totalMinor + roundingMinor;
  return {
    saleId: sale.saleId,
    receiptNumber,
    lines: priced.lines.map((line) => ({
      lineId: line.lineId, productId: line.productId, names: line.names, soldBy: line.soldBy, units: line.units, weightText: line.weightText, unitPriceMinor: line.unitPriceMinor, priceId: line.priceId,
      discounts: line.discounts.map((discount) => ({ ...discount })), amountMinor: line.amountMinor, taxRateBasisPoints: line.taxRateBasisPoints, taxMinor: line.taxMinor, epcs: [...line.epcs], enteredBy: line.enteredBy,
    })),
    totals: { grossMinor: priced.grossMinor, discountMinor: priced.discountMinor, roundingMinor, totalMinor, taxes: priced.taxes.map((tax) => ({ ...tax })) },
    tenders: [sale.tender.kind === 'cash'
      ? { kind: 'cash', amountMinor: sale.tender.amountMinor, givenMinor: sale.tender.givenMinor, changeMinor: sale.tender.changeMinor, paymentId: null }
      : { kind: 'qr-code', amountMinor: sale.tender.amountMinor, givenMinor: sale.tender.amountMinor, changeMinor: 0, paymentId: sale.tender.paymentId }],
    memberId: sale.basket.member?.memberId ?? null,
    pointsEarned: sale.basket.member ? Math.max(0, Math.floor(totalMinor / MINOR_PER_POINT)) : 0,
    startedAtMs: sale.startedAtMs,
    staffId: sale.staffId,
    approvals: sale.approvals.map((approval) => ({ ...approval })),
    language: sale.language,
  };
}
