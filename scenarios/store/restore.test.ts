import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreStoreDatabase } from 'edge-app/store-runtime/database/restore.ts';
import { enterHeadOffice } from '../parts/head-office-person.ts';
import { openHouse, type OpenHouse } from '../parts/open-house.ts';
import { enterStore, type Person } from '../parts/person.ts';

/** The disk of the store dies and the newest backup is older than the last sales: nothing is lost that head office acknowledged, no number is used twice. */
let folder: string;
let house: OpenHouse;
const laneId = 'lane1';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'restore-'));
  house = await openHouse({ folder, seed: 5, lanes: 1, labels: 0, clock: 'real', store: 'in-process', products: null, headOffice: true, inference: false });
});
afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sell(kiosk: Person, sales: number): Promise<readonly string[]> {
  const receipts: string[] = [];
  const product = (await kiosk.ask('searchProducts', { text: '', category: null })).find((one) => one.soldBy === 'each' && one.ageLimitYears === null && one.priceMinor !== null)!;
  for (let sale = 0; sale < sales; sale += 1) {
    await kiosk.send('addProduct', { laneId, productId: product.productId, units: 1 });
    await kiosk.send('startPayment', { laneId });
    const { tender } = await kiosk.until('lane', { laneId }, 'the amount', (view) => view.tender !== null);
    await kiosk.send('payCash', { laneId, givenMinor: tender!.cashDueMinor });
    const paid = await kiosk.until('lane', { laneId }, 'paid', (view) => view.finished !== null);
    receipts.push(paid.finished!.receiptNumber);
    await kiosk.send('finish', { laneId });
    await kiosk.until('lane', { laneId }, 'a free lane', (view) => view.state === 'idle');
  }
  return receipts;
}

const inStep = (office: Person) => office.until('link', {}, 'head office in step', (view) => view.state === 'in-step' && view.waiting === 0, 30_000);

/** The books once the paper has come out of the printer. */
async function books(office: Person) {
  let found = await office.ask('reconcile', {});
  for (let tries = 0; found.receipts.waiting > 0 && tries < 100; tries += 1) {
    await delay(200);
    found = await office.ask('reconcile', {});
  }
  return found;
}

/** What an engineer does with the newest backup; the store is stopped. */
function restoreNewest(backup: string): void {
  const { dataFolder, keyFolder } = JSON.parse(readFileSync(path.join(folder, 's001/store.json'), 'utf8')) as { dataFolder: string; keyFolder: string };
  const restored = restoreStoreDatabase({ backup: path.join(dataFolder, 'backups', backup), key: readFileSync(path.join(keyFolder, 'database.key')), file: path.join(dataFolder, 'store.sqlite'), nowMs: Date.now });
  expect(restored).toMatchObject({ ok: true });
}

test('a restored store takes back what head office has, numbers on after it, and sells the same books', async () => {
  let kiosk = await enterStore(house.store().entryUrl(laneId));
  let office = await enterStore(house.store().entryUrl('back-office'));
  const before = await sell(kiosk, 2);
  await office.send('backUpNow', {});
  const { backup } = await office.until('upkeep', {}, 'a backup', (view) => view.backup !== null);
  const after = await sell(kiosk, 2);
  await inStep(office);
  kiosk.leave();
  office.leave();

  await house.stopStore();
  restoreNewest(backup!.file);
  await house.startStore();
  kiosk = await enterStore(house.store().entryUrl(laneId));
  office = await enterStore(house.store().entryUrl('back-office'));
  const later = await sell(kiosk, 1);
  const receipts = [...before, ...after, ...later];
  expect(new Set(receipts).size).toBe(5);
  await inStep(office);
  expect(await books(office)).toMatchObject({ sales: 5, equal: true });
  const restored = (await office.until('journal', { limit: 100 }, 'the journal', () => true)).entries.filter(({ kind }) => kind === 'database-restored');
  expect(restored).toHaveLength(1);

  const headOffice = await enterHeadOffice(await house.headOffice!.createEntryUrl('hq-admin', 'test'));
  const chain = await headOffice.until('chain', {}, 'five baskets', (view) => view.stores.some((store) => store.storeId === 's001' && store.arrivedBaskets === 5), 30_000);
  expect(chain.stores.find((store) => store.storeId === 's001')!.quarantined).toBe(0);
  headOffice.leave();
  kiosk.leave();
  office.leave();
});

test('without its line a restored store waits for head office and uses no number twice', async () => {
  const office = await enterStore(house.store().entryUrl('back-office'));
  const { backup } = await office.until('upkeep', {}, 'a backup', (view) => view.backup !== null);
  office.leave();
  await house.stopStore();
  restoreNewest(backup!.file);
  await house.bench.do('head-office-link', 'cable', { connected: false });
  let isUp = false;
  const starting = house.startStore().then(() => (isUp = true));
  await delay(1_500);
  expect(isUp).toBe(false);
  await house.bench.do('head-office-link', 'cable', { connected: true });
  await starting;
  const again = await enterStore(house.store().entryUrl('back-office'));
  expect(await books(again)).toMatchObject({ sales: 5, equal: true });
  again.leave();
}, 60_000);
