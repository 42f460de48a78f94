import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openStoreKeys } from 'edge-app/store-runtime/keys.ts';
import { openStoreData, type StoreData } from 'edge-app/store-runtime/open-store-data.ts';
import type { EntryBody, Fact } from 'retail-model/journal/entry.ts';
import { entryId } from 'retail-model/journal/entry.ts';
import { seededRandom, type SeededRandom } from 'simulators/seeded-random.ts';
import { stockLargeCatalogue } from '../parts/large-catalogue.ts';

const LANES = ['lane1', 'lane2', 'lane3'] as const;
const FACTS_AT_ONCE = 500;
const SEED = 7;
const START_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
export const storeId = 's001';
export const timeZone = 'Asia/Shanghai';
export const names = { zh: '湖滨店', en: 'Lakeside' };

/** A sale of three cans, as a till journals it. */
export function soldBody(random: SeededRandom, products: number, saleId: string, receiptNumber: string): EntryBody<'sale-completed'> {
  const lines = Array.from({ length: 3 }, (_, index) => {
    const productId = `made-up-${random.integer(0, products - 1)}`;
    return { lineId: `${index}`, productId, names: { zh: '示例商品', en: 'Example product' }, soldBy: 'each' as const, units: 1, weightText: null, unitPriceMinor: 280, priceId: `${productId}@1`, discounts: [], amountMinor: 280, taxRateBasisPoints: 1300, taxMinor: 32, epcs: [], enteredBy: 'scan' as const };
  });
  return {
    saleId, receiptNumber, memberId: null, pointsEarned: 0, startedAtMs: 1, staffId: null, approvals: [], language: 'zh-CN', lines,
    totals: { grossMinor: 840, discountMinor: 0, roundingMinor: 0, totalMinor: 840, taxes: [{ rateBasisPoints: 1300, netMinor: 744, taxMinor: 96 }] },
    tenders: [{ kind: 'cash', amountMinor: 840, givenMinor: 900, changeMinor: 60, paymentId: null }],
  };
}

export interface LongTradedStore { readonly dataFolder: string; readonly keyFolder: string; readonly key: Uint8Array }

/** Opens the store's data as the runtime does. `clock` is the store's. */
export const openLongTraded = (place: LongTradedStore, clock: { nowMs: number }): Promise<StoreData> =>
  openStoreData({ folder: place.dataFolder, key: place.key, storeId, timeZone, nowMs: () => clock.nowMs, onCommitted: () => undefined, onTrouble: (doing, error) => { throw new Error(`Could not ${doing}`, { cause: error }); } });

/** A store that has traded for so many entries (half sales, half their receipts) over `products` products; made once in `folder`, through the journal and every follower. */
export async function longTradedStore(folder: string, entries: number, products: number, say: (text: string) => void): Promise<LongTradedStore> {
  const [dataFolder, keyFolder] = [path.join(folder, 'database'), path.join(folder, 'keys')];
  mkdirSync(folder, { recursive: true });
  const place = { dataFolder, keyFolder, key: openStoreKeys(keyFolder, randomBytes, null).databaseKey };
  const done = path.join(folder, `${entries}-entries-${products}-products`);
  if (existsSync(done)) return place;
  say(`Stocking ${products} products …`);
  await stockLargeCatalogue({ storeId, names, dataFolder, keyFolder, timeZone }, products, SEED);
  const clock = { nowMs: START_MS };
  const data = await openLongTraded(place, clock);
  const random = seededRandom(SEED);
  const sequences = new Map(data.journal.heads().map(({ terminalId, sequence }) => [terminalId, sequence]));
  for (let written = [...sequences.values()].reduce((sum, one) => sum + one, 0); written < entries;) {
    const lane = LANES[Math.floor(written / FACTS_AT_ONCE) % LANES.length]!;
    const first = (sequences.get(lane) ?? 0) + 1;
    const facts = Array.from({ length: Math.min(FACTS_AT_ONCE, entries - written) }, (_, index): Fact => {
      const receiptNumber = `${lane}-${first + index - (index % 2)}`;
      return index % 2 === 0
        ? { kind: 'sale-completed', body: soldBody(random, products, `sale-${receiptNumber}`, receiptNumber) }
        : { kind: 'receipt-printed', body: { ofEntryId: entryId(storeId, lane, first + index - 1), receiptNumber, copy: false } };
    });
    await data.journal.appendAll(lane, facts);
    sequences.set(lane, first + facts.length - 1);
    written += facts.length;
    clock.nowMs += 2 * MINUTE_MS;
    if (written % 50_000 === 0) say(`  ${written} entries`);
  }
  await data.followers.caughtUp(new AbortController().signal);
  await data.close();
  writeFileSync(done, '');
  return place;
}
