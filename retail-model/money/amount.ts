/** Money is integer minor units of the store's currency: 1280 is ¥12.80. Every rounding of the product happens in this file. */
export type Minor = number;

/** Rounds half away from zero: what a shopper reckons on paper. `numerator` and `denominator` are safe integers, `denominator` > 0. */
export function divideHalfAwayFromZero(numerator: number, denominator: number): number {
  const whole = Math.trunc(numerator / denominator);
  const rest = Math.abs(numerator - whole * denominator);
  return rest * 2 >= denominator ? whole + Math.sign(numerator) : whole;
}

/** Price of a weighed line: `pricePerKilogramMinor` × grams, rounded half away from zero to the minor unit. */
export const weighedAmountMinor = (pricePerKilogramMinor: Minor, weightGrams: number): Minor =>
  divideHalfAwayFromZero(pricePerKilogramMinor * weightGrams, 1000);

/** `basisPoints` of an amount (10 000 = all of it), rounded half away from zero. */
export const shareMinor = (amountMinor: Minor, basisPoints: number): Minor => divideHalfAwayFromZero(amountMinor * basisPoints, 10_000);

/** The tax inside a tax-inclusive amount: gross × rate / (1 + rate), rounded half away from zero. */
export const includedTaxMinor = (grossMinor: Minor, rateBasisPoints: number): Minor =>
  divideHalfAwayFromZero(grossMinor * rateBasisPoints, 10_000 + rateBasisPoints);

/**
 * Splits `totalMinor` by `weights` (≥ 0) so that the parts sum to the whole: the only division of money in the product.
 * Largest remainder first, ties to the earlier part. When all weights are 0 the parts are as equal as integers allow.
 */
export function allocateMinor(totalMinor: Minor, weights: readonly number[]): readonly Minor[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = sum === 0 ? weights.map(() => 1) : weights;
  const whole = sum === 0 ? weights.length : sum;
  const sign = Math.sign(totalMinor);
  const size = Math.abs(totalMinor);
  const parts = shares.map((share) => Math.floor((size * share) / whole));
  const left = size - parts.reduce((total, part) => total + part, 0);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: size * share - parts[index]! * whole }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index]! += 1;
  return parts.map((part) => (part === 0 ? 0 : part * sign));
}

/** Rounds a cash total to the smallest coin handed out (`coinMinor`, 10 for 1 角); half away from zero. */
export const roundToCoinMinor = (amountMinor: Minor, coinMinor: Minor): Minor => divideHalfAwayFromZero(amountMinor, coinMinor) * coinMinor;
