import type { JournalEntry } from '../journal/entry.ts';
import type { Minor } from '../money/amount.ts';

/** What a fact adds to a business day's figures. All integer; returns are negative takings. */
export interface Takings {
  readonly takingsMinor: Minor;
  readonly discountMinor: Minor;
  readonly taxMinor: Minor;
  readonly cashMinor: Minor;
  readonly qrCodeMinor: Minor;
  readonly sales: number;
  readonly returns: number;
  readonly items: number;
}

export const noTakings: Takings = { takingsMinor: 0, discountMinor: 0, taxMinor: 0, cashMinor: 0, qrCodeMinor: 0, sales: 0, returns: 0, items: 0 };

/** Pure; null when the fact is no trade. The same fold in the store and at head office. */
export function takingsOf(entry: JournalEntry): Takings | null {
  if (entry.kind === 'sale-completed') {
    const { totals, tenders, lines } = entry.body;
    return {
      takingsMinor: totals.totalMinor,
      discountMinor: totals.discountMinor,
      taxMinor: totals.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0),
      cashMinor: sumOf(tenders, 'cash'),
      qrCodeMinor: sumOf(tenders, 'qr-code'),
      sales: 1,
      returns: 0,
      items: lines.reduce((sum, line) => sum + (line.soldBy === 'weight' ? 1 : line.units), 0),
    };
  }
  if (entry.kind === 'return-completed') {
    const { totalMinor, refundedAs, lines } = entry.body;
    return {
      takingsMinor: -totalMinor,
      discountMinor: 0,
      taxMinor: -lines.reduce((sum, line) => sum + line.taxMinor, 0),
      cashMinor: -sumOf(refundedAs, 'cash'),
      qrCodeMinor: -sumOf(refundedAs, 'qr-code'),
      sales: 0,
      returns: 1,
      items: 0,
    };
  }
  return null;
}

export const addTakings = (a: Takings, b: Takings): Takings => ({
  takingsMinor: a.takingsMinor + b.takingsMinor,
  discountMinor: a.discountMinor + b.discountMinor,
  taxMinor: a.taxMinor + b.taxMinor,
  cashMinor: a.cashMinor + b.cashMinor,
  qrCodeMinor: a.qrCodeMinor + b.qrCodeMinor,
  sales: a.sales + b.sales,
  returns: a.returns + b.returns,
  items: a.items + b.items,
});

const sumOf = (tenders: readonly { readonly kind: string; readonly amountMinor: Minor }[], kind: string): Minor =>
  tenders.reduce((sum, tender) => (tender.kind === kind ? sum + tender.amountMinor : sum), 0);
