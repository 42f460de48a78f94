import type { DemandSeries } from './demand-series.ts';
import { recentMean } from './statistical-forecast.ts';

const WELL_KNOWN_DAYS = 56;
/** A category whose products differ more than this in units a day mixes pieces and grams: its median says nothing. */
const WIDEST_SPREAD = 100;
/** A new product starts below the median of those that stayed on the shelf. */
const NEW_PRODUCT_SHARE = 0.5;

/** Units a day that a product without a past may expect, by category: from products with at least eight weeks behind them. */
export function categoryPriors(all: readonly DemandSeries[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number[]>();
  for (const series of all) {
    if (series.units.length < WELL_KNOWN_DAYS) continue;
    const level = recentMean(series, series.units.length);
    if (!(level > 0)) continue;
    const known = levels.get(series.category) ?? [];
    known.push(level);
    levels.set(series.category, known);
  }
  return new Map([...levels].flatMap(([category, values]): [string, number][] => {
    values.sort((a, b) => a - b);
    const low = values[Math.floor(values.length * 0.1)]!;
    const high = values[Math.floor(values.length * 0.9)]!;
    return high > low * WIDEST_SPREAD ? [] : [[category, values[Math.floor(values.length / 2)]! * NEW_PRODUCT_SHARE]];
  }));
}
