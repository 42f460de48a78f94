import { exposureOf, weekdayOf, type DemandSeries } from './demand-series.ts';

/**
 * A series with running sums, so that any window's demand is two look-ups. Windows end before an index and never see it. Demand is amount
 * over exposure; NaN where nothing was seen.
 */
export interface DemandSums {
  readonly series: DemandSeries;
  /** Units a day over the `days` before `index`. */
  mean(index: number, days: number): number;
  exposure(index: number, days: number): number;
  /** Standard deviation of days in stock over their mean. */
  variation(index: number, days: number): number;
  zeroShare(index: number, days: number): number;
  /** Days in stock with a promotion and without, over the `days` before `index`. */
  promoted(index: number, days: number): { readonly share: number; readonly lift: number };
  /** Mean of the last `weeks` days with the weekday of day `target`, before `index`. */
  sameWeekday(index: number, target: number, weeks: number): number;
  daysSinceSale(index: number): number;
  price(index: number): number;
  meanPrice(index: number, days: number): number;
}

const LEAST_PROMOTED_DAYS = 3;

export function demandSums(series: DemandSeries): DemandSums {
  const days = series.units.length;
  const amounts = new Float64Array(days + 1);
  const shares = new Float64Array(days + 1);
  const squares = new Float64Array(days + 1);
  const zeros = new Float64Array(days + 1);
  const promotedAmounts = new Float64Array(days + 1);
  const promotedShares = new Float64Array(days + 1);
  const prices = new Float64Array(days + 1);
  const priced = new Float64Array(days + 1);
  const lastSale = new Int32Array(days + 1).fill(-1);
  for (let index = 0; index < days; index += 1) {
    const { amount, share } = exposureOf(series, index);
    const value = share > 0 ? amount / share : 0;
    const promotion = (series.discounts[index] ?? 0) > 0;
    const price = series.prices[index] ?? NaN;
    amounts[index + 1] = amounts[index]! + amount;
    shares[index + 1] = shares[index]! + share;
    squares[index + 1] = squares[index]! + share * value * value;
    zeros[index + 1] = zeros[index]! + (amount > 0 ? 0 : share);
    promotedAmounts[index + 1] = promotedAmounts[index]! + (promotion ? amount : 0);
    promotedShares[index + 1] = promotedShares[index]! + (promotion ? share : 0);
    prices[index + 1] = prices[index]! + (Number.isNaN(price) ? 0 : price);
    priced[index + 1] = priced[index]! + (Number.isNaN(price) ? 0 : 1);
    lastSale[index + 1] = amount > 0 ? index : lastSale[index]!;
  }
  const over = (sums: Float64Array, index: number, window: number): number => sums[index]! - sums[Math.max(0, index - window)]!;
  const ratio = (above: number, below: number): number => (below > 1e-9 ? above / below : NaN);
  const mean = (index: number, window: number): number => ratio(over(amounts, index, window), over(shares, index, window));

  return {
    series, mean,
    exposure: (index, window) => over(shares, index, window),
    variation(index, window) {
      const centre = mean(index, window);
      return ratio(Math.sqrt(Math.max(0, ratio(over(squares, index, window), over(shares, index, window)) - centre * centre)), centre);
    },
    zeroShare: (index, window) => ratio(over(zeros, index, window), over(shares, index, window)),
    promoted(index, window) {
      const inPromotion = over(promotedShares, index, window);
      const all = over(shares, index, window);
      const usual = ratio(over(amounts, index, window) - over(promotedAmounts, index, window), all - inPromotion);
      return { share: ratio(inPromotion, all), lift: inPromotion >= LEAST_PROMOTED_DAYS ? ratio(ratio(over(promotedAmounts, index, window), inPromotion), usual) : NaN };
    },
    sameWeekday(index, target, weeks) {
      let amount = 0;
      let share = 0;
      const away = (weekdayOf(series.firstDay + index - 1) - weekdayOf(series.firstDay + target) + 7) % 7;
      for (let week = 0, at = index - 1 - away; week < weeks && at >= 0; week += 1, at -= 7) {
        amount += amounts[at + 1]! - amounts[at]!;
        share += shares[at + 1]! - shares[at]!;
      }
      return ratio(amount, share);
    },
    daysSinceSale: (index) => (lastSale[index]! < 0 ? index : index - 1 - lastSale[index]!),
    price(index) {
      for (let at = Math.min(index, series.prices.length - 1); at >= 0; at -= 1) {
        const price = series.prices[at]!;
        if (!Number.isNaN(price)) return price;
      }
      return NaN;
    },
    meanPrice: (index, window) => ratio(over(prices, index, window), over(priced, index, window)),
  };
}
