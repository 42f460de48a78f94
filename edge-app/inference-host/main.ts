import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { allSumDays } from 'retail-model/replenishment/demand-forecast.ts';
import { dayNumber } from 'retail-model/replenishment/demand-series.ts';
import { chineseHolidays, shopCalendar } from 'retail-model/replenishment/holidays.ts';
import { shopRhythms } from 'retail-model/replenishment/shop-rhythms.ts';
import { forecastShop } from './forecast-shop.ts';
import { forecastWhenAsked } from './forecast-when-asked.ts';
import { openModelShelf } from './model-shelf.ts';
import { enterStore } from './store-client.ts';

/**
 * The shop's forecaster as a process: `node edge-app/inference-host/main.ts --entry <one-use address> [--model <file.onnx>]`. A client of the store's contract
 * that may end at any time without costing a sale. Tells whoever started it `ready` and `fatal`, hears `shut-down`.
 */
const { values } = parseArgs({ options: { entry: { type: 'string' }, model: { type: 'string' } } });
const stopping = new AbortController();
const note = (event: string, facts: Readonly<Record<string, unknown>> = {}): void => void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`);
const tell = (message: Readonly<Record<string, unknown>>): void => {
  if (process.send) process.send(message);
  else console.log(JSON.stringify(message));
};

process.on('message', (message: unknown) => {
  if (z.object({ kind: z.literal('shut-down') }).safeParse(message).success) stopping.abort();
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());
process.on('disconnect', () => stopping.abort());

const wait = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });
try {
  if (!values.entry || !URL.canParse(values.entry)) throw new Error('No way into a store: give --entry <its one-use address>');
  const client = await enterStore({ entryUrl: values.entry, signal: stopping.signal, wait, onTrouble: (event, detail) => note(event, { detail }) });
  const calendar = shopCalendar(chineseHolidays());
  const shelf = openModelShelf({ shippedFile: values.model ?? path.join(import.meta.dirname, 'model/demand.onnx'), threads: 1, log: note });
  tell({ kind: 'ready' });
  await forecastWhenAsked({
    client, signal: stopping.signal, wait, nowMs: Date.now, newId: randomUUID, log: note,
    forecast: async (all, today, published) => {
      const made = await forecastShop({ all, originDay: dayNumber(today), calendar, rhythms: shopRhythms(all, calendar), sumDays: allSumDays, model: await shelf.modelFor(published), breathe: () => turn() });
      if (made.withoutModel.length > 0) note('statistics-beat-the-model', { categories: made.withoutModel });
      return made;
    },
  });
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  note('inference-host-ended', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  tell({ kind: 'fatal', detail: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
