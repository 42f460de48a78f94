import { weekdayOf } from './demand-series.ts';
import type { DemandSums } from './demand-sums.ts';
import { dayOfMonth, type ShopCalendar } from './holidays.ts';
import { holtWintersAt, holtWintersStates, type HoltWintersState } from './holt-winters.ts';
import type { RhythmView, ShopRhythm } from './shop-rhythm.ts';

/** Changes whenever a feature is added, removed, reordered or means something else: a model of another schema is refused. */
export const DEMAND_SCHEMA = 'mendian-demand-1';

/**
 * What the model sees of one product on one coming day. No feature names a product or a shop and none has a scale: demand is always given
 * against the product's own level, so a model learned on some goods speaks for others, in pieces or grams. Missing is -1.
 */
export const demandFeatureNames = [
  'days-ahead', 'weekday', 'day-of-month', 'days-to-holiday', 'days-since-holiday', 'is-named-day',
  'mean-7', 'mean-14', 'mean-28', 'mean-56', 'mean-112', 'mean-364', 'last-day', 'last-2-days',
  'weekday-4', 'weekday-12', 'weekday-52', 'zero-share-28', 'zero-share-112', 'variation-28', 'variation-112', 'days-since-sale',
  'holt-winters', 'holt-winters-level', 'trend', 'last-year', 'age',
  'price-to-mean', 'price-to-last', 'price-to-month', 'discount', 'promoted-share-28', 'promotion-lift', 'stocked-7', 'stocked-28',
  'shop-weekday', 'shop-trend', 'shop-month-day', 'shop-named-day', 'shop-last-year', 'category-weekday', 'category-trend', 'category-named-day',
] as const;
export const DEMAND_FEATURES = demandFeatureNames.length;

/** A product with less past is left to statistics: its features would be empty. */
export const LEAST_PAST_DAYS = 14;

/** Ratios beyond this say only "very many times". */
const LARGEST_RATIO = 20;
/** Past days that count as much as the last four weeks do: a level must not fall to nothing in a quiet month. */
const STEADYING_DAYS = 14;
const LEAST_LEVEL = 1e-6;

/** One product as seen on the morning of an origin. */
export interface ProductOutlook {
  /** Units a day that all features are measured against; the model's answer is this times what it learned. */
  readonly level: number;
  readonly holtWinters: HoltWintersState;
  /** Writes the features of the day `ahead` (1 = the origin itself) to `row` from `at` on. */
  write(ahead: number, row: Float32Array, at: number): void;
}

/**
 * The product at each of `origins` (rising indices; only days before an origin are used, but prices and promotions of coming days, which
 * are known in advance).
 */
export function productOutlooks(parts: { readonly sums: DemandSums; readonly origins: readonly number[]; readonly calendar: ShopCalendar; readonly shop: ShopRhythm; readonly category: ShopRhythm }): ProductOutlook[] {
  const { sums, calendar } = parts;
  const { firstDay } = sums.series;
  const states = holtWintersStates(sums.series, parts.origins);
  return parts.origins.map((origin, place) => {
    const holtWinters = states[place]!;
    const level = levelOf(sums, origin);
    const shop = parts.shop.before(firstDay + origin);
    const category = parts.category.before(firstDay + origin);
    const fixed = standing(sums, origin, level, holtWinters);
    return { level, holtWinters, write: (ahead, row, at) => writeRow({ sums, calendar, origin, level, holtWinters, shop, category, fixed }, ahead, row, at) };
  });
}

interface Outlook { readonly sums: DemandSums; readonly calendar: ShopCalendar; readonly origin: number; readonly level: number; readonly holtWinters: HoltWintersState; readonly shop: RhythmView; readonly category: RhythmView; readonly fixed: Standing }

/** Four weeks, steadied by four months and by the whole past. */
function levelOf(sums: DemandSums, origin: number): number {
  const blend = (days: number, weight: number, anchor: number): number => {
    const exposure = sums.exposure(origin, days);
    return exposure > 0 ? (sums.mean(origin, days) * exposure + anchor * weight) / (exposure + weight) : anchor;
  };
  const ever = sums.mean(origin, origin);
  return Number.isNaN(ever) ? 0 : Math.max(LEAST_LEVEL, blend(28, STEADYING_DAYS, blend(112, 2 * STEADYING_DAYS, ever)));
}

