import { categoryPriors } from 'retail-model/replenishment/category-prior.ts';
import { allSumDays, FORECAST_DAYS, forecastFromMeans, noCorrection, type DemandForecast } from 'retail-model/replenishment/demand-forecast.ts';
import type { DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { statisticalMeans, varianceRatioOf } from 'retail-model/replenishment/statistical-forecast.ts';

/** Daily variance over mean of goods about which nothing is known yet. */
const TYPICAL_VARIANCE_RATIO = 1.8;

/** Forecasts of every product without a model, from its own past and its category's. */
export function forecastByStatistics(all: readonly DemandSeries[]): DemandForecast[] {
  const priors = categoryPriors(all);
  return all.map((series) => {
    const origin = series.units.length;
    return forecastFromMeans({
      productId: series.id, method: 'fallback', means: statisticalMeans(series, origin, FORECAST_DAYS, priors.get(series.category) ?? 0), varianceRatio: varianceRatioOf(series, origin, TYPICAL_VARIANCE_RATIO),
      whole: series.whole, correction: noCorrection, sumDays: allSumDays,
    });
  });
}
