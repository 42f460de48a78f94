import { parseArgs } from 'node:util';
import { encodeSgtin96 } from 'retail-model/rfid/epc.ts';
import { parseGtin } from 'retail-model/gs1/gtin.ts';
import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { benchHands } from '../parts/bench-hands.ts';
import { enterHeadOffice } from '../parts/head-office-person.ts';
import { enterStore, type Person } from '../parts/person.ts';
import { playVisit, type ShopFloor } from '../parts/play-visit.ts';

/**
 * One seeded sale through every device of a house that is already running: `npm start -- --once` starts the house and then this.
 * Says what it does, step by step; the last line is JSON; exit code 1 when anything does not add up.
 */
interface House {
  readonly headOffice: string;
  readonly store: { readonly entryUrls: readonly { readonly screen: string; readonly role: string; readonly url: string }[]; readonly bench: { readonly origin: string; readonly key: string } };
  readonly demoPins: readonly { readonly staffId: string; readonly roles: readonly string[]; readonly pin: string }[];
}

const { values } = parseArgs({ options: { house: { type: 'string' } } });
const house = JSON.parse(values.house ?? '') as House;
const say = (text: string): void => console.log(`  · ${text}`);
const money = (minor: number): string => `¥${(minor / 100).toFixed(2)}`;
const urlOf = (screen: string): string => house.store.entryUrls.find((one) => one.screen === screen)!.url;
const pinOf = (role: string): { staffId: string; pin: string } => {
  const found = house.demoPins.find((one) => one.roles.includes(role))!;
  return { staffId: found.staffId, pin: found.pin };
};

const bench = benchHands(house.store.bench);
const kiosk = await enterStore(urlOf('lane1'));
const attendant = await enterStore(urlOf('attendant'));
const office = await enterStore(urlOf('back-office'));
const headOffice = await enterHeadOffice(house.headOffice);
const people: readonly Person[] = [kiosk, attendant, office];

