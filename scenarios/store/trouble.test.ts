import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import Database from 'better-sqlite3-multiple-ciphers';
import { demoMembers, demoPins } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import { openMemberVault } from 'edge-app/store-runtime/members/member-vault.ts';
import { openStoreDatabase } from 'edge-app/store-runtime/database/open-store-database.ts';
import { gs1CheckDigit } from 'retail-model/gs1/gtin.ts';
import type { NoticeCode } from 'retail-model/lane/lane-session.ts';
import { enterHeadOffice, type HeadOfficePerson } from '../parts/head-office-person.ts';
import { openHouse, type OpenHouse } from '../parts/open-house.ts';
import { enterStore, type Person } from '../parts/person.ts';

/** Bad input and trouble in a real house: each gets a clear message, and nothing is lost. */
let folder: string;
let house: OpenHouse;
let kiosk: Person;
let till: Person;
let office: Person;
let attendant: Person;
let headOffice: HeadOfficePerson;
const laneId = 'lane1';
/** An EAN-13 of the example prefix from its first twelve digits. */
const ean = (digits: string): string => `${digits}${gs1CheckDigit(digits)}`;
const unpriced = ean('952000199999');
const pinOf = (staffId: string) => ({ staffId, pin: demoPins.find((one) => one.staffId === staffId)!.pin });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'trouble-'));
  house = await openHouse({ folder, seed: 3, lanes: 2, labels: 4, clock: 'real', store: 'in-process', products: null, headOffice: true, inference: false });
  kiosk = await enterStore(house.store().entryUrl('lane1'));
  till = await enterStore(house.store().entryUrl('lane2'));
  office = await enterStore(house.store().entryUrl('back-office'));
  attendant = await enterStore(house.store().entryUrl('attendant'));
  headOffice = await enterHeadOffice(await house.headOffice!.createEntryUrl('hq-admin', 'test'));
});
afterAll(async () => {
  for (const person of [kiosk, till, office, attendant]) person?.leave();
  headOffice?.leave();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

const notice = (code: NoticeCode) => kiosk.until('lane', { laneId }, `the notice ${code}`, (view) => view.notice?.code === code);
const aProduct = async (soldBy: 'each' | 'weight') => (await kiosk.ask('searchProducts', { text: '', category: null })).find((one) => one.soldBy === soldBy && one.ageLimitYears === null && one.priceMinor !== null)!;

describe('at the lane', () => {
  test('an unknown barcode and one with a wrong check digit are told apart, and the basket stays as it is', async () => {
    await house.bench.do('lane-1-scanner', 'scan', { text: ean('952999999999'), aimId: 'E0' });
    await notice('unknown-code');
    await house.bench.do('lane-1-scanner', 'scan', { text: ean('952000100110').replace(/.$/, (digit) => String((Number(digit) + 1) % 10)), aimId: 'E0' });
    await notice('bad-code');
    expect((await kiosk.until('lane', { laneId }, 'the lane', () => true)).basket?.lines ?? []).toHaveLength(0);
  });

  test('garbage on the line costs one code at most, and the next scan is taken', async () => {
    const product = await aProduct('each');
    await house.bench.do('lane-1-scanner', 'fault', { kind: 'garbage', bytes: 12 });
    for (let tries = 0; tries < 3; tries += 1) {
      await house.bench.do('lane-1-scanner', 'scan', { text: product.gtin.replace(/^0/, ''), aimId: 'E0' });
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const view = await kiosk.until('lane', { laneId }, 'the product', (now) => now.basket?.lines.some((line) => line.productId === product.productId) ?? false);
    expect(view.basket!.lines).toHaveLength(1);
    await kiosk.send('cancelBasket', { laneId });
  });

  test('a weight below zero, over range or missing is refused in words; nothing is sold for it', async () => {
    const product = await aProduct('weight');
    await kiosk.until('lane', { laneId }, 'an empty scale', (view) => view.scale.status === 'zero');
    await kiosk.send('addProduct', { laneId, productId: product.productId, units: 1 });
    await kiosk.send('takeWeight', { laneId });
    await notice('weight-zero');
    await house.bench.do('lane-1-scale', 'put', { grams: 40_000 });
    await kiosk.until('lane', { laneId }, 'over range', (view) => view.scale.status === 'over-range');
    await kiosk.send('takeWeight', { laneId });
    await notice('weight-over-range');
    await house.bench.do('lane-1-scale', 'put', { grams: -60 });
    await kiosk.until('lane', { laneId }, 'below zero', (view) => view.scale.status === 'under-zero');
    await kiosk.send('takeWeight', { laneId });
    await notice('weight-negative');
    await house.bench.do('lane-1-scale', 'cable', { connected: false });
    await kiosk.until('lane', { laneId }, 'the scale gone', (view) => !view.scale.online);
    await kiosk.send('takeWeight', { laneId });
    await notice('scale-offline');
    await house.bench.do('lane-1-scale', 'cable', { connected: true });
    await house.bench.do('lane-1-scale', 'remove');
    await kiosk.until('lane', { laneId }, 'the scale back', (view) => view.scale.online && view.scale.status === 'zero');
    await kiosk.send('leaveWeighing', { laneId });
  });

  test('a product without a price is named and not sold', async () => {
    const product = await aProduct('each');
    const { products } = await office.until('stock', {}, 'stock', (view) => view.products.length > 0);
    expect(products.some((one) => one.product.productId === product.productId)).toBe(true);
    const bare = { ...(await headOffice.until('catalogue', { search: '' }, 'the catalogue', (view) => view.products.length > 0)).products[0]!, id: 'no-price-yet', gtin: `0${unpriced}`, otherGtins: [], plu: null };
    await headOffice.send('putProduct', bare);
    await office.until('stock', {}, 'the new product', (view) => view.products.some((one) => one.product.productId === 'no-price-yet'), 30_000);
    await house.bench.do('lane-1-scanner', 'scan', { text: unpriced, aimId: 'E0' });
    await notice('no-price');
  });

  test('a member is greeted by name, the name lies sealed on the disk, and an erased member is a stranger', async () => {
    const [member, other] = demoMembers;
    await house.bench.do('lane-1-scanner', 'scan', { text: member!.memberCode, aimId: 'Q1' });
    const { basket } = await kiosk.until('lane', { laneId }, 'the member', (view) => view.basket !== null && view.basket.member !== null);
    expect(basket!.member!.greeting).toEqual(member!.greeting);
    await kiosk.send('cancelBasket', { laneId });
    const runtime = house.store().runtime!;
    const stored = JSON.stringify(await runtime.data.collections.members.findOne(member!.id).exec());
    expect(stored).toContain('sealed:1:');
    expect(stored).not.toContain(member!.greeting.zh);
    const vault = openMemberVault(path.join(folder, 's001/keys/member-keys.sqlite'), randomBytes);
    vault.erase(other!.id, Date.now());
    vault.close();
    await house.bench.do('lane-1-scanner', 'scan', { text: other!.memberCode, aimId: 'Q1' });
    await notice('member-unknown');
  });

  test('a second cashier on the same lane is refused until the first has signed out; a wrong PIN is counted', async () => {
    await till.send('signInToLane', { laneId: 'lane2', ...pinOf('cashier-1') });
    await expect(till.send('signInToLane', { laneId: 'lane2', ...pinOf('cashier-2') })).rejects.toThrow(/lane-has-cashier/);
    await till.send('signOutOfLane', { laneId: 'lane2' });
    await till.send('signInToLane', { laneId: 'lane2', ...pinOf('cashier-2') });
    await till.send('signOutOfLane', { laneId: 'lane2' });
    for (let tries = 0; tries < 5; tries += 1) await expect(till.send('signInToLane', { laneId: 'lane2', staffId: 'cashier-1', pin: '0000' })).rejects.toThrow(/wrong-pin/);
    await expect(till.send('signInToLane', { laneId: 'lane2', ...pinOf('cashier-1') })).rejects.toThrow(/too-many-tries/);
  });

  test('a kiosk works its own lane only, and asks nothing that is not a shopper’s', async () => {
    await expect(kiosk.send('cancelBasket', { laneId: 'lane2' })).rejects.toThrow(/not-allowed/);
    await expect(kiosk.send('closeDay', { staffId: 'manager-1' })).rejects.toThrow(/not-allowed/);
    await expect(kiosk.send('enterCode', { laneId, text: '' })).rejects.toThrow(/bad-input/);
  });
});

describe('in the shop', () => {
  test('a printer without paper keeps the receipt, the sale stands, and the paper comes once it is refilled', async () => {
    const product = await aProduct('each');
    await house.bench.do('lane-1-printer', 'paper', { paper: 'out' });
    await kiosk.send('addProduct', { laneId, productId: product.productId, units: 1 });
    await kiosk.send('startPayment', { laneId });
    const due = (await kiosk.until('lane', { laneId }, 'the amount', (view) => view.tender !== null)).tender!.cashDueMinor;
    await kiosk.send('payCash', { laneId, givenMinor: due });
    const sold = await kiosk.until('lane', { laneId }, 'the sale', (view) => view.finished !== null && view.troubles.length > 0);
    expect(sold.finished!.printing).not.toBe('printed');
    await house.bench.do('lane-1-printer', 'paper', { paper: 'ok' });
    await kiosk.until('lane', { laneId }, 'the receipt', (view) => view.finished?.printing === 'printed', 30_000);
    await house.bench.do('lane-1-printer', 'drawer', { open: false });
    await kiosk.send('finish', { laneId });
    const books = await office.ask('reconcile', {});
    expect(books).toMatchObject({ equal: true, sales: 1, receipts: { journal: 1, printed: 1, waiting: 0 } });
  });

  test('a rise is charged only when the label itself shows it; a label that lies keeps the lower price', async () => {
    const { labels } = await office.until('labels', {}, 'labels that show their price', (view) => view.labels.filter((label) => label.state === 'shown').length >= 2, 60_000);
    const [honest, lying] = labels.filter((label) => label.state === 'shown' && label.product !== null);
    await house.bench.do('label-gateway-1', 'label', { mac: lying!.labelId, fault: 'ack-without-showing' });
    for (const label of [honest!, lying!]) await headOffice.send('setPrice', { productId: label.product!.productId, amountMinor: label.wantedMinor! + 150, validFromMs: null, storeIds: null });
    const charged = (productId: string, amountMinor: number) => office.until('stock', {}, `${productId} at ${amountMinor}`, (view) => view.products.some((one) => one.product.productId === productId && one.product.priceMinor === amountMinor && one.wantedPriceMinor === one.product.priceMinor), 40_000);
    await charged(honest!.product!.productId, honest!.wantedMinor! + 150);
    const waiting = await office.until('stock', {}, 'the lying label’s product waiting', (view) => view.products.some((one) => one.product.productId === lying!.product!.productId && one.priceWaits !== null), 20_000);
    expect(waiting.products.find((one) => one.product.productId === lying!.product!.productId)!.product.priceMinor).toBe(lying!.wantedMinor);
    await attendant.send('confirmShelf', { productId: lying!.product!.productId, staffId: 'attendant-1' });
    await charged(lying!.product!.productId, lying!.wantedMinor! + 150);
  });
});

test('a database from a newer version is refused, in words, and not touched', () => {
  const file = path.join(folder, 'newer.sqlite');
  const future = new Database(file);
  future.exec('CREATE TABLE later(x); PRAGMA user_version = 999');
  future.close();
  const opened = openStoreDatabase({ file, key: null });
  expect(opened).toMatchObject({ ok: false, error: { kind: 'database-from-newer-version', foundVersion: 999 } });
});
