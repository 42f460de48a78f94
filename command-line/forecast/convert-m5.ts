import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readCsv } from './csv-rows.ts';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { writeRows } from './write-rows.ts';

/** Daily sales of M5 come in one row per item and store, a column a day; weekly prices likewise, a column a Walmart week. */
export async function convertM5(parts: { readonly sales: string; readonly prices: string | null; readonly calendar: string; readonly out: string; readonly onProgress: (text: string) => void }): Promise<void> {
  await mkdir(parts.out, { recursive: true });
  const dateOfDay = new Map<string, string>();
  const dateOfWeek = new Map<string, string>();
  const calendar = writeRows(path.join(parts.out, 'calendar.csv'), 'date,holiday,event');
  await readCsv(parts.calendar, ['date', 'wm_yr_wk', 'd', 'event_name_1', 'event_name_2'], ([date, week, day, first, second]) => {
    dateOfDay.set(day!, date!);
    if (!dateOfWeek.has(week!)) dateOfWeek.set(week!, date!);
    if (first) void calendar.write(`${date},${first},${second}`);
  }, () => undefined);
  await calendar.end();

  const sold = new Set<string>();
  const sales = writeRows(path.join(parts.out, 'sales.csv.gz'), 'store,item,date,sales');
  for (const { head, values } of await wideRows(parts.sales, ['item_id', 'store_id'])) {
    const [item, store] = head as [string, string];
    sold.add(`${store} ${item}`);
    // Zeros before the first sale are days on which the item was not sold at all.
    const first = values.findIndex(({ value }) => Number(value) > 0);
    for (const { column, value } of values.slice(Math.max(0, first))) if (value !== '' && column.startsWith('d_')) await sales.write(`${store},${item},${dateOfDay.get(column)},${value}`);
  }
  await sales.end();
  parts.onProgress(`${sold.size} items of stores`);

  if (!parts.prices) return;
  const prices = writeRows(path.join(parts.out, 'prices.csv.gz'), 'store,item,date,price');
  for (const { head, values } of await wideRows(parts.prices, ['item_id', 'store_id'])) {
    const [item, store] = head as [string, string];
    if (!sold.has(`${store} ${item}`)) continue;
    let last = '';
    for (const { column, value } of values) {
      const date = dateOfWeek.get(column);
      if (!date || value === '' || value === last) continue;
      last = value;
      await prices.write(`${store},${item},${date},${value}`);
    }
  }
  await prices.end();
}

/** Rows of a wide CSV: the named columns, and all others with their names. */
async function wideRows(file: string, names: readonly string[]): Promise<Iterable<{ readonly head: readonly string[]; readonly values: readonly { readonly column: string; readonly value: string }[] }>> {
  const bytes = await readFile(file);
  const lines = (/\.gz$/i.test(file) ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  const header = lines[0]!.trim().split(',');
  const places = names.map((name) => header.indexOf(name));
  const others = header.map((column, at) => ({ column, at })).filter(({ column }) => !names.includes(column) && column !== 'id');
  return (function* rows() {
    for (const line of lines.slice(1)) {
      if (line.trim() === '') continue;
      const cells = line.trimEnd().split(',');
      yield { head: places.map((place) => cells[place]!), values: others.map(({ column, at }) => ({ column, value: cells[at] ?? '' })) };
    }
  })();
}
