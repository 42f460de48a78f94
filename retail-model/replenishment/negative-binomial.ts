import { quantileLevels } from './quantiles.ts';

/** Counting further than this to find a quantile costs more than it tells; larger demand is counted in larger steps. */
const MOST_STEPS = 400;
/** Above this many expected steps a gamma law is within half a step of the negative binomial one. */
const SMOOTH_FROM_STEPS = 60;

/**
 * From this level on, whole demand too is read off between two units. A whole quantile keeps more than it promises, most of all for what
 * seldom sells; over many products the upper quantiles then hold their share, and an order asks for no more than it must.
 */
const BETWEEN_UNITS_FROM = 0.8;

/**
 * Quantiles of a demand with this mean and variance (units, units²), one for each of `levels` (rising, 0–1), rising. Negative binomial;
 * `whole` says that demand comes in whole units; else (grams, scaled amounts) the law is counted in steps that fit the variance and
 * read off between them. A variance at or below the mean gives Poisson for whole units. Mean 0 gives zeros.
 */
export function demandQuantiles(mean: number, variance: number, whole: boolean, levels: readonly number[] = quantileLevels): number[] {
  if (!(mean > 1e-9)) return levels.map(() => 0);
  const spread = Math.max(variance, 1e-12);
  const reach = mean + 4 * Math.sqrt(spread);
  const step = Math.max(whole ? 1 : spread / mean / 2, reach / MOST_STEPS);
  const stepMean = mean / step;
  const stepVariance = spread / (step * step);
  if (stepMean > SMOOTH_FROM_STEPS && stepVariance < stepMean * stepMean) return gammaQuantiles(stepMean, stepVariance, levels).map((value) => value * step);
  return countedQuantiles(stepMean, Math.max(stepVariance, stepMean * 1.0005), levels, step === 1 && whole).map((value) => value * step);
}

function countedQuantiles(mean: number, variance: number, levels: readonly number[], whole: boolean): number[] {
  const size = (mean * mean) / (variance - mean);
  const ratio = mean / (size + mean);
  let probability = Math.exp(-size * Math.log1p(mean / size));
  let below = 0;
  let upTo = probability;
  let count = 0;
  const found: number[] = [];
  for (const level of levels) {
    while (upTo < level && count < MOST_STEPS * 4) {
      probability *= ((count + size) / (count + 1)) * ratio;
      count += 1;
      below = upTo;
      upTo += probability;
    }
    // Between whole steps an amount is spread evenly around its step; nothing sold stays nothing.
    const value = (whole && level < BETWEEN_UNITS_FROM) || count === 0 ? count : count - 0.5 + (probability > 0 ? Math.min(1, (level - below) / probability) : 0.5);
    found.push(Math.max(value, found.at(-1) ?? 0));
  }
  return found;
}

/** Wilson and Hilferty's cube-root approximation of the gamma law. */
function gammaQuantiles(mean: number, variance: number, levels: readonly number[]): number[] {
  const shape = (mean * mean) / variance;
  const ninth = 1 / (9 * shape);
  return levels.map((level) => mean * Math.max(0, 1 - ninth + normalQuantile(level) * Math.sqrt(ninth)) ** 3);
}

/** The distance from the mean, in standard deviations, below which the share `level` of a normal law lies (Abramowitz and Stegun 26.2.23, error below 4.5e-4). */
export function normalQuantile(level: number): number {
  const tail = Math.min(level, 1 - level);
  if (tail <= 0) return level <= 0 ? -Infinity : Infinity;
  const t = Math.sqrt(-2 * Math.log(tail));
  const distance = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  return level < 0.5 ? -distance : distance;
}
