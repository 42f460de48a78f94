import { setTimeout as delay } from 'node:timers/promises';
import type { LaneView } from 'retail-model/api/store-views.ts';
import { demoProducts } from 'cloud-sync/server/demo-catalogue/demo-catalogue.ts';
import { seededRandom } from 'simulators/seeded-random.ts';
import type { OpenHouse } from '../parts/open-house.ts';
import { enterStore, type Person } from '../parts/person.ts';
import { inHouse } from './in-house.ts';
import { story } from './story.ts';

const laneId = 'lane1';
const LONGEST_CUT_DELAY_MS = 25;
const goods = demoProducts.filter((product) => product.soldBy === 'each' && product.ageLimitYears === null);

/**
 * The store loses its power again and again: with goods in the basket, and in the instants round the payment. What a screen has shown
 * is there afterwards, every basket is sold exactly once, and the books add up.
 */
export const powerCut = story({ seed: 1, times: 5 }, ({ seed, times }, say) => inHouse({ seed, lanes: 1, labels: 0, clock: 'real', store: 'own-process', products: null, headOffice: true, inference: false }, async (house) => {
  const random = seededRandom(seed);
  const counts = { cuts: 0, linesShown: 0, linesLost: 0, baskets: 0, salesLost: 0, salesDoubled: 0, slowestStartMs: 0 };
  let person = await enterStore(house.store().entryUrl(laneId));
  const cutAndStart = async (): Promise<void> => {
    person.leave();
    await house.cutPower();
    counts.cuts += 1;
    const started = performance.now();
    person = await enterStore((await house.startStore()).entryUrl(laneId));
    counts.slowestStartMs = Math.max(counts.slowestStartMs, Math.round(performance.now() - started));
  };

  for (let basket = 1; basket <= times; basket += 1) {
    const wanted = Array.from({ length: random.integer(1, 4) }, () => random.pick(goods));
    for (const product of wanted) await scanned(house, person, product.gtin);
    const shown = unitsIn(await person.until('lane', { laneId }, 'the basket', (view) => view.basket !== null));
    counts.linesShown += shown;
    await cutAndStart();
    const found = unitsIn(await person.until('lane', { laneId }, 'a lane', () => true));
    counts.linesLost += Math.max(0, shown - found);
    say(`basket ${basket}: ${shown} shown, power cut, ${found} there`);

    await person.send('startPayment', { laneId });
    const { tender } = await person.until('lane', { laneId }, 'the amount due', (view) => view.tender !== null);
    const paying = person.send('payCash', { laneId, givenMinor: tender!.cashDueMinor }).catch(() => undefined);
    await delay(random.integer(0, LONGEST_CUT_DELAY_MS));
    await cutAndStart();
    await paying;
    await finished(person, tender!.cashDueMinor);
    counts.baskets += 1;
  }

  const office = await enterStore(house.store().entryUrl('back-office'));
  await office.until('link', {}, 'nothing waiting for head office', (view) => view.state === 'in-step' && view.waiting === 0, 60_000);
  let books = await office.ask('reconcile', {});
  for (let tries = 0; books.receipts.waiting > 0 && tries < 60; tries += 1) {
    await delay(500);
    books = await office.ask('reconcile', {});
  }
  office.leave();
  person.leave();
  counts.salesLost = Math.max(0, counts.baskets - books.sales);
  counts.salesDoubled = Math.max(0, books.sales - counts.baskets);
  return { ok: counts.linesLost === 0 && counts.salesLost === 0 && counts.salesDoubled === 0 && books.equal, counts: { ...counts, booksEqual: books.equal, takingsMinor: books.takings.journalMinor, receiptsPrinted: books.receipts.printed } };
}));

const unitsIn = (view: LaneView): number => view.basket?.lines.reduce((sum, line) => sum + line.units, 0) ?? 0;

async function scanned(house: OpenHouse, person: Person, gtin: string): Promise<void> {
  const before = unitsIn(await person.until('lane', { laneId }, 'a lane', (view) => view.state === 'idle' || view.state === 'selling'));
  // The same code sooner would be taken for a stutter of the scanner; a port that was just opened may still be settling.
  for (let tries = 0; tries < 20; tries += 1) {
    await delay(260);
    await house.bench.do('lane-1-scanner', 'scan', { text: gtin.slice(1), aimId: 'E0' });
    if (await person.until('lane', { laneId }, 'the scan', (view) => unitsIn(view) > before, 3_000).then(() => true, () => false)) return;
  }
  throw new Error(`The scan of ${gtin} never arrived`);
}

/** Brings the basket that was being paid to its end, wherever the cut left it. */
async function finished(person: Person, dueMinor: number): Promise<void> {
  const left = await person.until('lane', { laneId }, 'a lane at rest', (view) => view.state !== 'committing');
  if (left.state === 'tendering') await person.send('payCash', { laneId, givenMinor: dueMinor });
  await person.until('lane', { laneId }, 'paid', (view) => view.finished !== null || view.state === 'idle');
  await person.send('finish', { laneId }).catch(() => undefined);
  await person.until('lane', { laneId }, 'a free lane', (view) => view.state === 'idle');
}