try {
  const product = async (text: string, fits: (one: ShopProduct) => boolean): Promise<ShopProduct> => {
    const found = (await kiosk.ask('searchProducts', { text, category: null })).find(fits);
    if (!found) throw new Error(`The demo catalogue has no ${text}`);
    return found;
  };
  const milk = await product('milk', (one) => one.soldBy === 'each' && one.ageLimitYears === null && one.priceMinor !== null);
  const fruit = await product('', (one) => one.soldBy === 'weight' && one.priceMinor !== null);
  const { products } = await office.until('stock', {}, 'the stock list', (view) => view.products.length > 0);
  const drink = products.find((one) => one.product.ageLimitYears !== null)!.product;
  const shirt = products.find((one) => one.product.picture.shape === 'shirt' && one.product.gtin.startsWith('09520123'))?.product ?? null;
  const tags = shirt ? ['7', '8'].map((serial) => encodedTag(shirt.gtin, serial)) : [];

  // The store may have traded before: what counts is what this run adds.
  const before = await office.ask('reconcile', {});
  const floor: ShopFloor = {
    lane: () => ({ laneId: 'lane1', person: kiosk }), attendant, attendantPin: pinOf('attendant'), bench, beforeStep: async () => undefined,
  };
  say('barcode scanner on its serial port, scale, RFID pad, attendant, QR payment, receipt printer');
  const first = await playVisit(floor, {
    visitId: 'first', startsAtMs: 0, lane: 1, steps: [
      { kind: 'scan', gtin: milk.gtin, productId: milk.productId },
      { kind: 'set-quantity', productId: milk.productId, quantity: 3 },
      { kind: 'weigh', productId: fruit.productId, grams: 488 },
      ...(shirt ? [{ kind: 'rfid-basket' as const, items: tags.map((epc) => ({ productId: shirt.productId, epc })) }] : []),
      { kind: 'scan', gtin: drink.gtin, productId: drink.productId },
      { kind: 'age-check', productId: drink.productId, ageLimit: drink.ageLimitYears!, isOldEnough: true },
      { kind: 'suspend' }, { kind: 'resume' },
      { kind: 'pay-qr', provider: 'wechat-pay', authCode: '134567890123456789' },
    ],
  }, new Map());
  say(`receipt ${first.receiptNumber}, ${money(first.totalMinor)}, on paper`);

  say('USB-HID scanner, cash and the drawer');
  await bench.do('lane-1-scanner-hid', 'scan', { text: milk.gtin.slice(1), aimId: 'E0' });
  await kiosk.until('lane', { laneId: 'lane1' }, 'the HID scan', (view) => (view.basket?.lines.length ?? 0) === 1);
  const second = await playVisit(floor, { visitId: 'second', startsAtMs: 0, lane: 1, steps: [{ kind: 'pay-cash', tendered: 'next-note' }] }, new Map());
  say(`receipt ${second.receiptNumber}, ${money(second.totalMinor)}`);

  say('goods taken back against a receipt');
  await playVisit(floor, { visitId: 'third', startsAtMs: 0, lane: 1, steps: [{ kind: 'return-sale', visitId: 'second' }] }, new Map([['second', second.receiptNumber!]]));

  if (shirt) {
    say('exit gate: paid goods pass, unpaid goods sound the alarm');
    await bench.do('exit-gate', 'cross', { epcs: [tags[0]!], walkMs: 600 });
    await bench.do('exit-gate', 'cross', { epcs: [encodedTag(shirt.gtin, '99')], walkMs: 600 });
    const alarm = await attendant.until('attendant', {}, 'the gate alarm', (view) => view.gateAlarms.length > 0);
    if (alarm.gateAlarms.length !== 1) throw new Error(`The gate sounded ${alarm.gateAlarms.length} times for one unpaid item`);
  }

  say('price rise at head office: the till waits for the shelf label’s own word');
  const labelled = (await office.until('labels', {}, 'labels that show their price', (view) => view.labels.some((label) => label.product !== null && label.state === 'shown'), 60_000)).labels.find((label) => label.state === 'shown' && label.product !== null)!;
  const risen = labelled.wantedMinor! + 100;
  await headOffice.send('setPrice', { productId: labelled.product!.productId, amountMinor: risen, validFromMs: null, storeIds: null });
  await office.until('labels', {}, 'the label showing the new price', (view) => view.labels.some((label) => label.labelId === labelled.labelId && label.shownMinor === risen), 60_000);
  await office.until('stock', {}, 'the till charging it', (view) => view.products.some((one) => one.product.productId === labelled.product!.productId && one.product.priceMinor === risen), 20_000);

  say('forecast: the ONNX model proposes an order, a manager approves it, head office sees it');
  await office.send('forecastNow', {});
  const orders = await office.until('orders', {}, 'proposed orders', (view) => view.forecast !== null && !view.forecasting && view.suppliers.length > 0, 60_000);
  const supplier = orders.suppliers[0]!;
  await office.send('approveOrder', { supplierId: supplier.supplierId, staffId: pinOf('store-manager').staffId, lines: supplier.lines.map((line) => ({ productId: line.product.productId, units: line.proposedUnits })) });
  await headOffice.until('orders', { storeId: null }, 'the approved order', (view) => view.orders.length > 0);

  say('reconciling');
  await office.until('link', {}, 'nothing waiting for head office', (view) => view.state === 'in-step' && view.waiting === 0, 30_000);
  const books = await office.ask('reconcile', {});
  const todayMinor = (await office.until('today', {}, 'today’s takings', () => true)).takingsMinor;
  const chain = await headOffice.until('chain', {}, 'head office at the same figures', (view) => view.stores.some((one) => one.arrivedTakingsMinor === todayMinor && one.quarantined === 0), 20_000);
  const arrived = chain.stores.find((one) => one.arrivedTakingsMinor === todayMinor)!;
  const fromModel = orders.forecast!.products - orders.forecast!.byFallback;
  const reconciled = books.equal && books.sales - before.sales === 2 && books.returns - before.returns === 1;
  say(`journal ${money(books.takings.journalMinor)} = takings ${money(books.takings.followerMinor)}; today ${money(todayMinor)} = head office ${money(arrived.arrivedTakingsMinor)}; ${books.stock.journalMovements} stock movements; ${books.receipts.printed} of ${books.receipts.journal} receipts on paper; ${fromModel} products forecast by the model`);
  console.log(JSON.stringify({ reconciled, sales: books.sales - before.sales, returns: books.returns - before.returns, takingsMinor: books.takings.journalMinor, headOfficeMinor: arrived.arrivedTakingsMinor, receiptsPrinted: books.receipts.printed, stockMovements: books.stock.journalMovements, forecastByModel: fromModel }));
  process.exitCode = reconciled ? 0 : 1;
} catch (error) {
  console.log(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
  console.log(JSON.stringify({ reconciled: false, error: error instanceof Error ? error.message.slice(0, 300) : String(error) }));
  process.exitCode = 1;
} finally {
  for (const person of people) person.leave();
  headOffice.leave();
}

function encodedTag(gtinText: string, serial: string): string {
  const gtin = parseGtin(gtinText);
  const epc = gtin.ok ? encodeSgtin96({ gtin: gtin.value, companyPrefixDigits: 7, serial, filter: 1 }) : null;
  if (!epc?.ok) throw new Error(`No tag can be written for ${gtinText}`);
  return epc.value.toUpperCase();
}
