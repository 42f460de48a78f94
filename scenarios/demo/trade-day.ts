import type { Reconciliation } from 'retail-model/api/store-views.ts';
import { faultPlan, type PlannedFault } from 'simulators/fault-plan.ts';
import { shopperDay, type ShopperVisit } from 'simulators/shoppers.ts';
import { enterHeadOffice } from '../parts/head-office-person.ts';
import type { OpenHouse } from '../parts/open-house.ts';
import { enterStore, type Person } from '../parts/person.ts';
import { playVisit, type ShopFloor } from '../parts/play-visit.ts';
import type { SteppedClock } from '../parts/stepped-clock.ts';

export interface DayOptions {
  readonly seed: number;
  readonly hours: number;
  /** How many times faster than the clock on the wall; the day waits for the wall, never the wall for the day. */
  readonly speed: number;
  readonly startMs: number;
  readonly lanes: number;
  readonly attendantPin: { readonly staffId: string; readonly pin: string };
  readonly managerId: string;
  readonly memberCodes: readonly string[];
  readonly clock: SteppedClock;
  readonly onProgress: (progress: { readonly visit: number; readonly of: number; readonly atMs: number; readonly what: string }) => void;
}

export interface TradedDay {
  readonly books: Reconciliation;
  readonly visits: number;
  readonly sales: number;
  readonly soldMinor: number;
  readonly returns: number;
  readonly faults: number;
  readonly priceChanges: number;
  readonly headOffice: { readonly takingsMinor: number; readonly baskets: number; readonly stockUnits: number; readonly headsEqual: boolean; readonly quarantined: number };
  readonly paper: { readonly cuts: number };
}

const VISITS_PER_HOUR = 20;
const STEP_MS = 3_000;
const PRICE_CHANGES = [{ share: 0.12, byMinor: 100 }, { share: 0.8, byMinor: -100 }];

/** Trades a seeded day through the real wires of an open house, with its faults, and reckons it up at the end. */
export async function tradeDay(house: OpenHouse, options: DayOptions): Promise<TradedDay> {
  const { bench } = house;
  const { clock, startMs } = options;
  const store = house.store();
  const lanes = await Promise.all(Array.from({ length: options.lanes }, async (_, index) => ({ laneId: `lane${index + 1}`, person: await enterStore(store.entryUrl(`lane${index + 1}`)) })));
  const attendant = await enterStore(store.entryUrl('attendant'));
  const office = await enterStore(store.entryUrl('back-office'));
  const headOffice = await enterHeadOffice(await house.headOffice!.createEntryUrl('hq-admin', 'demonstration'));
  const people: readonly Person[] = [...lanes.map((lane) => lane.person), attendant, office];
  try {
    const visits = await visitsOfDay(office, options);
    const faults = faultPlan({ seed: options.seed, startMs, hours: options.hours, lanes: options.lanes, hasHeadOfficeLink: true, labelGateways: 1, hasPaymentProvider: true });
    const receipts = new Map<string, string>();
    const wallStartMs = performance.now();
    let faultsDone = 0;
    let priceChanges = 0;
    let sales = 0;
    let soldMinor = 0;
    let returns = 0;
    const todo = { faults: [...faults], prices: PRICE_CHANGES.map((one) => ({ ...one, atMs: startMs + one.share * options.hours * 3_600_000 })) };

    /** Everything planned for before `atMs`, each at its own time. */
    async function untilTime(atMs: number): Promise<void> {
      while (todo.faults[0] && todo.faults[0].atMs <= atMs) {
        const fault = todo.faults.shift()!;
        clock.stepTo(Math.max(clock.nowMs(), fault.atMs));
        await makeFault(house, office, fault);
        faultsDone += 1;
      }
      while (todo.prices[0] && todo.prices[0].atMs <= atMs) {
        const change = todo.prices.shift()!;
        clock.stepTo(Math.max(clock.nowMs(), change.atMs));
        await changePrice(office, headOffice, change.byMinor);
        priceChanges += 1;
      }
      const aheadMs = (atMs - startMs) / options.speed - (performance.now() - wallStartMs);
      if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
    }

    const floor: ShopFloor = {
      lane: (number) => lanes[number - 1]!, attendant, attendantPin: options.attendantPin, bench,
      beforeStep: async (visit, step) => clock.stepTo(Math.max(clock.nowMs(), visit.startsAtMs + step * STEP_MS)),
    };
    for (const [index, visit] of visits.entries()) {
      await untilTime(visit.startsAtMs);
      options.onProgress({ visit: index + 1, of: visits.length, atMs: visit.startsAtMs, what: visit.steps.map((step) => step.kind).join(' ') });
      const played = await playVisit(floor, visit, receipts);
      if (played.receiptNumber) {
        receipts.set(visit.visitId, played.receiptNumber);
        sales += 1;
        soldMinor += played.totalMinor;
      }
      returns += played.returned;
    }
    await untilTime(startMs + options.hours * 3_600_000);
    clock.stepTo(Math.max(clock.nowMs(), startMs + options.hours * 3_600_000));

    options.onProgress({ visit: visits.length, of: visits.length, atMs: clock.nowMs(), what: 'closing the day' });
    await bench.do('head-office-link', 'cable', { connected: true });
    for (let lane = 1; lane <= options.lanes; lane += 1) await bench.do(`lane-${lane}-printer`, 'paper', { paper: 'ok' });
    await untilPrinted(office);
    await office.send('closeDay', { staffId: options.managerId });
    await office.until('link', {}, 'nothing waiting for head office', (view) => view.state === 'in-step' && view.waiting === 0, 90_000);
    const books = await office.ask('reconcile', {});
    const storeId = (await office.ask('whoAmI', {})).store.storeId;
    const arrived = await headOffice.until('store', { storeId }, 'the whole day at head office', (view) => books.heads.every((head) => view.terminals.some((one) => one.terminalId === head.terminalId && one.arrivedSequence === head.sequence)), 60_000);
    const chain = await headOffice.until('chain', {}, 'the chain', () => true);
    const one = chain.stores.find((candidate) => candidate.storeId === storeId)!;
    const stock = await headOffice.until('stock', { storeId, search: '', onlyOut: false }, 'the stock', () => true);
    const cuts = (await bench.devices()).filter((device) => device.kind === 'receipt-printer').reduce((sum, device) => sum + Number(device.state['cuts'] ?? 0), 0);
    return {
      books, visits: visits.length, sales, soldMinor, returns, faults: faultsDone, priceChanges,
      headOffice: {
        takingsMinor: arrived.days.reduce((sum, day) => sum + day.takingsMinor, 0), baskets: arrived.days.reduce((sum, day) => sum + day.sales, 0),
        stockUnits: stock.rows.reduce((sum, row) => sum + row.stores.reduce((units, at) => units + (at.storeId === storeId ? at.onHandUnits : 0), 0), 0),
        headsEqual: true, quarantined: one.quarantined,
      },
      paper: { cuts },
    };
  } finally {
    for (const person of people) person.leave();
    headOffice.leave();
  }
}

