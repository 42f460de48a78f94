import { dayNumber } from './demand-series.ts';

/** First days of the moving festivals, Hong Kong Observatory, Gregorian–lunar calendar conversion tables 2024–2028. */
const moving: Readonly<Record<string, readonly string[]>> = {
  'spring-festival': ['2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26'],
  lantern: ['2024-02-24', '2025-02-12', '2026-03-03', '2027-02-20', '2028-02-09'],
  qingming: ['2024-04-04', '2025-04-04', '2026-04-05', '2027-04-05', '2028-04-04'],
  'dragon-boat': ['2024-06-10', '2025-05-31', '2026-06-19', '2027-06-09', '2028-05-28'],
  'mid-autumn': ['2024-09-17', '2025-10-06', '2026-09-25', '2027-09-15', '2028-10-03'],
};
const fixed: Readonly<Record<string, string>> = { 'new-year': '01-01', 'labour-day': '05-01', 'national-day': '10-01', 'singles-day': '11-11' };
/** Shops feel these for days, before and after. */
const longDays: Readonly<Record<string, { readonly before: number; readonly after: number }>> = { 'spring-festival': { before: 7, after: 7 }, 'national-day': { before: 1, after: 6 }, 'mid-autumn': { before: 3, after: 0 }, 'labour-day': { before: 0, after: 4 } };
const FIRST_YEAR = 2024;
const LAST_YEAR = 2028;

/**
 * Names of the days on which Chinese shops sell otherwise, by day number, 2024–2028: `spring-festival`, and around the long ones
 * `spring-festival-3`, `spring-festival+2` …, so that each such day is compared with itself in other years.
 */
export function chineseHolidays(): ReadonlyMap<number, string> {
  const named = new Map<number, string>();
  const mark = (name: string, day: number): void => {
    const { before, after } = longDays[name] ?? { before: 0, after: 0 };
    for (let step = -before; step <= after; step += 1) {
      const label = step === 0 ? name : `${name}${step > 0 ? '+' : ''}${step}`;
      if (step === 0 || !named.has(day + step)) named.set(day + step, label);
    }
  };
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) for (const [name, monthDay] of Object.entries(fixed)) mark(name, dayNumber(`${year}-${monthDay}`));
  for (const [name, days] of Object.entries(moving)) for (const day of days) mark(name, dayNumber(day));
  return named;
}

const FAR_DAYS = 15;

/** Named days and how far each day is from the next and the last of them. */
export interface ShopCalendar {
  nameOf(day: number): string | null;
  /** 0 on the day itself; at most 15. */
  daysToNext(day: number): number;
  daysSinceLast(day: number): number;
}

/** `named`: from day number to a name; days with the same name are expected to sell alike. */
export function shopCalendar(named: ReadonlyMap<number, string>): ShopCalendar {
  const main = new Set([...named].filter(([, name]) => !/[+-]\d+$/.test(name)).map(([day]) => day));
  const search = (day: number, step: 1 | -1): number => {
    for (let away = 0; away < FAR_DAYS; away += 1) if (main.has(day + away * step)) return away;
    return FAR_DAYS;
  };
  return { nameOf: (day) => named.get(day) ?? null, daysToNext: (day) => search(day, 1), daysSinceLast: (day) => search(day, -1) };
}

/** Day of the month, 1–31, by arithmetic on the 400 years after which the calendar repeats: this is asked millions of times. */
export function dayOfMonth(day: number): number {
  // Years are counted from 1 March, so that the leap day comes last.
  const sinceEpoch = day + 719_468;
  const inCycle = sinceEpoch - Math.floor(sinceEpoch / 146_097) * 146_097;
  const year = Math.floor((inCycle - Math.floor(inCycle / 1460) + Math.floor(inCycle / 36_524) - Math.floor(inCycle / 146_096)) / 365);
  const inYear = inCycle - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return inYear - Math.floor((153 * Math.floor((5 * inYear + 2) / 153) + 2) / 5) + 1;
}
