import { dayNumber, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { chineseHolidays, shopCalendar, type ShopCalendar } from 'retail-model/replenishment/holidays.ts';
import { InputError, readCsv } from './csv-rows.ts';

/** Which files there are; only sales are needed. */
export interface HistoryFiles { readonly sales: string; readonly prices: string | null; readonly promotions: string | null; readonly calendar: string | null; readonly stockouts: string | null; readonly openHours: number }

/** One item of one store. `series.id` is the item. */
export interface StoreItem { readonly store: string; readonly series: DemandSeries }
export interface History { readonly items: readonly StoreItem[]; readonly calendar: ShopCalendar; readonly rows: number }

interface Growing { readonly store: string; readonly item: string; first: number; values: Float32Array; end: number; whole: boolean }

const LONGEST_DAYS = 20_000;
const FIRST_DAYS = 128;

/**
 * Reads long CSV files: sales `store,item,date,sales`, prices `store,item,date,price` (valid from that date), promotions
 * `store,item,from,to,discount`, calendar `date,holiday,event`, stockouts `store,item,date,hours`. A day that is missing between two others
 * is unknown, unless the file never says 0: then it holds only days with sales, and missing means none. Nonsense (a bad date, a negative
 * price, a word for a number) ends with `InputError`, with file and line; negative sales are returns and count as none sold.
 */
export async function readHistory(files: HistoryFiles, onProgress: (text: string) => void): Promise<History> {
  const dates = new Map<string, number>();
  const dayOf = (text: string, file: string, line: number): number => {
    let day = dates.get(text);
    if (day === undefined) {
      day = /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? dayNumber(text.trim()) : NaN;
      if (Number.isNaN(day)) throw new InputError(`${file}, line ${line}: “${text}” is no date like 2026-01-31`);
      dates.set(text, day);
    }
    return day;
  };
  const numberOf = (text: string, least: number, file: string, line: number): number => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (!(value >= least) || !Number.isFinite(value)) throw new InputError(`${file}, line ${line}: “${text}” is no number from ${least} on`);
    return value;
  };

  const growing = new Map<string, Growing>();
  let zeros = 0;
  const rows = await readCsv(files.sales, ['store', 'item', 'date', 'sales'], ([store, item, date, sales], line) => {
    const day = dayOf(date!, files.sales, line);
    const amount = sales!.trim() === '' ? NaN : Math.max(0, numberOf(sales!, -1e9, files.sales, line));
    if (amount === 0) zeros += 1;
    const key = `${store}\u0000${item}`;
    let one = growing.get(key);
    if (!one) growing.set(key, (one = { store: store!, item: item!, first: day, values: new Float32Array(FIRST_DAYS).fill(NaN), end: 0, whole: true }));
    place(one, day, amount, files.sales, line);
  }, (read) => onProgress(`${files.sales}: ${read} rows`));
  if (growing.size === 0) throw new InputError(`${files.sales} has no rows`);
  for (const one of growing.values()) if (zeros === 0) for (let at = 0; at < one.end; at += 1) if (Number.isNaN(one.values[at]!)) one.values[at] = 0;

  const prices = await sparseDays(files.prices, 'price', dayOf, (text, line) => numberOf(text, 0, files.prices!, line), onProgress);
  const hours = await sparseDays(files.stockouts, 'hours', dayOf, (text, line) => numberOf(text, 0, files.stockouts!, line), onProgress);
  const promotions = new Map<string, { from: number; to: number; discount: number }[]>();
  if (files.promotions) {
    const { promotions: file } = files;
    await readCsv(file, ['store', 'item', 'from', 'to', 'discount'], ([store, item, from, to, discount], line) => {
      const key = `${store}\u0000${item}`;
      const known = promotions.get(key) ?? [];
      promotions.set(key, known);
      known.push({ from: dayOf(from!, file, line), to: dayOf(to!, file, line), discount: Math.min(1, discount!.trim() === '' ? 0.1 : numberOf(discount!, 0, file, line)) });
    }, (read) => onProgress(`${file}: ${read} rows`));
  }
  const items = [...growing].map(([key, one]): StoreItem => ({ store: one.store, series: seriesOf(one, prices.get(key), promotions.get(key), hours.get(key), files.openHours) }));
  return { items, calendar: files.calendar ? await readCalendar(files.calendar, dayOf) : shopCalendar(chineseHolidays()), rows };
}

