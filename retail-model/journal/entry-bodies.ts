import { z } from 'zod';
import { language, words } from '../text/words.ts';

/** The body of each kind of journal entry. Kinds are past and true; corrections are counter-entries, never changes. */

const id = z.string().min(1).max(80);
const minor = z.int();
const instantMs = z.int().nonnegative();
/** Pieces, or grams for goods sold by weight. */
const units = z.int();
const epc = z.string().regex(/^[0-9A-F]{8,128}$/);

export const soldLine = z.object({
  lineId: id,
  productId: id,
  names: words,
  soldBy: z.enum(['each', 'weight']),
  /** Pieces (each) or grams (weight). */
  units,
  /** What the scale itself said, with its unit; null for pieces. */
  weightText: z.string().max(40).nullable(),
  /** Per piece or per kilogram, and which price document it was: proof that shelf and till agreed. */
  unitPriceMinor: minor,
  priceId: id,
  discounts: z.array(z.object({ promotionId: id, names: words, amountMinor: minor })),
  /** What the shopper pays for this line, discounts taken off, tax included. */
  amountMinor: minor,
  taxRateBasisPoints: z.int(),
  taxMinor: minor,
  epcs: z.array(epc),
  enteredBy: z.enum(['scan', 'look-up', 'rfid']),
});

export const tender = z.object({
  kind: z.enum(['cash', 'qr-code']),
  amountMinor: minor,
  /** Handed over and given back, for cash. */
  givenMinor: minor,
  changeMinor: minor,
  paymentId: id.nullable(),
});

const totals = z.object({
  grossMinor: minor,
  discountMinor: minor,
  /** Cash rounding, named where it happens. */
  roundingMinor: minor,
  totalMinor: minor,
  taxes: z.array(z.object({ rateBasisPoints: z.int(), netMinor: minor, taxMinor: minor })),
});

const approval = z.object({ staffId: id, reason: z.string().max(40), lineId: id.nullable(), atMs: instantMs });

export const entryBodies = {
  'runtime-started': z.object({ version: z.string(), reason: z.enum(['first-start', 'restart']) }),
  'clock-changed': z.object({ previousMs: instantMs, nowMs: instantMs }),
  'database-restored': z.object({ fromBackup: z.string().max(200), throughSequence: z.int() }),
  'backup-made': z.object({ file: z.string().max(200), bytes: z.int(), throughSequence: z.int() }),
  'journal-head-signed': z.object({ terminalId: id, sequence: z.int(), hash: id, keyId: id, signature: z.string().max(200) }),

  'sale-completed': z.object({
    saleId: id,
    receiptNumber: z.string().max(40),
    lines: z.array(soldLine).min(1).max(500),
    totals,
    tenders: z.array(tender).min(1),
    memberId: id.nullable(),
    pointsEarned: z.int().nonnegative(),
    startedAtMs: instantMs,
    staffId: id.nullable(),
    approvals: z.array(approval),
    language,
  }),
  'return-completed': z.object({
    returnId: id,
    receiptNumber: z.string().max(40),
    originalSaleId: id,
    lines: z.array(z.object({ originalLineId: id, productId: id, names: words, soldBy: z.enum(['each', 'weight']), units, refundMinor: minor, taxRateBasisPoints: z.int(), taxMinor: minor, epcs: z.array(epc) })).min(1),
    totalMinor: minor,
    refundedAs: z.array(z.object({ kind: z.enum(['cash', 'qr-code']), amountMinor: minor, paymentId: id.nullable() })),
    pointsTaken: z.int().nonnegative(),
    memberId: id.nullable(),
    approvals: z.array(approval),
    language,
  }),
  'basket-cancelled': z.object({ saleId: id, lineCount: z.int(), totalMinor: minor, staffId: id.nullable() }),
  'line-voided': z.object({ saleId: id, lineId: id, productId: id, amountMinor: minor, staffId: id.nullable() }),
  'basket-suspended': z.object({ saleId: id, ticket: id, totalMinor: minor }),
  'basket-resumed': z.object({ saleId: id, ticket: id }),
  'payment-intended': z.object({ paymentId: id, saleId: id, provider: id, amountMinor: minor }),
  'payment-settled': z.object({ paymentId: id, saleId: id, outcome: z.enum(['approved', 'declined', 'reversed', 'refunded']), amountMinor: minor, providerReference: z.string().max(80).nullable() }),
  'intervention-opened': z.object({ interventionId: id, saleId: id.nullable(), reason: z.string().max(40), evidence: words }),
  'intervention-closed': z.object({ interventionId: id, saleId: id.nullable(), decision: z.enum(['approved', 'refused', 'resolved']), staffId: id.nullable() }),
  'cash-counted': z.object({ drawerId: id, expectedMinor: minor, countedMinor: minor, staffId: id }),
  'shift-opened': z.object({ shiftId: id, staffId: id, floatMinor: minor }),
  'shift-closed': z.object({ shiftId: id, staffId: id, takingsMinor: minor }),
  'day-closed': z.object({ businessDay: z.iso.date(), salesCount: z.int(), returnsCount: z.int(), takingsMinor: minor, refundsMinor: minor, perpetualSalesMinor: minor, perpetualReturnsMinor: minor }),

  'stock-received': z.object({ documentId: id, supplierId: id.nullable(), orderId: id.nullable(), lines: z.array(z.object({ productId: id, units, epcs: z.array(epc) })).min(1), staffId: id.nullable() }),
  'stock-adjusted': z.object({ documentId: id, reason: z.enum(['count', 'scrap', 'found', 'opening', 'theft']), lines: z.array(z.object({ productId: id, units })).min(1), staffId: id.nullable() }),

  'price-activated': z.object({ productId: id, priceId: id, fromMinor: minor.nullable(), toMinor: minor, because: z.enum(['first-price', 'cut', 'label-shown', 'shelf-confirmed', 'no-label']), staffId: id.nullable() }),
  'label-bound': z.object({ labelId: id, productId: id.nullable(), widthPx: z.int(), heightPx: z.int(), colours: z.enum(['black-white', 'black-white-red']) }),
  'label-shown': z.object({ labelId: id, productId: id, priceId: id, amountMinor: minor, pictureId: z.int(), pictureHash: id }),
  'label-troubled': z.object({ labelId: id, trouble: z.enum(['silent', 'battery-low', 'failed', 'wrong-picture']), detail: z.string().max(200) }),
  'epcs-left': z.object({ gateId: id, decision: z.enum(['paid', 'alarm', 'unknown-tags']), epcs: z.array(epc), unpaid: z.array(z.object({ epc, productId: id })) }),

  'order-approved': z.object({
    orderId: id,
    supplierId: id,
    lines: z.array(z.object({ productId: id, units, costMinor: minor, proposedUnits: units, because: words })).min(1),
    expectedOn: z.iso.date(),
    staffId: id,
    modelVersion: z.string().max(80),
  }),
  /** Paper came out. A second one for the same entry is a copy and says so. */
  'receipt-printed': z.object({ ofEntryId: id, receiptNumber: z.string().max(40), copy: z.boolean() }),
  'device-troubled': z.object({ deviceId: id, code: z.string().max(20), extended: z.string().max(40).nullable(), detail: z.string().max(300) }),
  'device-recovered': z.object({ deviceId: id }),
} as const;
