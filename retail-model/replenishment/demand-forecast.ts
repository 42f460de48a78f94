import type { PeriodDemand } from './propose-order.ts';
import { quantileLevels } from './quantiles.ts';
import { demandQuantiles } from './negative-binomial.ts';

export const FORECAST_DAYS = 30;
/** An order must last for at most this long: three weeks between deliveries. */
export const LONGEST_SUM_DAYS = 21;
/** The forecast's own mean may be off by about this share over a whole period; days next to each other are off together. */
const SHARED_ERROR_SHARE = 0.25;

export interface DayDemand { readonly mean: number; readonly quantiles: readonly number[] }

/** A product's demand for the coming days and for sums over the coming 1, 2, 3 … days, all in its units. */
export interface DemandForecast {
  readonly productId: string;
  readonly method: 'model' | 'fallback';
  readonly days: readonly DayDemand[];
  readonly sums: readonly PeriodDemand[];
}

/**
 * The levels at which to read the law so that the published quantiles hold what they promise: one for each of `quantileLevels`, for days
 * and for sums, learned by the trainer from where actual sales fell. `quantileLevels` themselves are "no correction".
 */
export interface QuantileCorrection { readonly dayLevels: readonly number[]; readonly sumLevels: readonly number[] }
export const noCorrection: QuantileCorrection = { dayLevels: quantileLevels, sumLevels: quantileLevels };

/**
 * From daily means and the ratio of variance to mean of a day. A sum's variance is that of its days plus what the days share, so sums are
 * never added up from daily quantiles, which would order a third too much for a week.
 */
export function forecastFromMeans(parts: {
  readonly productId: string; readonly method: DemandForecast['method']; readonly means: ArrayLike<number>; readonly varianceRatio: number; readonly whole: boolean;
  readonly correction: QuantileCorrection; readonly sumDays: readonly number[];
}): DemandForecast {
  const days: DayDemand[] = [];
  for (let ahead = 0; ahead < parts.means.length; ahead += 1) {
    const mean = parts.means[ahead]!;
    days.push({ mean, quantiles: demandQuantiles(mean, mean * parts.varianceRatio, parts.whole, parts.correction.dayLevels) });
  }
  const sums = parts.sumDays.map((length) => {
    let mean = 0;
    for (let ahead = 0; ahead < length; ahead += 1) mean += parts.means[ahead] ?? 0;
    return { days: length, mean, quantiles: demandQuantiles(mean, sumVariance(mean, length, parts.varianceRatio), parts.whole, parts.correction.sumLevels) };
  });
  return { productId: parts.productId, method: parts.method, days, sums };
}

/** Variance of the demand of `length` days together, in units². One day shares nothing with another. */
export const sumVariance = (mean: number, length: number, varianceRatio: number): number => mean * varianceRatio + (length > 1 ? (SHARED_ERROR_SHARE * mean) ** 2 : 0);

/** 1, 2 … 21. */
export const allSumDays: readonly number[] = Array.from({ length: LONGEST_SUM_DAYS }, (_, index) => index + 1);
