import { exposureOf, weekdayOf, type DemandSeries } from './demand-series.ts';
import { holtWintersAt, holtWintersStates, type HoltWintersState } from './holt-winters.ts';
import { sparseDemand } from './sparse-demand.ts';

/** Below this share of days with a sale a weekly season is noise. */
const SPARSE_SHARE = 0.25;
/** This many days of a product's own past weigh as much as what similar products sell. */
const PRIOR_DAYS = 14;
const RECENT_DAYS = 112;
const LEAST_VARIANCE_RATIO = 1.05;

/**
 * Mean demand for each of the coming `days` after the first `origin` days of a series, without a model: Holt-Winters by the week, TSB for
 * what seldom sells, and for what is new a blend with `priorMean` (units a day of similar products; 0 for none).
 */
export function statisticalMeans(series: DemandSeries, origin: number, days: number, priorMean: number, known: HoltWintersState | null = null): Float64Array {
  const state = known ?? holtWintersStates(series, [origin])[0]!;
  const means = new Float64Array(days);
  const sparse = saleShare(series, origin) < SPARSE_SHARE;
  const flat = sparse ? sparseDemand(series, origin) : 0;
  const own = state.daysSeen / (state.daysSeen + PRIOR_DAYS);
  const trust = priorMean > 0 && state.daysSeen < RECENT_DAYS ? own : 1;
  for (let ahead = 0; ahead < days; ahead += 1) {
    const mean = sparse ? flat : holtWintersAt(state, weekdayOf(series.firstDay + origin + ahead));
    means[ahead] = trust * mean + (1 - trust) * priorMean;
  }
  return means;
}

/**
 * How much a product's daily demand varies: variance of the last 112 days around their weekday's mean, over the mean. At least Poisson for
 * whole pieces; `typicalRatio` speaks for what has hardly sold.
 */
export function varianceRatioOf(series: DemandSeries, origin: number, typicalRatio: number): number {
  const amounts = new Float64Array(7);
  const shares = new Float64Array(7);
  const from = Math.max(0, origin - RECENT_DAYS);
  for (let index = from; index < origin; index += 1) {
    const { amount, share } = exposureOf(series, index);
    const weekday = weekdayOf(series.firstDay + index);
    amounts[weekday]! += amount;
    shares[weekday]! += share;
  }
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const exposure = shares.reduce((sum, share) => sum + share, 0);
  const least = series.whole ? LEAST_VARIANCE_RATIO : 0;
  if (total <= 0 || exposure <= 0) return Math.max(least, typicalRatio);
  const mean = total / exposure;
  let squares = 0;
  let weight = 0;
  for (let index = from; index < origin; index += 1) {
    const { amount, share } = exposureOf(series, index);
    if (share === 0) continue;
    const weekday = weekdayOf(series.firstDay + index);
    const expected = (amounts[weekday]! + mean * 2) / (shares[weekday]! + 2);
    squares += share * (amount / share - expected) ** 2;
    weight += share;
  }
  // Fitting a week's means took up to seven days' worth of freedom.
  const measured = squares / Math.max(1, weight - Math.min(7, weight / 4)) / mean;
  const certainty = weight / (weight + PRIOR_DAYS);
  const prior = series.whole ? typicalRatio : measured;
  return Math.max(least, certainty * measured + (1 - certainty) * prior);
}

/** Share of the days in stock before `origin`, of the last 112, with a sale. */
export function saleShare(series: DemandSeries, origin: number): number {
  let sold = 0;
  let seen = 0;
  for (let index = Math.max(0, origin - RECENT_DAYS); index < origin; index += 1) {
    const { amount, share } = exposureOf(series, index);
    if (share === 0) continue;
    seen += 1;
    if (amount > 0) sold += 1;
  }
  return seen === 0 ? 0 : sold / seen;
}

/** Units a day of the last 28 days in stock before `origin`; NaN when none. */
export function recentMean(series: DemandSeries, origin: number): number {
  let amounts = 0;
  let shares = 0;
  for (let index = Math.max(0, origin - 28); index < origin; index += 1) {
    const { amount, share } = exposureOf(series, index);
    amounts += amount;
    shares += share;
  }
  return shares > 0 ? amounts / shares : NaN;
}
