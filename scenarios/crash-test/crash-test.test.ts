import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { diskStateOf, tornDisk } from './disk-states.ts';
import { judgeDisk, judgeRecovery, noLosses } from './judge.ts';
import { killTrading } from './kills.ts';
import { worldInMemory, type OutsideEvent } from './outside-world.ts';
import { cutPower } from './power-cuts.ts';
import { seededRandom } from './seeded.ts';
import { openShop, storeFileIn } from './shop.ts';
import { failWrites } from './write-failures.ts';

const quiet = (): void => undefined;

test('power cuts anywhere in the writes of a few sales lose nothing, double nothing, leave nothing half done', async () => {
  const losses = noLosses();
  expect(await cutPower(150, 7, losses, quiet)).toBe(150);
  expect(losses).toEqual(noLosses());
});

test('kill -9 of a trading process loses nothing', async () => {
  const losses = noLosses();
  await killTrading(2, 7, losses, quiet);
  expect(losses).toEqual(noLosses());
});

test('a disk that takes no more bytes from some write on loses nothing', async () => {
  const losses = noLosses();
  await failWrites(2, 7, losses, quiet);
  expect(losses).toEqual(noLosses());
});

test('the judge sees a sale that was shown as paid and is gone, one that is there by half, and a broken chain', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'judge-'));
  const world = worldInMemory([]);
  const shop = await openShop(directory, world, quiet, 1_000);
  for (const sale of ['sale-1', 'sale-2', 'sale-3']) await shop.trade(sale, 1);
  const judged = (change: string, outside: readonly OutsideEvent[] = world.events()) => {
    shop.connection.pragma('wal_checkpoint(TRUNCATE)');
    const whole = diskStateOf(storeFileIn(directory));
    const losses = noLosses();
    shop.connection.exec(change);
    shop.connection.pragma('wal_checkpoint(TRUNCATE)');
    judgeDisk(path.join(directory, 'copy'), diskStateOf(storeFileIn(directory)), outside, losses);
    return { whole, losses };
  };
  expect(judged('').losses).toEqual(noLosses());
  expect(judged('', [...world.events(), { happened: 'shown-paid', saleId: 'sale-9' }]).losses).toMatchObject({ lost: 1 });
  expect(judged('UPDATE print_job SET printed = 0').losses).toMatchObject({ halfDone: 1, lost: 0 });
  const { losses } = judged(`DELETE FROM "documents/store/journal/0" WHERE json_extract(data, '$.kind') = 'sale-completed' AND json_extract(data, '$.sequence') < 5`);
  expect(losses.lost).toBeGreaterThan(0);
  expect(losses.halfDone).toBeGreaterThan(0);
  expect(losses.chainBroken).toBe(1);
  await shop.close();
  rmSync(directory, { recursive: true, force: true });
});

test('a bank that charged for a sale the journal lacks is a lost sale', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'judge-'));
  const shop = await openShop(directory, worldInMemory([]), quiet, 1_000);
  await shop.close();
  const losses = noLosses();
  await judgeRecovery(directory, [{ happened: 'charged', paymentId: 'pay-x', saleId: 'sale-x' }], 1_000, losses);
  expect(losses).toMatchObject({ lost: 1 });
  rmSync(directory, { recursive: true, force: true });
});

test('a torn disk holds each sector as it was before or as it was to become', () => {
  const random = seededRandom(3);
  const bytes = (seed: number, length: number) => Buffer.from(Array.from({ length }, (_, n) => (n < 32 ? 7 : (n * seed) % 251)));
  const [from, to] = [{ database: bytes(3, 8_192), log: bytes(5, 10_000) }, { database: bytes(3, 8_192), log: bytes(11, 14_000) }];
  const seen = new Set<string>();
  for (let n = 0; n < 300; n++) {
    const { log } = tornDisk({ from, to }, random);
    for (let at = 0; at < log.length; at += 512) {
      const sector = log.subarray(at, at + 512);
      const isOf = (of: Buffer) => sector.equals(of.subarray(at, Math.min(at + 512, of.length)));
      expect(isOf(from.log) || isOf(to.log) || at + 512 > from.log.length).toBe(true);
    }
    seen.add(log.toString('base64'));
  }
  expect(seen.size).toBeGreaterThan(40);
});
