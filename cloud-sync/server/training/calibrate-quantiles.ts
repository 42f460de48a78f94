import { LEAST_PAST_DAYS } from 'retail-model/replenishment/demand-features.ts';
import { sumVariance } from 'retail-model/replenishment/demand-forecast.ts';
import { exposureOf, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { modelMeans, type DemandModel } from 'retail-model/replenishment/model-means.ts';
import { demandQuantiles } from 'retail-model/replenishment/negative-binomial.ts';
import { quantileLevels } from 'retail-model/replenishment/quantiles.ts';
import { varianceRatioOf } from 'retail-model/replenishment/statistical-forecast.ts';
import type { ShopHistory } from './training-rows.ts';

const DAYS = 28;
const MORNINGS = 6;
const MORNINGS_APART_DAYS = 31;
const SERIES_A_SHOP = 400;
const SUMS = [2, 3, 4, 7, 10, 14];
const FULL_SHARE = 0.999;
/** Levels at which the law is read to see where a sale fell in it: close together in the upper tail, where orders are decided. */
const probes = [...Array.from({ length: 90 }, (_, index) => (index + 1) / 100), ...Array.from({ length: 99 }, (_, index) => 0.9 + (index + 1) / 1000), 0.9995];

export interface QuantileCalibration { readonly dayLevels: number[]; readonly sumLevels: number[]; readonly days: number; readonly sums: number }

/**
 * Where sales of known days fell in the law that was forecast for them, days in stock only: the level to read so that a promised share of
 * days indeed stays below. A sale that a step of the law spans is put anywhere in the step by chance (randomised probability integral
 * transform), since nearly every quantile of what seldom sells is nothing or one.
 */
export async function calibrateQuantiles(shops: readonly ShopHistory[], model: DemandModel, typicalVarianceRatio: number, random: () => number): Promise<QuantileCalibration> {
  const dayPlaces: number[] = [];
  const sumPlaces: number[] = [];
  for (const shop of shops) {
    const { rhythms } = shop;
    const end = shop.series.reduce((last, series) => Math.max(last, series.firstDay + series.units.length), 0);
    for (let morning = 0; morning < MORNINGS; morning += 1) {
      const originDay = end - DAYS - morning * MORNINGS_APART_DAYS;
      const all = shop.series.filter((series) => originDay - series.firstDay >= LEAST_PAST_DAYS && originDay < series.firstDay + series.units.length && random() < SERIES_A_SHOP / shop.series.length);
      if (all.length === 0) continue;
      const [answers] = await modelMeans({ all, mornings: [{ day: originDay, days: DAYS }], calendar: shop.calendar, rhythms, model });
      all.forEach((series, place) => {
        const origin = originDay - series.firstDay;
        const ratio = varianceRatioOf(series, origin, typicalVarianceRatio);
        const { means } = answers![place]!;
        placeDays(series, origin, means, ratio, random, dayPlaces);
        placeSums(series, origin, means, ratio, random, sumPlaces);
      });
    }
  }
  return { dayLevels: levelsOf(dayPlaces), sumLevels: levelsOf(sumPlaces), days: dayPlaces.length, sums: sumPlaces.length };
}

function placeDays(series: DemandSeries, origin: number, means: Float64Array, ratio: number, random: () => number, places: number[]): void {
  // A few days of each are enough; days of one product are alike.
  for (let ahead = Math.floor(random() * 4); ahead < DAYS && origin + ahead < series.units.length; ahead += 4) {
    const { amount, share } = exposureOf(series, origin + ahead);
    if (share >= FULL_SHARE && means[ahead]! > 0) places.push(placeOf(amount, means[ahead]!, means[ahead]! * ratio, series.whole, random));
  }
}

function placeSums(series: DemandSeries, origin: number, means: Float64Array, ratio: number, random: () => number, places: number[]): void {
  const length = SUMS[Math.floor(random() * SUMS.length)]!;
  let amount = 0;
  let mean = 0;
  for (let ahead = 0; ahead < length; ahead += 1) {
    const day = exposureOf(series, origin + ahead);
    if (!(day.share >= FULL_SHARE)) return;
    amount += day.amount;
    mean += means[ahead]!;
  }
  if (mean > 0) places.push(placeOf(amount, mean, sumVariance(mean, length, ratio), series.whole, random));
}

function placeOf(amount: number, mean: number, variance: number, whole: boolean, random: () => number): number {
  const quantiles = demandQuantiles(mean, variance, whole, probes);
  let below = 0;
  while (below < probes.length && quantiles[below]! < amount) below += 1;
  let within = below;
  while (within < probes.length && quantiles[within]! <= amount) within += 1;
  const low = below === 0 ? 0 : probes[below - 1]!;
  const high = within === probes.length ? 1 : probes[within]!;
  return low + random() * (high - low);
}

const LEAST_PLACES = 1000;
function levelsOf(places: number[]): number[] {
  if (places.length < LEAST_PLACES) return [...quantileLevels];
  places.sort((a, b) => a - b);
  return quantileLevels.map((level) => Math.round(Math.min(0.9995, places[Math.min(places.length - 1, Math.floor(level * places.length))]!) * 10_000) / 10_000);
}
