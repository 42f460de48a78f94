import { fail, ok, type Result } from '../result.ts';

export type Gs1DateError = { readonly kind: 'not-a-date'; readonly text: string };

/** Whether the day is in the calendar; month and day count from 1. */
export const isCalendarDate = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/**
 * An AI date YYMMDD as `YYYY-MM-DD`. Day 00 is the last day of the month (GS1 GenSpecs §3.4.2). The century is the one that
 * puts the year from 49 before to 50 after `referenceYear` (§7.12).
 */
export const parseGs1Date = (text: string, referenceYear: number): Result<string, Gs1DateError> => {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match === null) return fail({ kind: 'not-a-date', text });
  const year = yearOf(Number(match[1]), referenceYear);
  const month = Number(match[2]);
  if (month < 1 || month > 12) return fail({ kind: 'not-a-date', text });
  const day = match[3] === '00' ? daysInMonth(year, month) : Number(match[3]);
  if (!isCalendarDate(year, month, day)) return fail({ kind: 'not-a-date', text });
  return ok(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
};

const yearOf = (yearDigits: number, referenceYear: number): number => {
  const difference = yearDigits - (referenceYear % 100);
  const century = referenceYear - (referenceYear % 100);
  if (difference >= 51) return century - 100 + yearDigits;
  return difference <= -50 ? century + 100 + yearDigits : century + yearDigits;
};

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};
