import { exposureOf, type DemandSeries } from './demand-series.ts';

const CHANCE_WEIGHT = 0.05;
const SIZE_WEIGHT = 0.1;

/**
 * Mean demand a day before `origin` of something that seldom sells, after Teunter, Syntetos and Babai (EJOR 214, 2011): the chance of a
 * sale is smoothed every day, its size on days with a sale, so a product that stops selling fades.
 */
export function sparseDemand(series: DemandSeries, origin: number): number {
  let chance = NaN;
  let size = NaN;
  for (let index = 0; index < origin; index += 1) {
    const { amount, share } = exposureOf(series, index);
    if (share === 0) continue;
    const sold = amount > 0 ? 1 : 0;
    chance = Number.isNaN(chance) ? sold * 0.5 : chance + CHANCE_WEIGHT * share * (sold - chance);
    if (sold) size = Number.isNaN(size) ? amount : size + SIZE_WEIGHT * (amount - size);
  }
  return Number.isNaN(size) ? 0 : chance * size;
}
