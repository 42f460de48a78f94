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
const COLUMNS = 9;

export interface SumsRoom { lend(length: number): Float64Array[] }

/** Memory for the sums of one series at a time, as long as the longest that came. */
export function sumsRoom(): SumsRoom {
  let columns: Float64Array[] = [];
  return {
    lend(length) {
      if ((columns[0]?.length ?? 0) < length) columns = sumsColumns(length * 2);
      return columns;
    },
  };
}
const sumsColumns = (length: number): Float64Array[] => Array.from({ length: COLUMNS }, () => new Float64Array(length));

/**
 * `room`, when given, lends its memory: the sums are then good until it is lent again, and a shop of thousands of products is gone through
 * without a heap of its size.
 */
export function demandSums(series: DemandSeries, room: SumsRoom | null): DemandSums {
  const days = series.units.length;
  const columns = room ? room.lend(days + 1) : sumsColumns(days + 1);
  const [amounts, shares, squares, zeros, promotedAmounts, promotedShares, prices, priced, lastSale] = columns as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  for (const column of columns) column[0] = 0;
  lastSale[0] = -1;
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