function place(one: Growing, day: number, amount: number, file: string, line: number): void {
  if (day < one.first) {
    const shift = one.first - day;
    if (shift > LONGEST_DAYS) throw new InputError(`${file}, line ${line}: more than ${LONGEST_DAYS} days between two sales of one item`);
    const moved = new Float32Array(one.end + shift + FIRST_DAYS).fill(NaN);
    moved.set(one.values.subarray(0, one.end), shift);
    Object.assign(one, { first: day, values: moved, end: one.end + shift });
  }
  const at = day - one.first;
  if (at > LONGEST_DAYS) throw new InputError(`${file}, line ${line}: more than ${LONGEST_DAYS} days between two sales of one item`);
  if (at >= one.values.length) {
    const longer = new Float32Array(Math.max(at + 1, one.values.length * 2)).fill(NaN);
    longer.set(one.values.subarray(0, one.end));
    one.values = longer;
  }
  // Two rows of one day are two parts of its sales.
  one.values[at] = Number.isNaN(one.values[at]!) ? amount : one.values[at]! + (Number.isNaN(amount) ? 0 : amount);
  if (!Number.isNaN(amount) && !Number.isInteger(amount)) one.whole = false;
  one.end = Math.max(one.end, at + 1);
}

type Days = { readonly day: number; readonly value: number }[];

async function sparseDays(file: string | null, column: string, dayOf: (text: string, file: string, line: number) => number, valueOf: (text: string, line: number) => number, onProgress: (text: string) => void): Promise<Map<string, Days>> {
  const found = new Map<string, Days>();
  if (!file) return found;
  await readCsv(file, ['store', 'item', 'date', column], ([store, item, date, value], line) => {
    const key = `${store}\u0000${item}`;
    const known = found.get(key) ?? [];
    found.set(key, known);
    if (value!.trim() !== '') known.push({ day: dayOf(date!, file, line), value: valueOf(value!, line) });
  }, (rows) => onProgress(`${file}: ${rows} rows`));
  for (const days of found.values()) days.sort((a, b) => a.day - b.day);
  return found;
}

/** Days ahead for which prices and promotions are kept: what is known in advance. */
const AHEAD_DAYS = 60;
const none: readonly number[] = [];

function seriesOf(one: Growing, prices: Days | undefined, promotions: readonly { readonly from: number; readonly to: number; readonly discount: number }[] | undefined, hours: Days | undefined, openHours: number): DemandSeries {
  const length = one.end + AHEAD_DAYS;
  const within = (day: number): number => Math.max(0, Math.min(length, day - one.first));
  let priced: ArrayLike<number> = none;
  if (prices) {
    const filled = new Float32Array(length).fill(NaN);
    prices.forEach(({ day, value }, at) => filled.fill(value, within(day), at + 1 < prices.length ? within(prices[at + 1]!.day) : length));
    priced = filled;
  }
  let discounts: ArrayLike<number> = none;
  if (promotions) {
    const filled = new Float32Array(length);
    for (const { from, to, discount } of promotions) filled.fill(Math.max(discount, 0.01), within(from), within(to + 1));
    discounts = filled;
  }
  let stockedShare: ArrayLike<number> = none;
  if (hours) {
    const filled = new Float32Array(one.end).fill(1);
    for (const { day, value } of hours) if (day >= one.first && day < one.first + one.end) filled[day - one.first] = Math.max(0, 1 - value / openHours);
    stockedShare = filled;
  }
  return { id: one.item, category: 'all', firstDay: one.first, units: one.values.slice(0, one.end), prices: priced, discounts, stockedShare, whole: one.whole };
}

async function readCalendar(file: string, dayOf: (text: string, file: string, line: number) => number): Promise<ShopCalendar> {
  const named = new Map<number, string>();
  await readCsv(file, ['date', 'holiday', 'event'], ([date, holiday, event], line) => {
    const name = [holiday!, event!].map((text) => text.trim()).filter((text) => text !== '' && text !== '0').join('+');
    if (name !== '') named.set(dayOf(date!, file, line), name);
  }, () => undefined);
  return shopCalendar(named);
}
