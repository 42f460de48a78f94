import { exposureOf, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { quantileLevels } from 'retail-model/replenishment/quantiles.ts';
import { seededRandom } from 'retail-model/replenishment/seeded-random.ts';

/** What a method said of one item: a mean and ten quantiles a day, and sums by length. */
export interface ItemForecast { readonly days: readonly { readonly mean: number; readonly quantiles: readonly number[] }[]; readonly sums: readonly { readonly days: number; readonly quantiles: readonly number[] }[] }

/** How one method did on one item in one window. Scaled by the item's own day-to-day changes, as in M5 (Makridakis et al., IJF 38(4), 2022). */
export interface ItemScore {
  /** Root mean squared scaled error. */
  readonly rmsse: number;
  /** Scaled pinball loss, mean of q05 … q95. */
  readonly spl: number;
  readonly error: number; readonly absoluteError: number; readonly sold: number;
  /** Days, and days at or below each quantile. */
  readonly days: number; readonly covered: readonly number[];
  readonly sums: number; readonly sumsCovered: readonly number[];
}

export interface ScoredItem { readonly weight: number; readonly scores: ReadonlyMap<string, ItemScore> }

/** q05 … q95: the seven levels in the middle. */
const PINBALL_LEVELS = 7;

/**
 * Null when the item was not on sale in the window, or has no day-to-day change to measure against. A day partly out of stock is compared with the
 * forecast times its share in stock; quantiles only on days fully in stock.
 */
export function scoreItem(series: DemandSeries, origin: number, forecast: ItemForecast, days: number): ItemScore | null {
  const scale = scaleOf(series, origin);
  if (!scale) return null;
  let squares = 0;
  let pinball = 0;
  let pinballDays = 0;
  const total = { error: 0, absoluteError: 0, sold: 0, days: 0 };
  const covered = quantileLevels.map(() => 0);
  for (let ahead = 0; ahead < days; ahead += 1) {
    const { amount, share } = exposureOf(series, origin + ahead);
    if (share === 0) continue;
    const { mean, quantiles } = forecast.days[ahead]!;
    const error = mean * share - amount;
    squares += error * error;
    total.error += error;
    total.absoluteError += Math.abs(error);
    total.sold += amount;
    total.days += 1;
    if (share < 0.999) continue;
    pinballDays += 1;
    quantiles.forEach((value, at) => {
      if (amount <= value + 1e-9) covered[at]! += 1;
      if (at < PINBALL_LEVELS) pinball += (amount >= value ? quantileLevels[at]! * (amount - value) : (1 - quantileLevels[at]!) * (value - amount)) / PINBALL_LEVELS;
    });
  }
  if (total.days === 0) return null;
  const sums = coveredSums(series, origin, forecast, days);
  return { rmsse: Math.sqrt(squares / total.days / scale.square), spl: pinballDays > 0 ? pinball / pinballDays / scale.absolute : 0, ...total, days: pinballDays, covered, ...sums };
}

function coveredSums(series: DemandSeries, origin: number, forecast: ItemForecast, days: number): { readonly sums: number; readonly sumsCovered: readonly number[] } {
  const sumsCovered = quantileLevels.map(() => 0);
  let sums = 0;
  for (const { days: length, quantiles } of forecast.sums) {
    if (length > days) continue;
    let amount = 0;
    let full = true;
    for (let ahead = 0; ahead < length; ahead += 1) {
      const day = exposureOf(series, origin + ahead);
      amount += day.amount;
      full &&= day.share >= 0.999;
    }
    if (!full) continue;
    sums += 1;
    quantiles.forEach((value, at) => {
      if (amount <= value + 1e-9) sumsCovered[at]! += 1;
    });
  }
  return { sums, sumsCovered };
}

function scaleOf(series: DemandSeries, origin: number): { readonly square: number; readonly absolute: number } | null {
  let square = 0;
  let absolute = 0;
  let days = 0;
  let started = false;
  for (let at = 1; at < origin; at += 1) {
    const before = series.units[at - 1]!;
    started ||= before > 0;
    const change = series.units[at]! - before;
    if (!started || Number.isNaN(change)) continue;
    square += change * change;
    absolute += Math.abs(change);
    days += 1;
  }
  return days > 27 && square > 0 ? { square: square / days, absolute: absolute / days } : null;
}

export interface MethodSummary {
  readonly method: string; readonly items: number; readonly rmsse: number; readonly wrmsse: number; readonly spl: number; readonly wspl: number; readonly bias: number; readonly wape: number;
  /** Share of days, and of sums, at or below q05 … q995. */
  readonly coverage: readonly number[]; readonly sumCoverage: readonly number[];
}

export function summarise(method: string, items: readonly ScoredItem[]): MethodSummary {
  const scored = items.flatMap((item) => {
    const score = item.scores.get(method);
    return score ? [{ weight: item.weight, score }] : [];
  });
  const sum = (of: (one: (typeof scored)[number]) => number): number => scored.reduce((total, one) => total + of(one), 0);
  const weight = sum((one) => one.weight);
  const share = (of: (score: ItemScore) => readonly number[], all: (score: ItemScore) => number): number[] => quantileLevels.map((_, at) => sum(({ score }) => of(score)[at]!) / sum(({ score }) => all(score)));
  return {
    method, items: scored.length, rmsse: sum(({ score }) => score.rmsse) / scored.length, wrmsse: sum((one) => one.weight * one.score.rmsse) / weight, spl: sum(({ score }) => score.spl) / scored.length,
    wspl: sum((one) => one.weight * one.score.spl) / weight, bias: sum(({ score }) => score.error) / sum(({ score }) => score.sold), wape: sum(({ score }) => score.absoluteError) / sum(({ score }) => score.sold),
    coverage: share((score) => score.covered, (score) => score.days), sumCoverage: share((score) => score.sumsCovered, (score) => score.sums),
  };
}

const DRAWS = 1000;

/**
 * How much smaller a figure of `method` is than that of `against`, in percent, with the 95 % interval of a bootstrap that draws whole items, the
 * same for both. `measure` weighs one score; items that either did not forecast are left out.
 */
export function gainOver(items: readonly ScoredItem[], method: string, against: string, figure: 'wrmsse' | 'wspl' | 'wape', seed: number): { readonly gain: number; readonly low: number; readonly high: number; readonly items: number } {
  const pairs = items.flatMap((item) => {
    const ours = item.scores.get(method);
    const theirs = item.scores.get(against);
    if (!ours || !theirs) return [];
    const of = (score: ItemScore): number => (figure === 'wrmsse' ? item.weight * score.rmsse : figure === 'wspl' ? item.weight * score.spl : score.absoluteError);
    return [{ ours: of(ours), theirs: of(theirs) }];
  });
  const gain = (ours: number, theirs: number): number => (1 - ours / theirs) * 100;
  const random = seededRandom(seed);
  const draws = Array.from({ length: DRAWS }, () => {
    let ours = 0;
    let theirs = 0;
    for (let draw = 0; draw < pairs.length; draw += 1) {
      const pair = pairs[Math.floor(random() * pairs.length)]!;
      ours += pair.ours;
      theirs += pair.theirs;
    }
    return gain(ours, theirs);
  }).sort((a, b) => a - b);
  return { gain: gain(pairs.reduce((sum, pair) => sum + pair.ours, 0), pairs.reduce((sum, pair) => sum + pair.theirs, 0)), low: draws[Math.floor(DRAWS * 0.025)]!, high: draws[Math.floor(DRAWS * 0.975)]!, items: pairs.length };
}
