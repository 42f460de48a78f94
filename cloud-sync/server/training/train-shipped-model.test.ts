import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { trainShippedModel } from './train-shipped-model.ts';

test('a model of a small setting is the same to the bit every time, and says what it learned from', async () => {
  const settings = { shops: 2, productsAShop: 30, days: 300, rows: 8000, trees: 12, leaves: 15, seed: 5 };
  const make = () => trainShippedModel(settings, () => undefined);
  const hash = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex');
  const first = await make();
  expect(hash((await make()).file)).toBe(hash(first.file));
  expect(first.facts.trainedUntil).toBe('2026-10-31');
  expect(first.facts.dayLevels).toEqual([...first.facts.dayLevels].sort((a, b) => a - b));
}, 60_000);