/** What does not depend on which coming day is asked for. */
function standing(sums: DemandSums, origin: number, level: number, holtWinters: HoltWintersState) {
  const against = (amount: number): number => amount / level;
  const promoted = sums.promoted(origin, 364);
  return {
    means: [7, 14, 28, 56, 112, 364].map((days) => against(sums.mean(origin, days))),
    lastDay: against(sums.mean(origin, 1)), lastTwoDays: against(sums.mean(origin, 2)),
    zeroShare28: sums.zeroShare(origin, 28), zeroShare112: sums.zeroShare(origin, 112), variation28: sums.variation(origin, 28), variation112: sums.variation(origin, 112),
    daysSinceSale: Math.min(60, sums.daysSinceSale(origin)) * Math.min(2, 1 - (sums.zeroShare(origin, 112) || 0)),
    holtWintersLevel: against(holtWinters.level), trend: sums.mean(origin, 28) / sums.mean(Math.max(0, origin - 28), 28), age: Math.log2(1 + Math.min(730, origin)),
    meanPrice112: sums.meanPrice(origin, 112), meanPrice28: sums.meanPrice(origin, 28), lastPrice: origin > 0 ? sums.price(origin - 1) : NaN,
    promotedShare: sums.promoted(origin, 28).share, lift: promoted.lift,
    stocked7: sums.exposure(origin, 7) / Math.min(7, Math.max(1, origin)), stocked28: sums.exposure(origin, 28) / Math.min(28, Math.max(1, origin)),
  };
}
type Standing = ReturnType<typeof standing>;

function writeRow(outlook: Outlook, ahead: number, row: Float32Array, start: number): void {
  const { sums, calendar, origin, level, holtWinters, shop, category, fixed } = outlook;
  const { series } = sums;
  const target = origin + ahead - 1;
  const day = series.firstDay + target;
  const weekday = weekdayOf(day);
  const name = calendar.nameOf(day);
  const price = sums.price(target);
  const yearAgo = target - 364;
  let at = start;
  const put = (value: number): void => {
    row[at] = Number.isNaN(value) ? -1 : Math.min(LARGEST_RATIO * 2, value);
    at += 1;
  };
  const ratio = (value: number): void => put(Math.min(LARGEST_RATIO, value));
  put(ahead);
  put(weekday);
  put(dayOfMonth(day));
  put(calendar.daysToNext(day));
  put(calendar.daysSinceLast(day));
  put(name === null ? 0 : 1);
  for (const mean of fixed.means) ratio(mean);
  ratio(fixed.lastDay);
  ratio(fixed.lastTwoDays);
  for (const weeks of [4, 12, 52]) ratio(sums.sameWeekday(origin, target, weeks) / level);
  put(fixed.zeroShare28);
  put(fixed.zeroShare112);
  put(fixed.variation28);
  put(fixed.variation112);
  put(fixed.daysSinceSale);
  ratio(holtWintersAt(holtWinters, weekday) / level);
  ratio(fixed.holtWintersLevel);
  ratio(fixed.trend);
  ratio(yearAgo >= 14 && origin > 392 ? sums.mean(Math.min(origin, yearAgo + 4), 7) / sums.mean(origin - 364, 28) : NaN);
  put(fixed.age);
  ratio(price / fixed.meanPrice112);
  ratio(price / fixed.lastPrice);
  ratio(price / fixed.meanPrice28);
  put(series.discounts[target] ?? 0);
  put(fixed.promotedShare);
  ratio(fixed.lift);
  put(fixed.stocked7);
  put(fixed.stocked28);
  ratio(shop.weekdays[weekday]!);
  ratio(shop.trend);
  ratio(shop.monthDays[dayOfMonth(day)]!);
  ratio(name === null ? 1 : shop.named(name));
  ratio(shop.lastYear(day));
  ratio(category.weekdays[weekday]!);
  ratio(category.trend);
  ratio(name === null ? 1 : category.named(name));
  if (at - start !== DEMAND_FEATURES) throw new Error(`${at - start} features written, ${DEMAND_FEATURES} named`);
}
