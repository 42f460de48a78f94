import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { demoSettings, demoStoreSettings, demoSuppliers } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import { openStoreKeys } from 'edge-app/store-runtime/keys.ts';
import { openStoreData } from 'edge-app/store-runtime/open-store-data.ts';
import type { Price, Product } from 'retail-model/catalog/documents.ts';
import { gs1CheckDigit } from 'retail-model/gs1/gtin.ts';
import { seededRandom } from 'simulators/seeded-random.ts';

const DOCUMENTS_AT_ONCE = 2_000;
/** GS1's example prefix, which no real item carries. */
const EXAMPLE_PREFIX = '952';

/** The GTIN-13 of the made-up product with that number, from 0. */
export function madeUpGtin(number: number): string {
  const body = `${EXAMPLE_PREFIX}${String(number + 1).padStart(9, '0')}`;
  return `${body}${gs1CheckDigit(body)}`;
}

/** Puts `count` made-up products with prices into a store that does not run. A store that has products already is left as it is. */
export async function stockLargeCatalogue(place: { readonly storeId: string; readonly names: { readonly zh: string; readonly en: string }; readonly dataFolder: string; readonly keyFolder: string; readonly timeZone: string }, count: number, seed: number): Promise<void> {
  const { databaseKey } = openStoreKeys(place.keyFolder, randomBytes, null);
  const data = await openStoreData({
    folder: place.dataFolder, key: databaseKey, storeId: place.storeId, timeZone: place.timeZone, nowMs: Date.now, onCommitted: () => undefined,
    onTrouble: (doing, error) => { throw new Error(`Could not ${doing}`, { cause: error }); },
  });
  const { products, prices, settings, suppliers } = data.collections;
  const isEmpty = (await products.count().exec()) === 0;
  if (isEmpty) {
    await suppliers.bulkInsert([...demoSuppliers]);
    await settings.bulkInsert([...demoSettings, ...demoStoreSettings(place.names)]);
    for (let from = 0; from < count; from += DOCUMENTS_AT_ONCE) {
      const goods = Array.from({ length: Math.min(DOCUMENTS_AT_ONCE, count - from) }, (_, at) => madeUpProduct(from + at, seed));
      await products.bulkInsert(goods);
      await prices.bulkInsert(goods.map((product): Price => ({ id: `${product.id}@1`, productId: product.id, amountMinor: product.costMinor * 2, validFromMs: 0, epoch: 1 })));
      await delay(0);
    }
  }
  await data.close();
}

function madeUpProduct(number: number, seed: number): Product {
  const random = seededRandom(seed).fork(`product-${number}`);
  const shapes = ['bottle', 'can', 'carton', 'bag', 'box', 'jar', 'tube'] as const;
  const category = random.pick(demoSettings.filter((setting) => setting.kind === 'category')).id;
  return {
    id: `made-up-${number}`, gtin: `0${madeUpGtin(number)}`, otherGtins: [], plu: null, names: { zh: `示例商品 ${number + 1}`, en: `Example product ${number + 1}` }, pinyinInitials: 'slsp', category, soldBy: 'each',
    taxRateBasisPoints: 1300, ageLimitYears: null, rfidCompanyPrefixDigits: null, typicalGrams: random.integer(50, 1500), shelfLifeDays: null, supplierId: random.pick(demoSuppliers).id, packUnits: 12,
    costMinor: random.integer(100, 5000), picture: { shape: random.pick(shapes), colour: '#4a7c6f' }, active: true,
  };
}
