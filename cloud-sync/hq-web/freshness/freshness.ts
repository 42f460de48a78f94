/** How old a figure is, and whether it may still be called live. */
export type Freshness = { readonly kind: 'never' } | { readonly kind: 'fresh' | 'old'; readonly ageMs: number };

/** A store speaks at least every 15 s while its stream is open; what is older than two of those is old. */
const freshMs = 30_000;

/** `asOfMs`: when head office last heard what the figure says, by its own clock, as is `nowMs`. */
export function freshnessOf(nowMs: number, asOfMs: number | null): Freshness {
  if (asOfMs === null) return { kind: 'never' };
  const ageMs = Math.max(0, nowMs - asOfMs);
  return { kind: ageMs <= freshMs ? 'fresh' : 'old', ageMs };
}
