import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allSumDays } from 'retail-model/replenishment/demand-forecast.ts';
import { dayNumber, exposureOf } from 'retail-model/replenishment/demand-series.ts';
import { chineseHolidays, shopCalendar } from 'retail-model/replenishment/holidays.ts';
import { seededHistory } from 'retail-model/replenishment/seeded-history.ts';
import { shopRhythms } from 'retail-model/replenishment/shop-rhythms.ts';
import { openDemandModel, type RunningModel } from './demand-runtime.ts';
import { forecastShop } from './forecast-shop.ts';
import { openModelShelf } from './model-shelf.ts';

const shipped = path.join(import.meta.dirname, 'model/demand.onnx');
const card = JSON.parse(readFileSync(path.join(import.meta.dirname, 'model/demand.card.json'), 'utf8')) as { sha256: string; bytes: number };
const calendar = shopCalendar(chineseHolidays());
const originDay = dayNumber('2026-03-10');
const products = Array.from({ length: 90 }, (_, at) => ({ productId: `p${at}`, category: ['drinks', 'fruit', 'snacks'][at % 3]!, soldBy: at % 3 === 1 ? ('weight' as const) : ('each' as const), packUnits: 6 }));
const whole = seededHistory({ products, firstDay: originDay - 200, days: 228, seed: 99 });
const past = whole.map((series) => ({ ...series, units: Array.from(series.units).slice(0, Math.max(0, originDay - series.firstDay)) }));
const around = { originDay, calendar, rhythms: shopRhythms(past, calendar), sumDays: allSumDays, breathe: async (): Promise<void> => undefined };

let model: RunningModel;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mendian-model-'));
  const opened = await openDemandModel(shipped, { sha256: card.sha256, threads: 1 });
  if (!opened.ok) throw new Error(opened.error);
  model = opened.value;
});
afterAll(async () => {
  await model.close();
  await rm(folder, { recursive: true });
});

describe('a shop’s forecast', () => {
  test('comes from the model for what has a past, from statistics for what is new', async () => {
    const made = await forecastShop({ all: past, ...around, model });
    expect(made.modelVersion).toContain('seeded-');
    expect(made.forecasts.map((one) => one.productId)).toEqual(products.map((product) => product.productId));
    made.forecasts.forEach((one, at) => {
      if (past[at]!.units.length < 14) expect(one.method).toBe('fallback');
      expect(one.days).toHaveLength(30);
      expect(one.sums).toHaveLength(21);
    });
    expect(made.forecasts.filter((one) => one.method === 'model').length).toBeGreaterThan(30);
  });

  test('is better by the model than without it on a seed the model never saw, and unbiased where goods were in stock', async () => {
    const byModel = await forecastShop({ all: past, ...around, model });
    const without = await forecastShop({ all: past, ...around, model: null });
    const errors = [0, 0];
    const bias = [0, 0];
    [byModel, without].forEach((made, which) =>
      made.forecasts.forEach((forecast, at) => {
        const series = whole[at]!;
        const level = forecast.sums[20]!.mean / 21 || 1;
        for (let ahead = 0; ahead < 28; ahead += 1) {
          const { amount, share } = exposureOf(series, originDay - series.firstDay + ahead);
          if (byModel.forecasts[at]!.method !== 'model') continue;
          errors[which]! += Math.abs(amount - forecast.days[ahead]!.mean * share) / level;
          bias[which]! += (forecast.days[ahead]!.mean * share - amount) / level;
        }
      }),
    );
    expect(errors[0]!).toBeLessThan(errors[1]!);
    expect(Math.abs(bias[0]!) / products.length / 28).toBeLessThan(0.1);
  });

  test('falls back to statistics for a category in which they were better', async () => {
    const spoiled: RunningModel = { ...model, means: async (_matrix, offsets) => Float32Array.from(offsets, (offset) => Math.exp(offset) * 3) };
    const made = await forecastShop({ all: past, ...around, model: spoiled });
    expect(made.withoutModel).toEqual(['drinks', 'fruit', 'snacks']);
    expect(made.forecasts.every((one) => one.method === 'fallback')).toBe(true);
  });
});

describe('a model is refused', () => {
  const bytes = readFileSync(shipped);
  const write = async (name: string, content: Uint8Array): Promise<{ readonly file: string; readonly sha256: string }> => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return { file, sha256: createHash('sha256').update(content).digest('hex') };
  };
  const replaced = (from: string, to: string): Uint8Array => Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

  test.each([
    ['another schema', () => replaced('mendian-demand-1', 'mendian-demand-9'), 'wrong-schema'],
    ['features in another order', () => replaced('"mean-7","mean-14"', '"mean-14","mean-7"'), 'wrong-features'],
    ['changed trees', () => replaced('log_ratio', 'lag_ratio'), 'wrong-hash'],
    ['half a file', () => bytes.subarray(0, bytes.length / 2), 'not-onnx'],
  ])('for %s', async (_why, content, kind) => {
    const { file, sha256 } = await write('changed.onnx', content());
    const opened = await openDemandModel(file, { sha256, threads: 1 });
    expect(opened.ok ? 'opened' : opened.error).toContain(kind);
  });

  test('and the last good one goes on, said once', async () => {
    const said: string[] = [];
    const shelf = openModelShelf({ shippedFile: shipped, threads: 1, log: (event) => said.push(event) });
    const { file } = await write('other.onnx', bytes);
    const published = { version: 2, sha256: 'f'.repeat(64), file };
    const first = await shelf.modelFor(null);
    expect((await shelf.modelFor(published))?.sha256).toBe(first?.sha256);
    await shelf.modelFor(published);
    expect(said).toEqual(['model-opened', 'model-refused']);
    const good = await shelf.modelFor({ ...published, sha256: card.sha256 });
    expect(good?.sha256).toBe(card.sha256);
    await shelf.close();
  });
});

test('the shipped model is the one on its card, and small', () => {
  const bytes = readFileSync(shipped);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(card.sha256);
  expect(bytes.length).toBeLessThan(3_000_000);
});
