import type { DemandPage } from 'retail-model/api/store-contract.ts';
import { dayNumber, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';

/** A promotion of unknown depth counts as a tenth off. */
const USUAL_DISCOUNT = 0.1;
/** Pieces a day of which nobody sells more; larger whole numbers are grams, which need no whole steps. */
const MOST_PIECES_A_SALE_DAY = 1000;

/** A page of the store's demand history as series. */
export const shopSeries = (page: DemandPage): DemandSeries[] =>
  page.products.map((product) => ({
    id: product.productId, category: product.category, firstDay: dayNumber(product.firstDay), units: product.units,
    prices: product.pricesMinor.map((price) => (price > 0 ? price : NaN)),
    discounts: product.promoted.map((promoted) => (promoted ? USUAL_DISCOUNT : 0)),
    stockedShare: product.stockedShare,
    whole: inPieces(product.units),
  }));

/** The history does not say how a product is sold: whole and small enough for pieces, or grams. */
function inPieces(units: readonly number[]): boolean {
  const sold = units.filter((amount) => amount > 0);
  const mean = sold.reduce((sum, amount) => sum + amount, 0) / Math.max(1, sold.length);
  return mean < MOST_PIECES_A_SALE_DAY && sold.every(Number.isInteger) && !(sold.length > 3 && mean > 100);
}
