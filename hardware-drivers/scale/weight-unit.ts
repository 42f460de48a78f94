/** Nanograms in one unit, exact (NIST Handbook 44 appendix C; 斤 is 500 g by Chinese law). */
const nanogramsByUnit: ReadonlyMap<string, bigint> = new Map([
  ['mg', 1_000_000n], ['g', 1_000_000_000n], ['kg', 1_000_000_000_000n], ['t', 1_000_000_000_000_000n],
  ['carat', 200_000_000n], ['grain', 64_798_910n], ['dwt', 1_555_173_840n], ['ozt', 31_103_476_800n],
  ['oz', 28_349_523_125n], ['lb', 453_592_370_000n], ['ton', 907_184_740_000_000n],
  ['克', 1_000_000_000n], ['斤', 500_000_000_000n], ['公斤', 1_000_000_000_000n], ['千克', 1_000_000_000_000n],
]);

export const isWeightUnit = (unit: string): boolean => nanogramsByUnit.has(unit.toLowerCase());

/**
 * Whole grams of a scale's own decimal, as '-00.015' in 'kg': rounded half away from zero, once, here.
 * `null` when the decimal or the unit is not one (a tael has no single mass), or beyond ten tonnes.
 */
export const gramsOfDecimal = (decimal: string, unit: string): number | null => {
  const nanogramsPerUnit = nanogramsByUnit.get(unit.toLowerCase());
  const match = /^([+-]?)(\d{1,12})(?:\.(\d{0,12}))?$/.exec(decimal);
  if (match === null || nanogramsPerUnit === undefined) return null;
  const fraction = match[3] ?? '';
  const perGram = 1_000_000_000n * 10n ** BigInt(fraction.length);
  const grams = Number((2n * BigInt(match[2]! + fraction) * nanogramsPerUnit + perGram) / (2n * perGram));
  if (grams > 10_000_000) return null;
  return match[1] === '-' && grams > 0 ? -grams : grams;
};
