import type { EntryBody, JournalEntry } from './entry.ts';

/** What every entry of trade must satisfy so that the folds over it (takings, stock, points) mean something; null when it does, else what is wrong. Pure. */
export function brokenInvariant(entry: JournalEntry): string | null {
  switch (entry.kind) {
    case 'sale-completed': return brokenSale(entry.body);
    case 'return-completed': return brokenReturn(entry.body);
    default: return null;
  }
}

function brokenSale({ lines, totals, tenders, pointsEarned, memberId }: EntryBody<'sale-completed'>): string | null {
  const linesMinor = sum(lines.map((line) => line.amountMinor));
  if (linesMinor !== totals.grossMinor - totals.discountMinor) return `Its lines are ${linesMinor}, gross less discounts is ${totals.grossMinor - totals.discountMinor}`;
  if (linesMinor + totals.roundingMinor !== totals.totalMinor) return `Its lines and rounding are ${linesMinor + totals.roundingMinor}, its total is ${totals.totalMinor}`;
  const paidMinor = sum(tenders.map((tender) => tender.amountMinor));
  if (paidMinor !== totals.totalMinor) return `Paid was ${paidMinor}, its total is ${totals.totalMinor}`;
  const wrongChange = tenders.find((tender) => tender.givenMinor - tender.changeMinor !== tender.amountMinor);
  if (wrongChange !== undefined) return `Given ${wrongChange.givenMinor} and change ${wrongChange.changeMinor} are not ${wrongChange.amountMinor}`;
  if (lines.some((line) => line.units <= 0)) return 'A line sells nothing';
  if (new Set(lines.map((line) => line.lineId)).size < lines.length) return 'Two lines have one name';
  return pointsEarned > 0 && memberId === null ? 'Points were earned by nobody' : null;
}

function brokenReturn({ lines, totalMinor, refundedAs, pointsTaken, memberId }: EntryBody<'return-completed'>): string | null {
  const linesMinor = sum(lines.map((line) => line.refundMinor));
  if (linesMinor !== totalMinor) return `Its lines are ${linesMinor}, its total is ${totalMinor}`;
  const refundedMinor = sum(refundedAs.map((refund) => refund.amountMinor));
  if (refundedMinor !== totalMinor) return `Refunded was ${refundedMinor}, its total is ${totalMinor}`;
  if (lines.some((line) => line.units <= 0)) return 'A line returns nothing';
  return pointsTaken > 0 && memberId === null ? 'Points were taken from nobody' : null;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
