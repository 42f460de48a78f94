import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openStoreKeys } from 'edge-app/store-runtime/keys.ts';
import { openStoreData } from 'edge-app/store-runtime/open-store-data.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { seededRandom } from 'simulators/seeded-random.ts';
import { openBrowser, openGlass, type Glass } from '../parts/browser.ts';
import { madeUpGtin } from '../parts/large-catalogue.ts';
import { openHouse, type OpenHouse } from '../parts/open-house.ts';
import { enterStore, type Person } from '../parts/person.ts';
import { durationFigure, percentile, thisMachine, type BenchReport } from './bench-report.ts';
import { emptyFrameMs, pageClockMs, watchForLine } from './line-on-glass.ts';
import { rawDurableWriteMs } from './raw-durable-write.ts';
import { wireEchoMs } from './wire-echo.ts';

const SEED = 7;
const PRODUCTS = 50_000;
const BASKETS = 24;
const LINES_A_BASKET = 10;
const PAYMENTS = 100;
const WARM_UP_LINES = 5;
/** Two clocks of one machine that differ by more than this cannot be subtracted. */
const CLOCKS_WITHIN_MS = 2;
const LANE = 'lane1';

interface Measured { readonly toPageMs: number[]; readonly toFrameMs: number[]; readonly frameMs: number[]; readonly toDiskMs: number[] }

