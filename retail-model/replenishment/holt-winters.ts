import { exposureOf, weekdayOf, type DemandSeries } from './demand-series.ts';

/** Where additive Holt-Winters with a week's season and no trend stands before a day: what it knows, and how wrong it has been. */
export interface HoltWintersState {
  readonly level: number;
  /** By weekday, 0 = Monday. */
  readonly season: readonly number[];
  /** Mean squared error of its one-day-ahead forecasts, recent days weighing more. */
  readonly squaredError: number;
  readonly daysSeen: number;
}

const levelWeights = [0.02, 0.05, 0.1, 0.2] as const;
const seasonWeights = [0.005, 0.02, 0.05, 0.1] as const;
const WARM_UP_DAYS = 28;
/** Errors of a year ago weigh a sixth of yesterday's. */
const ERROR_MEMORY = 0.995;
const FIRST_LEVEL_DAYS = 14;

/**
 * States before each of `origins` (rising indices into the series; an index equal to the length is "after the last day"). Sixteen pairs of
 * smoothing weights run side by side and at each origin the one with the smallest error so far speaks, so no later day is ever used.
 * Days out of stock teach in proportion to the hours in stock.
 */
export function holtWintersStates(series: DemandSeries, origins: readonly number[]): HoltWintersState[] {
  const candidates = levelWeights.flatMap((levelWeight) => seasonWeights.map((seasonWeight) => ({ levelWeight, seasonWeight, level: 0, season: new Float64Array(7), errors: 0, weight: 0 })));
  const start = firstLevel(series);
  for (const candidate of candidates) candidate.level = start;
  const states: HoltWintersState[] = [];
  let daysSeen = 0;
  let next = 0;
  const end = origins.at(-1) ?? 0;
  for (let index = 0; index <= end; index += 1) {
    while (origins[next] === index) {
      const best = candidates.reduce((kept, one) => (one.errors * kept.weight < kept.errors * one.weight ? one : kept));
      states.push({ level: best.level, season: [...best.season], squaredError: best.weight > 0 ? best.errors / best.weight : NaN, daysSeen });
      next += 1;
    }
    if (index === end) break;
    const { amount, share } = exposureOf(series, index);
    if (share === 0) continue;
    const weekday = weekdayOf(series.firstDay + index);
    const value = amount / share;
    daysSeen += 1;
    for (const candidate of candidates) {
      const error = value - Math.max(0, candidate.level + candidate.season[weekday]!);
      if (daysSeen > WARM_UP_DAYS) {
        candidate.errors = candidate.errors * ERROR_MEMORY + share * error * error;
        candidate.weight = candidate.weight * ERROR_MEMORY + share;
      }
      const pace = Math.max(candidate.levelWeight, 1 / (daysSeen + 1)) * share;
      candidate.level = Math.max(0, candidate.level + pace * error);
      candidate.season[weekday]! += candidate.seasonWeight * (1 - pace) * share * error;
    }
  }
  return states;
}

/** Demand on a weekday (0 = Monday), never below nothing. */
export const holtWintersAt = (state: HoltWintersState, weekday: number): number => Math.max(0, state.level + state.season[weekday]!);

function firstLevel(series: DemandSeries): number {
  let amounts = 0;
  let shares = 0;
  for (let index = 0; index < series.units.length && index < FIRST_LEVEL_DAYS; index += 1) {
    const { amount, share } = exposureOf(series, index);
    amounts += amount;
    shares += share;
  }
  return shares > 0 ? amounts / shares : 0;
}
