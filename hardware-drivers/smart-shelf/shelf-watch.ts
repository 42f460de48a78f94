/** What lies on one shelf scale: one kind of goods. All weights are integer grams. */
export interface ShelfGoods {
  readonly itemGrams: number;
  /** How far one item may be from its weight, in grams. */
  readonly toleranceGrams: number;
}
export interface ShelfReading {
  readonly weightGrams: number;
  readonly stable: boolean;
  readonly atMs: number;
}

export type ShelfHappening =
  | { readonly kind: 'item-picked'; readonly count: number; readonly weightGrams: number; readonly atMs: number }
  | { readonly kind: 'item-put'; readonly count: number; readonly weightGrams: number; readonly atMs: number }
  /** A change that is no whole number of items: something else, or several things at once. */
  | { readonly kind: 'shelf-disturbed'; readonly deltaGrams: number; readonly weightGrams: number; readonly atMs: number }
  | { readonly kind: 'shelf-empty'; readonly atMs: number };

export interface ShelfState {
  /** The last weight that stood still; null before the first. */
  readonly restingGrams: number | null;
  readonly isEmpty: boolean;
}
export const unknownShelf: ShelfState = { restingGrams: null, isEmpty: false };

/**
 * A shelf is a scale that drifts: a change smaller than half the tolerance moves the resting weight and tells nothing. Moving weights tell
 * nothing either; a hand is no purchase.
 */
export const stepShelf = (
  state: ShelfState, reading: ShelfReading, goods: ShelfGoods,
): { readonly state: ShelfState; readonly happenings: readonly ShelfHappening[] } => {
  if (!reading.stable) return { state, happenings: [] };
  const { weightGrams, atMs } = reading;
  const isEmpty = weightGrams < goods.itemGrams / 2;
  const next: ShelfState = { restingGrams: weightGrams, isEmpty };
  if (state.restingGrams === null) return { state: next, happenings: [] };
  const deltaGrams = weightGrams - state.restingGrams;
  const happenings: ShelfHappening[] = [];
  if (Math.abs(deltaGrams) > goods.toleranceGrams / 2) {
    const count = Math.round(Math.abs(deltaGrams) / goods.itemGrams);
    const isWhole = count > 0 && Math.abs(Math.abs(deltaGrams) - count * goods.itemGrams) <= goods.toleranceGrams * count;
    if (isWhole) happenings.push({ kind: deltaGrams < 0 ? 'item-picked' : 'item-put', count, weightGrams, atMs });
    else happenings.push({ kind: 'shelf-disturbed', deltaGrams, weightGrams, atMs });
  }
  if (isEmpty && !state.isEmpty) happenings.push({ kind: 'shelf-empty', atMs });
  return { state: next, happenings };
};