async function visitsOfDay(office: Person, options: DayOptions): Promise<readonly ShopperVisit[]> {
  const { products } = await office.until('stock', {}, 'the catalogue', (view) => view.products.length > 0);
  const sellable = products.filter((one) => one.product.priceMinor !== null && one.onHandUnits > 0);
  const day = shopperDay({
    seed: options.seed, hours: options.hours, lanes: options.lanes, startMs: options.startMs, visitsPerHour: VISITS_PER_HOUR, memberCodes: [...options.memberCodes],
    products: sellable.map(({ product }, index) => ({
      productId: product.productId, gtin: product.gtin, soldBy: product.soldBy, ageLimit: product.ageLimitYears, rfid: product.gtin.startsWith('09520123'), typicalGrams: 400, popularity: 1 + ((index * 7) % 10),
    })),
  });
  return day.map((visit) => ({ ...visit, steps: visit.steps.map((step) => (step.kind === 'pay-qr' && step.provider === 'alipay' ? { ...step, provider: 'wechat-pay' as const, authCode: `13${step.authCode.slice(-16).padStart(16, '0')}` } : step)) }));
}

/** Makes the fault and waits until the store has noticed, so that what follows is the same in every run. */
async function makeFault(house: OpenHouse, office: Person, fault: PlannedFault): Promise<void> {
  const device = house.simulators.devices.find((one) => one.role === fault.deviceRole);
  if (!device) return;
  await house.bench.do(device.id, fault.verb, fault.body);
  if (fault.verb !== 'cable' || device.id === 'head-office-link') return;
  const wanted = fault.body['connected'] === true ? 'online' : 'offline';
  await office.until('devices', {}, `${device.id} ${wanted}`, (view) => view.devices.some((one) => one.deviceId === device.id && one.power === wanted), 20_000);
}

/** Head office changes the price of a labelled product; the till follows when it may. */
async function changePrice(office: Person, headOffice: Awaited<ReturnType<typeof enterHeadOffice>>, byMinor: number): Promise<void> {
  const { labels } = await office.until('labels', {}, 'the labels', (view) => view.labels.some((label) => label.product !== null && label.state === 'shown'), 60_000);
  const label = labels.filter((one) => one.product !== null && one.wantedMinor !== null).sort((a, b) => (a.labelId < b.labelId ? -1 : 1))[byMinor > 0 ? 0 : 1]!;
  const amountMinor = label.wantedMinor! + byMinor;
  await headOffice.send('setPrice', { productId: label.product!.productId, amountMinor, validFromMs: null, storeIds: null });
  await office.until('stock', {}, `the till charging ${amountMinor}`, (view) => view.products.some((one) => one.product.productId === label.product!.productId && one.product.priceMinor === amountMinor), 180_000);
}

async function untilPrinted(office: Person): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    if ((await office.ask('reconcile', {})).receipts.waiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
