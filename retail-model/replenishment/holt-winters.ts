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
/** Every pair of the two: four times four. */
const CANDIDATES = 16;
const WEEK = 7;
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
  const level = new Float64Array(CANDIDATES).fill(firstLevel(series));
  const season = new Float64Array(CANDIDATES * WEEK);
  const errors = new Float64Array(CANDIDATES);
  const states: HoltWintersState[] = [];
  const end = origins.at(-1) ?? 0;
  let weight = 0;
  let daysSeen = 0;
  let next = 0;
  for (let index = 0; index <= end; index += 1) {
    for (; origins[next] === index; next += 1) {
      let best = 0;
      for (let candidate = 1; candidate < CANDIDATES; candidate += 1) if (errors[candidate]! < errors[best]!) best = candidate;
      states.push({ level: level[best]!, season: Array.from(season.subarray(best * WEEK, (best + 1) * WEEK)), squaredError: weight > 0 ? errors[best]! / weight : NaN, daysSeen });
    }
    if (index === end) break;
    const { amount, share } = exposureOf(series, index);
    if (share === 0) continue;
    const weekday = weekdayOf(series.firstDay + index);
    const value = amount / share;
    daysSeen += 1;
    const judged = daysSeen > WARM_UP_DAYS;
    if (judged) weight = weight * ERROR_MEMORY + share;
    for (let candidate = 0; candidate < CANDIDATES; candidate += 1) {
      const slot = candidate * WEEK + weekday;
      const error = value - Math.max(0, level[candidate]! + season[slot]!);
      if (judged) errors[candidate] = errors[candidate]! * ERROR_MEMORY + share * error * error;
      const pace = Math.max(levelWeights[candidate >> 2]!, 1 / (daysSeen + 1)) * share;
      level[candidate] = Math.max(0, level[candidate]! + pace * error);
      season[slot] = season[slot]! + seasonWeights[candidate & 3]! * (1 - pace) * share * error;
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
