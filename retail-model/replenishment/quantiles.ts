/** The ten quantiles that every forecast carries, in this order. */
export const quantileLevels = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995] as const;

/**
 * The value at `level` (0–1) by straight lines between the given quantiles; the outermost ones beyond them. `quantiles` holds one value
 * for each of `quantileLevels`, rising.
 */
export function quantileAt(quantiles: readonly number[], level: number): number {
  if (level <= quantileLevels[0]) return quantiles[0]!;
  for (let index = 1; index < quantileLevels.length; index += 1) {
    const upper = quantileLevels[index]!;
    if (level > upper) continue;
    const lower = quantileLevels[index - 1]!;
    return quantiles[index - 1]! + ((level - lower) / (upper - lower)) * (quantiles[index]! - quantiles[index - 1]!);
  }
  return quantiles.at(-1)!;
}
