import { forecastFromMeans, noCorrection } from 'retail-model/replenishment/demand-forecast.ts';
import { exposureOf, weekdayOf, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { demandSums } from 'retail-model/replenishment/demand-sums.ts';
import { holtWintersAt, holtWintersStates } from 'retail-model/replenishment/holt-winters.ts';
import { sparseDemand } from 'retail-model/replenishment/sparse-demand.ts';
import { varianceRatioOf } from 'retail-model/replenishment/statistical-forecast.ts';
import type { ItemForecast } from './score-forecasts.ts';

const TYPICAL_VARIANCE_RATIO = 1.8;
const SMOOTHING_WEIGHTS = [0.05, 0.1, 0.2, 0.3];

type Means = (series: DemandSeries, origin: number, days: number) => ArrayLike<number>;
const flat = (mean: number, days: number): number[] => new Array<number>(days).fill(Number.isNaN(mean) ? 0 : mean);

/** The simple methods that a forecast must beat, by name. All know of stock-outs: demand is amount over hours in stock. */
const meansByName: Readonly<Record<string, Means>> = {
  'naive': (series, origin, days) => flat(demandSums(series, null).mean(origin, 1), days),
  'seasonal-naive': (series, origin, days) => {
    const sums = demandSums(series, null);
    return Array.from({ length: days }, (_, ahead) => sums.sameWeekday(origin, origin + ahead, 1) || 0);
  },
  'moving-average-7': (series, origin, days) => flat(demandSums(series, null).mean(origin, 7), days),
  'moving-average-28': (series, origin, days) => flat(demandSums(series, null).mean(origin, 28), days),
  'exponential-smoothing': (series, origin, days) => flat(smoothed(series, origin), days),
  'tsb': (series, origin, days) => flat(sparseDemand(series, origin), days),
  'holt-winters': (series, origin, days) => {
    const state = holtWintersStates(series, [origin])[0]!;
    return Array.from({ length: days }, (_, ahead) => holtWintersAt(state, weekdayOf(series.firstDay + origin + ahead)));
  },
};
export const baselineNames: readonly string[] = Object.keys(meansByName);

/** A baseline with negative binomial quantiles of the product's own variance. */
export function baselineForecast(name: string, series: DemandSeries, origin: number, days: number, sumDays: readonly number[]): ItemForecast {
  return forecastFromMeans({ productId: series.id, method: 'fallback', means: meansByName[name]!(series, origin, days), varianceRatio: varianceRatioOf(series, origin, TYPICAL_VARIANCE_RATIO), whole: series.whole, correction: noCorrection, sumDays });
}

/** Simple exponential smoothing with the weight that was best so far on this item. */
function smoothed(series: DemandSeries, origin: number): number {
  let best = NaN;
  let least = Infinity;
  for (const weight of SMOOTHING_WEIGHTS) {
    let level = NaN;
    let errors = 0;
    for (let at = 0; at < origin; at += 1) {
      const { amount, share } = exposureOf(series, at);
      if (share === 0) continue;
      if (Number.isNaN(level)) level = amount / share;
      const error = amount / share - level;
      errors += share * error * error;
      level += weight * share * error;
    }
    if (errors < least) [least, best] = [errors, level];
  }
  return best;
}
