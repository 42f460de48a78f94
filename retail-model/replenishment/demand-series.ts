/**
 * What a shop knows about one product's demand, a value a day from `firstDay` on, oldest first. Every array but `units` may go on into
 * the future with what is known in advance (a price change, a promotion). Units are pieces or grams; prices any amount of money, since
 * only their ratios count.
 */
export interface DemandSeries {
  readonly id: string;
  readonly category: string;
  /** 'YYYY-MM-DD' as a count of days since 1970-01-01. */
  readonly firstDay: number;
  /** NaN on days of which nothing is known. */
  readonly units: ArrayLike<number>;
  readonly prices: ArrayLike<number>;
  /** Share of the price given away in a promotion, 0–1; 0 is none. */
  readonly discounts: ArrayLike<number>;
  /** Share of the opening hours with stock, 0–1; days not given count as full. */
  readonly stockedShare: ArrayLike<number>;
  /** True when demand comes in whole pieces. */
  readonly whole: boolean;
}

/** Days since 1970-01-01 of a day 'YYYY-MM-DD'; NaN for anything else. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
/** 'YYYY-MM-DD' of a day number. */
export const dayOfNumber = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** 0 = Monday … 6 = Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** Below this share of a day in stock, the day says too little to be scaled up to a whole one. */
const LEAST_SHARE = 0.1;

/**
 * What a day tells about demand: `amount` units seen over `share` of a day. Demand is estimated as sum of amounts over sum of shares
 * (exposure), so a day half out of stock counts half and a day wholly out of stock not at all, while dropping such days would bias
 * demand down: they are the days on which most was wanted.
 */
export function exposureOf(series: DemandSeries, index: number): { readonly amount: number; readonly share: number } {
  const amount = series.units[index] ?? NaN;
  const share = series.stockedShare[index] ?? 1;
  return Number.isNaN(amount) || !(share >= LEAST_SHARE) ? { amount: 0, share: 0 } : { amount: Math.max(0, amount), share: Math.min(1, share) };
}
