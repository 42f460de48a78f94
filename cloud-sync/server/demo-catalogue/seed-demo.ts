import type { Words } from 'retail-model/text/words.ts';
import type { CloudLog } from '../cloud-log.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';
import { EVERY_STORE, putDocuments, type ReferenceDocument } from '../storage/reference-documents.ts';
import { demoPrices, demoProducts, demoPromotions } from './demo-catalogue.ts';
import { demoMembers, demoPins, demoSettings, demoStoreSettings, demoStores, demoSuppliers } from './demo-people.ts';

export interface SeedParts { readonly storage: CloudStorage; readonly nowMs: () => number; readonly hashPin: (pin: string) => Promise<string>; readonly log: CloudLog }

/** Fills a database that has no products yet. A second start finds them and changes nothing: a price set since then stays. */
export async function seedDemo({ storage, nowMs, hashPin, log }: SeedParts): Promise<void> {
  const there = await storage.db.selectFrom('documents').select('id').where('collection', '=', 'products').limit(1).executeTakeFirst();
  if (there !== undefined) return;
  const staff = await Promise.all(demoPins.map(async ({ staffId, names, roles, pin }) => ({ id: staffId, names, roles, pinHash: await hashPin(pin), active: true })));
  const shared: ReferenceDocument[] = [
    ...demoSettings.map((body) => ({ collection: 'settings', body, scope: EVERY_STORE }) as const),
    ...demoSuppliers.map((body) => ({ collection: 'suppliers', body, scope: EVERY_STORE }) as const),
    ...staff.map((body) => ({ collection: 'staff', body, scope: EVERY_STORE }) as const),
    ...demoMembers.map((body) => ({ collection: 'members', body, scope: EVERY_STORE }) as const),
    ...demoProducts.map((body) => ({ collection: 'products', body, scope: EVERY_STORE }) as const),
    ...demoPrices.map((body) => ({ collection: 'prices', body, scope: EVERY_STORE }) as const),
    ...demoPromotions.map((body) => ({ collection: 'promotions', body, scope: EVERY_STORE }) as const),
  ];
  await storage.write((transaction) => putDocuments(transaction, [...shared, ...demoStores.flatMap(({ storeId, names }) => storeSettings(storeId, names))], nowMs()));
  log.info('demo-seeded', { products: demoProducts.length });
}

const storeSettings = (storeId: string, names: Words): readonly ReferenceDocument[] => demoStoreSettings(names).map((body) => ({ collection: 'settings', body, scope: storeId }));