/** A shopper's wait at a kiosk of a store with 50,000 products: scanner byte to picture, and money to disk, beside the wire, the frame and the disk alone. */
export async function benchCheckout(say: (text: string) => void): Promise<BenchReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-checkout-'));
  try {
    say(`Stocking a store with ${PRODUCTS} products …`);
    const house = await openHouse({ folder, seed: SEED, lanes: 1, labels: 0, clock: 'real', store: 'own-process', products: PRODUCTS, headOffice: false, inference: false });
    try {
      return await measureHouse(house, folder, say);
    } finally {
      await house.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureHouse(house: OpenHouse, folder: string, say: (text: string) => void): Promise<BenchReport> {
  const scanBytes = Buffer.from(`]E0${madeUpGtin(0)}\r\n`);
  const person = await enterStore(house.store().entryUrl('attendant'));
  const browser = await openBrowser();
  const measured: Measured = { toPageMs: [], toFrameMs: [], frameMs: [], toDiskMs: [] };
  try {
    const glass = await openGlass(browser, house.store().entryUrl(LANE), { width: 1080, height: 1920, touch: true, language: 'zh-CN' });
    await glass.page.locator('.attract').waitFor();
    await expectOneClock(glass);
    say(`Scanning ${BASKETS * LINES_A_BASKET} items, paying ${PAYMENTS} baskets …`);
    await trade(house, glass, person, measured);
    await expectOneClock(glass);
  } finally {
    await browser.close();
    person.leave();
  }
  const echoMs = (await wireEchoMs(scanBytes, 300)).slice(20);
  await house.stopStore();
  const disk = await sameBytesAlone(folder);
  const wire = (share: number) => ({ name: 'the same bytes there and back over a pty', valueMs: percentile(echoMs, share) });
  const raw = (share: number) => ({ name: 'raw better-sqlite3, the same bytes, FULL', valueMs: percentile(disk, share) });
  const frame = (share: number) => ({ name: 'the page’s smallest change → its frame', valueMs: percentile(measured.frameMs, share) });
  const { toFrameMs, toPageMs, toDiskMs } = measured;
  return {
    bench: 'checkout',
    machine: { ...thisMachine(), products: PRODUCTS, scans: toFrameMs.length, payments: toDiskMs.length },
    figures: [
      durationFigure('last scan byte written → frame with the line, p50', percentile(toFrameMs, 0.5), frame(0.5), 15),
      durationFigure('last scan byte written → frame with the line, p99', percentile(toFrameMs, 0.99), frame(0.99), 50),
      durationFigure('last scan byte written → line in the page, p50', percentile(toPageMs, 0.5), wire(0.5), 15),
      durationFigure('last scan byte written → line in the page, p99', percentile(toPageMs, 0.99), wire(0.99), 50),
      durationFigure('cash given → sale on the disk and shown paid, p50', percentile(toDiskMs, 0.5), raw(0.5), 30),
      durationFigure('cash given → sale on the disk and shown paid, p99', percentile(toDiskMs, 0.99), raw(0.99), 30),
    ],
  };
}

async function trade(house: OpenHouse, glass: Glass, person: Person, measured: Measured): Promise<void> {
  const random = seededRandom(SEED);
  const numbers = new Set<number>();
  while (numbers.size < BASKETS * LINES_A_BASKET + PAYMENTS + WARM_UP_LINES) numbers.add(random.integer(0, PRODUCTS - 1));
  const next = numbers.values();
  const scan = async (): Promise<void> => {
    const number = next.next().value!;
    const seen = await watchForLine(glass.page, `示例商品 ${number + 1}`);
    // People and frames keep no step: the next scan comes at any point of a frame.
    await delay(30 + random.integer(0, 40) + random.next());
    const { value } = (await house.bench.do('lane-1-scanner', 'scan', { text: madeUpGtin(number), aimId: 'E0' })) as { value: { lastByteAtMs: number } };
    const { inPageMs, framedMs } = await seen();
    measured.toPageMs.push(inPageMs - value.lastByteAtMs);
    measured.toFrameMs.push(framedMs - value.lastByteAtMs);
  };
  const pay = async (): Promise<void> => {
    await person.send('startPayment', { laneId: LANE });
    const { tender } = await person.until('lane', { laneId: LANE }, 'the amount due', (view) => view.tender !== null);
    const started = performance.now();
    const paid = person.until('lane', { laneId: LANE }, 'paid', (view) => view.finished !== null);
    await Promise.all([person.send('payCash', { laneId: LANE, givenMinor: tender!.cashDueMinor }), paid.then(() => measured.toDiskMs.push(performance.now() - started))]);
    await person.until('lane', { laneId: LANE }, 'the receipt on paper', (view) => view.finished === null || view.finished.printing === 'printed');
    await house.bench.do('lane-1-printer', 'drawer', { open: false });
    await person.send('finish', { laneId: LANE });
    await person.until('lane', { laneId: LANE }, 'a free lane', (view) => view.state === 'idle');
  };

  for (let line = 0; line < WARM_UP_LINES; line += 1) await scan();
  await pay();
  for (const taken of Object.values(measured) as number[][]) taken.length = 0;
  for (let basket = 0; basket < PAYMENTS; basket += 1) {
    for (let line = 0; line < (basket < BASKETS ? LINES_A_BASKET : 1); line += 1) await scan();
    measured.frameMs.push(await emptyFrameMs(glass.page), await emptyFrameMs(glass.page));
    await pay();
  }
}

/** Throws unless the page's clock and ours agree; the simulators' clock is read from the same system clock as ours. */
async function expectOneClock(glass: Glass): Promise<void> {
  let widestMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 20; round += 1) {
    const before = performance.timeOrigin + performance.now();
    const there = await pageClockMs(glass.page);
    const after = performance.timeOrigin + performance.now();
    widestMs = Math.min(widestMs, Math.max(before - there, there - after, 0));
  }
  if (widestMs > CLOCKS_WITHIN_MS) throw new Error(`The page's clock is ${widestMs.toFixed(1)} ms away from ours: nothing that crosses can be measured`);
}

/** The journalled sales of the run, written once more by raw SQLite on the same disk. */
async function sameBytesAlone(folder: string): Promise<readonly number[]> {
  const place = path.join(folder, 's001');
  const key = openStoreKeys(path.join(place, 'keys'), randomBytes, null).databaseKey;
  const data = await openStoreData({ folder: path.join(place, 'database'), key, storeId: 's001', timeZone: 'Asia/Shanghai', nowMs: Date.now, onCommitted: () => undefined, onTrouble: (doing, error) => { throw new Error(doing, { cause: error }); } });
  const sales = data.newestEntries(5_000).filter((entry: JournalEntry) => entry.kind === 'sale-completed').map((entry) => JSON.stringify(entry));
  await data.close();
  return rawDurableWriteMs(path.join(place, 'database', 'raw.sqlite'), key, sales);
}
