import { categoryPriors } from 'retail-model/replenishment/category-prior.ts';
import { LEAST_PAST_DAYS } from 'retail-model/replenishment/demand-features.ts';
import { FORECAST_DAYS, forecastFromMeans, noCorrection, type DemandForecast } from 'retail-model/replenishment/demand-forecast.ts';
import type { DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import type { ShopCalendar } from 'retail-model/replenishment/holidays.ts';
import { modelMeans } from 'retail-model/replenishment/model-means.ts';
import { groupsBetterWithoutModel } from 'retail-model/replenishment/naive-guard.ts';
import type { ShopRhythms } from 'retail-model/replenishment/shop-rhythms.ts';
import { statisticalMeans, varianceRatioOf } from 'retail-model/replenishment/statistical-forecast.ts';
import type { RunningModel } from './demand-runtime.ts';

/** Daily variance over mean of goods about which nothing is known yet, when there is no model to say it. */
const TYPICAL_VARIANCE_RATIO = 1.8;
const GUARD_DAYS = 14;
/** Room for one working thread to let the connection breathe. */
const PRODUCTS_A_BREATH = 500;

export interface ShopForecast {
  readonly modelVersion: string;
  readonly forecasts: readonly DemandForecast[];
  /** Categories for which simple statistics were better of late. */
  readonly withoutModel: readonly string[];
}

/**
 * Every product of a shop for the coming 30 days, from the morning of `originDay` on: by the model, and by statistics where there is no
 * model, too little past, or where statistics beat the model on the shop's own last fortnight.
 */
export async function forecastShop(parts: { readonly all: readonly DemandSeries[]; readonly originDay: number; readonly calendar: ShopCalendar; readonly rhythms: ShopRhythms; readonly model: RunningModel | null; readonly sumDays: readonly number[]; readonly breathe: () => Promise<void> }): Promise<ShopForecast> {
  const { all, model } = parts;
  const priors = categoryPriors(all);
  const typical = model?.facts.typicalVarianceRatio ?? TYPICAL_VARIANCE_RATIO;
  const byModel = model ? await modelForecastable(parts, model, priors) : { means: new Map<string, Float64Array>(), withoutModel: [] };
  const forecasts: DemandForecast[] = [];
  for (const series of all) {
    const origin = series.units.length;
    const means = byModel.means.get(series.id);
    const correction = means && model ? model.facts : noCorrection;
    forecasts.push(forecastFromMeans({
      productId: series.id, method: means ? 'model' : 'fallback', means: means ?? statisticalMeans(series, origin, FORECAST_DAYS, priors.get(series.category) ?? 0), varianceRatio: varianceRatioOf(series, origin, typical),
      whole: series.whole, correction, sumDays: parts.sumDays,
    }));
    if (forecasts.length % PRODUCTS_A_BREATH === 0) await parts.breathe();
  }
  return { modelVersion: model ? `${model.facts.version}@${model.sha256.slice(0, 12)}` : 'statistics', forecasts, withoutModel: byModel.withoutModel };
}

/** What the model says of every product that it may speak for. The guard's morning, a fortnight back, is asked in the same breath. */
async function modelForecastable(parts: Parameters<typeof forecastShop>[0], model: RunningModel, priors: ReadonlyMap<string, number>): Promise<{ readonly means: Map<string, Float64Array>; readonly withoutModel: string[] }> {
  const { all, originDay, calendar, rhythms } = parts;
  const known = all.filter((series) => series.units.length >= LEAST_PAST_DAYS);
  const guardDay = originDay - GUARD_DAYS;
  const [guarded, coming] = await modelMeans({ all: known, mornings: [{ day: guardDay, days: GUARD_DAYS }, { day: originDay, days: FORECAST_DAYS }], calendar, rhythms, model: model.means });
  await parts.breathe();
  const judged = known.flatMap((series, place) => (guardDay - series.firstDay >= LEAST_PAST_DAYS ? [{ series, ...guarded![place]! }] : []));
  const withoutModel = groupsBetterWithoutModel({
    all: judged.map(({ series }) => series), originDay: guardDay, typicalVarianceRatio: model.facts.typicalVarianceRatio, modelMeans: judged.map(({ means }) => means),
    statisticalMeans: judged.map(({ series, holtWinters }) => statisticalMeans(series, guardDay - series.firstDay, GUARD_DAYS, priors.get(series.category) ?? 0, holtWinters)),
  });
  return { means: new Map(known.flatMap((series, place): [string, Float64Array][] => (withoutModel.has(series.category) ? [] : [[series.id, coming![place]!.means]]))), withoutModel: [...withoutModel].sort() };
}
