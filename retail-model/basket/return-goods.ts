import type { EntryBody } from '../journal/entry.ts';
import { divideHalfAwayFromZero, type Minor } from '../money/amount.ts';
import { fail, ok, type Result } from '../result.ts';

export interface ReturnedSoFar { readonly units: number; readonly refundMinor: Minor; readonly taxMinor: Minor }
export type ReturnRefusal = { readonly kind: 'unknown-line'; readonly lineId: string } | { readonly kind: 'more-than-bought'; readonly lineId: string; readonly leftUnits: number } | { readonly kind: 'nothing-returned' };

type ReturnedLine = EntryBody<'return-completed'>['lines'][number];

/**
 * What comes back for these units of a sale. Each part is the line's amount for all units returned so far less what was refunded before,
 * so however many partial returns there are, together they refund exactly what was paid, discounts included. Pure.
 */
export function returnedLines(sale: EntryBody<'sale-completed'>, before: (lineId: string) => ReturnedSoFar, asked: readonly { readonly lineId: string; readonly units: number }[]): Result<readonly ReturnedLine[], ReturnRefusal> {
  const wanted = new Map<string, number>();
  for (const { lineId, units } of asked) wanted.set(lineId, (wanted.get(lineId) ?? 0) + units);
  if (wanted.size === 0) return fail({ kind: 'nothing-returned' });
  const lines: ReturnedLine[] = [];
  for (const [lineId, units] of wanted) {
    const line = sale.lines.find((one) => one.lineId === lineId);
    if (!line) return fail({ kind: 'unknown-line', lineId });
    const earlier = before(lineId);
    const leftUnits = line.units - earlier.units;
    if (units <= 0 || units > leftUnits) return fail({ kind: 'more-than-bought', lineId, leftUnits });
    const through = earlier.units + units;
    lines.push({
      originalLineId: lineId, productId: line.productId, names: line.names, soldBy: line.soldBy, units,
      refundMinor: divideHalfAwayFromZero(line.amountMinor * through, line.units) - earlier.refundMinor,
      taxRateBasisPoints: line.taxRateBasisPoints,
      taxMinor: divideHalfAwayFromZero(line.taxMinor * through, line.units) - earlier.taxMinor,
      epcs: units === line.units ? line.epcs : line.epcs.slice(earlier.units, through),
    });
  }
  return ok(lines);
}

/** Points that go back with a refund: the member's share of what was earned, rounded down so that a shop never takes more than it gave. */
export const pointsTakenBack = (sale: EntryBody<'sale-completed'>, refundMinor: Minor): number =>
  sale.totals.totalMinor <= 0 ? 0 : Math.floor((sale.pointsEarned * refundMinor) / sale.totals.totalMinor);
