import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dayNumber, dayOfNumber } from 'retail-model/replenishment/demand-series.ts';
import { InputError, readCsv } from './csv-rows.ts';
import { writeRows } from './write-rows.ts';

const OPENS_HOUR = 6;
const CLOSES_HOUR = 22;

/**
 * FreshRetailNet-50K as run-length lists, a value a day: `sales`, `stockout_hours_hex` (bit h: out of stock in hour h), `discount` (share of
 * the price that is paid), `activity` (1 in a promotion). Hours out of stock count between 6 and 22.
 */
export async function convertFrn(parts: { readonly days: string; readonly calendar: string; readonly out: string; readonly onProgress: (text: string) => void }): Promise<void> {
  await mkdir(parts.out, { recursive: true });
  let firstDay = NaN;
  const calendar = writeRows(path.join(parts.out, 'calendar.csv'), 'date,holiday,event');
  await readCsv(parts.calendar, ['day', 'date', 'holiday'], ([day, date, holiday]) => {
    if (day === '0') firstDay = dayNumber(date!);
    if (holiday === '1') void calendar.write(`${date},holiday,`);
  }, () => undefined);
  await calendar.end();
  if (Number.isNaN(firstDay)) throw new InputError(`${parts.calendar} has no day 0`);
  const sales = writeRows(path.join(parts.out, 'sales.csv.gz'), 'store,item,date,sales');
  const stockouts = writeRows(path.join(parts.out, 'stockouts.csv.gz'), 'store,item,date,hours');
  const promotions = writeRows(path.join(parts.out, 'promotions.csv.gz'), 'store,item,from,to,discount');
  let series = 0;
  await readCsv(parts.days, ['store_id', 'product_id', 'from_day', 'sales', 'stockout_hours_hex', 'discount'], ([store, item, from, sold, masks, paid]) => {
    const start = firstDay + Number(from);
    unrolled(sold!).forEach((amount, at) => void sales.write(`${store},${item},${dayOfNumber(start + at)},${amount}`));
    unrolled(masks!).forEach((mask, at) => {
      const hours = hoursOut(mask);
      if (hours > 0) void stockouts.write(`${store},${item},${dayOfNumber(start + at)},${hours}`);
    });
    const shares = unrolled(paid!).map(Number);
    for (let at = 0; at < shares.length; ) {
      let end = at;
      while (end + 1 < shares.length && shares[end + 1] === shares[at]) end += 1;
      if (shares[at]! < 0.999) void promotions.write(`${store},${item},${dayOfNumber(start + at)},${dayOfNumber(start + end)},${Math.round((1 - shares[at]!) * 1000) / 1000}`);
      at = end + 1;
    }
    series += 1;
    if (series % 5000 === 0) parts.onProgress(`${series} items of stores`);
  }, () => undefined);
  await Promise.all([sales.end(), stockouts.end(), promotions.end()]);
}

const unrolled = (list: string): string[] =>
  list.trim().split(/\s+/).flatMap((part) => {
    const [value, times] = part.split('*');
    return new Array<string>(times === undefined ? 1 : Number(times)).fill(value!);
  });

function hoursOut(hex: string): number {
  const mask = Number.parseInt(hex, 16);
  let hours = 0;
  for (let hour = OPENS_HOUR; hour < CLOSES_HOUR; hour += 1) hours += (mask >> hour) & 1;
  return hours;
}
