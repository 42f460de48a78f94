import type { Promotion } from '../catalog/documents.ts';
import { allocateMinor, includedTaxMinor, weighedAmountMinor, type Minor } from '../money/amount.ts';
import type { Words } from '../text/words.ts';
import type { Basket, BasketLine } from './basket.ts';
import { discountsOf } from './discounts.ts';

export interface LineDiscount { readonly promotionId: string; readonly names: Words; readonly amountMinor: Minor }

export interface PricedLine extends BasketLine {
  readonly grossMinor: Minor;
  readonly discounts: readonly LineDiscount[];
  /** What the shopper pays for the line: gross less discounts, tax included. */
  readonly amountMinor: Minor;
  readonly taxMinor: Minor;
}

export interface PricedBasket {
  readonly lines: readonly PricedLine[];
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  readonly taxes: readonly { readonly rateBasisPoints: number; readonly netMinor: Minor; readonly taxMinor: Minor }[];
}

export interface PricingMoment { readonly promotions: readonly Promotion[]; readonly atMs: number }

/** Gross amount of a line before discounts. */
export const grossOf = (line: Pick<BasketLine, 'soldBy' | 'units' | 'unitPriceMinor'>): Minor =>
  line.soldBy === 'weight' ? weighedAmountMinor(line.unitPriceMinor, line.units) : line.unitPriceMinor * line.units;

/**
 * The one pricing function, the same at kiosk, till, label and head office. Pure; prices include tax.
 * Lines sum to the total, taxes are taken per rate and spread over its lines, and the order of scans never changes the total.
 */
export function priceBasket(basket: Basket, moment: PricingMoment): PricedBasket {
  const gross = basket.lines.map(grossOf);
  const discounts = discountsOf(basket, gross, moment);
  const amounts = gross.map((amount, index) => amount - discounts[index]!.reduce((sum, one) => sum + one.amountMinor, 0));
  const rates = [...new Set(basket.lines.map((line) => line.taxRateBasisPoints))].sort((a, b) => a - b);
  const lineTaxes = new Array<Minor>(basket.lines.length).fill(0);
  const taxes = rates.map((rateBasisPoints) => {
    const indexes = basket.lines.flatMap((line, index) => (line.taxRateBasisPoints === rateBasisPoints ? [index] : []));
    const amountMinor = indexes.reduce((sum, index) => sum + amounts[index]!, 0);
    const taxMinor = includedTaxMinor(amountMinor, rateBasisPoints);
    allocateMinor(taxMinor, indexes.map((index) => amounts[index]!)).forEach((tax, place) => (lineTaxes[indexes[place]!] = tax));
    return { rateBasisPoints, netMinor: amountMinor - taxMinor, taxMinor };
  });
  const grossMinor = gross.reduce((sum, amount) => sum + amount, 0);
  const totalMinor = amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    lines: basket.lines.map((line, index) => ({
      ...line, grossMinor: gross[index]!, discounts: discounts[index]!, amountMinor: amounts[index]!, taxMinor: lineTaxes[index]!,
    })),
    grossMinor,
    discountMinor: grossMinor - totalMinor,
    totalMinor,
    taxes,
  };
}
