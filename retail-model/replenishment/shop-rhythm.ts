import { exposureOf, weekdayOf, type DemandSeries } from './demand-series.ts';
import { dayOfMonth, type ShopCalendar } from './holidays.ts';

/** How a whole shop, or one of its categories, sells: without scale, 1 is the usual day. NaN where the past says nothing. */
export interface RhythmView {
  /** Last week over the last four. */
  readonly trend: number;
  /** By weekday, 0 = Monday, over twelve weeks. */
  readonly weekdays: readonly number[];
  /** By day of the month 1–31 over a year: paydays, food-stamp days. */
  readonly monthDays: readonly number[];
  /** Earlier days of this name against their usual weekday. */
  named(name: string): number;
  /** The season a year ago: the week around `day` against the four weeks before the forecast began. */
  lastYear(day: number): number;
}

export interface ShopRhythm { before(day: number): RhythmView }

const WEEK = 7;
const MONTH = 28;
/** 52 whole weeks, so that weekdays meet. */
const YEAR = 364;
const KEPT_VIEWS = 400;

/**
 * The rhythm of goods sold together. A day's value is the mean, over products known that day, of what each sold against its own usual, so
 * pieces and grams, slow and fast count alike.
 */
export function shopRhythm(all: readonly DemandSeries[], calendar: ShopCalendar): ShopRhythm {
  const firstDay = all.reduce((least, series) => Math.min(least, series.firstDay), Infinity);
  const endDay = all.reduce((most, series) => Math.max(most, series.firstDay + series.units.length), 0);
  const length = all.length === 0 ? 0 : endDay - firstDay;
  const value = new Float64Array(length);
  const weight = new Float64Array(length);
  for (const series of all) addSeries(series, series.firstDay - firstDay, value, weight);
  const sums = new Float64Array(length + 1);
  const seen = new Float64Array(length + 1);
  const againstUsual = new Float64Array(length).fill(NaN);
  const byName = new Map<string, number[]>();
  for (let at = 0; at < length; at += 1) {
    if (weight[at]! > 0) value[at]! /= weight[at]!;
    sums[at + 1] = sums[at]! + value[at]!;
    seen[at + 1] = seen[at]! + (weight[at]! > 0 ? 1 : 0);
    if (at >= MONTH) {
      const usual = (value[at - 7]! + value[at - 14]! + value[at - 21]! + value[at - 28]!) / 4;
      if (usual > 0) againstUsual[at] = Math.min(4, value[at]! / usual);
    }
    const name = calendar.nameOf(firstDay + at);
    if (name === null) continue;
    const known = byName.get(name) ?? [];
    known.push(at);
    byName.set(name, known);
  }
  const between = (from: number, to: number): number => {
    const start = Math.max(0, Math.min(length, from));
    const end = Math.max(start, Math.min(length, to));
    return seen[end]! - seen[start]! > 0 ? (sums[end]! - sums[start]!) / (seen[end]! - seen[start]!) : NaN;
  };
  const views = new Map<number, RhythmView>();

  function look(origin: number): RhythmView {
    const from = Math.max(0, origin - 84);
    const usual = between(from, origin);
    const monthDays = Array.from({ length: 32 }, () => ({ sum: 0, count: 0 }));
    for (let at = Math.max(0, origin - YEAR); at < origin && at < length; at += 1) {
      const ratio = againstUsual[at]!;
      if (Number.isNaN(ratio) || calendar.nameOf(firstDay + at) !== null) continue;
      const slot = monthDays[dayOfMonth(firstDay + at)]!;
      slot.sum += ratio;
      slot.count += 1;
    }
    const weekdays = Array.from({ length: WEEK }, (_, weekday) => {
      let sum = 0;
      let count = 0;
      for (let at = from; at < origin && at < length; at += 1) {
        if (weekdayOf(firstDay + at) !== weekday || weight[at] === 0) continue;
        sum += value[at]!;
        count += 1;
      }
      return count > 0 ? sum / count / usual : NaN;
    });
    return {
      trend: between(origin - WEEK, origin) / between(origin - MONTH, origin),
      weekdays,
      monthDays: monthDays.map(({ sum, count }) => (count >= 2 ? sum / count : NaN)),
      named(name) {
        const past = (byName.get(name) ?? []).filter((at) => at < origin && !Number.isNaN(againstUsual[at]!));
        return past.length === 0 ? NaN : past.reduce((sum, at) => sum + againstUsual[at]!, 0) / past.length;
      },
      lastYear(day) {
        const at = day - firstDay - YEAR;
        return at - 3 < 0 || origin - YEAR - MONTH < 0 ? NaN : between(at - 3, at + 4) / between(origin - YEAR - MONTH, origin - YEAR);
      },
    };
  }

  return {
    before(day) {
      const origin = Math.max(0, Math.min(length, day - firstDay));
      const known = views.get(origin);
      if (known) return known;
      if (views.size >= KEPT_VIEWS) views.clear();
      const view = look(origin);
      views.set(origin, view);
      return view;
    },
  };
}

function addSeries(series: DemandSeries, offset: number, value: Float64Array, weight: Float64Array): void {
  let amounts = 0;
  let shares = 0;
  for (let index = 0; index < series.units.length; index += 1) {
    const { amount, share } = exposureOf(series, index);
    amounts += amount;
    shares += share;
  }
  if (amounts <= 0 || shares <= 0) return;
  const usual = amounts / shares;
  for (let index = 0; index < series.units.length; index += 1) {
    const { amount, share } = exposureOf(series, index);
    value[offset + index]! += amount / usual;
    weight[offset + index]! += share;
  }
}
