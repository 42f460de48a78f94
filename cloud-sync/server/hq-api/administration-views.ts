import { productsMatching, sharedDocuments } from './catalogue-rows.ts';
import type { HqView, ViewParts } from './hq-view.ts';
import { namesOf, readStores } from './store-figures.ts';

const PRODUCTS = 500;
const LINES = 200;

/** These views say what head office itself holds, so they are as of now. */
const asOfNow = (nowMs: number) => ({ nowMs, asOfMs: nowMs });

export const meView: HqView<'me'> = async (parts, _params, { role, who, storeId, accountId }) => ({ ...asOfNow(parts.nowMs()), role, who, storeId, demo: parts.demo, accountName: accountId === null ? null : await accountNameOf(parts, accountId) });

const accountNameOf = async ({ storage: { db } }: ViewParts, accountId: string): Promise<string | null> => (await db.selectFrom('accounts').select('accountName').where('accountId', '=', accountId).executeTakeFirst())?.accountName ?? null;

export const enrolmentView: HqView<'enrolment'> = async (parts) => {
  const { db } = parts.storage;
  const nowMs = parts.nowMs();
  return {
    ...asOfNow(nowMs),
    stores: (await readStores(parts)).map((store) => ({ storeId: store.storeId, names: namesOf(store) })),
    openCodes: await db.selectFrom('enrolmentCodes').select(['codeId', 'storeId', 'createdAtMs', 'expiresAtMs']).where('usedByKey', 'is', null).where('withdrawnAtMs', 'is', null).where('expiresAtMs', '>', nowMs).orderBy('createdAtMs', 'desc').limit(LINES).execute(),
    devices: await db.selectFrom('devices').select(['deviceId', 'storeId', 'deviceName', 'enrolledAtMs', 'lastSeenMs', 'revokedAtMs']).orderBy('enrolledAtMs', 'desc').limit(5000).execute(),
  };
};

export const catalogueView: HqView<'catalogue'> = async (parts, { search }) => {
  const products = await productsMatching(parts, search);
  const settings = await sharedDocuments(parts, 'settings', 5000);
  return {
    ...asOfNow(parts.nowMs()),
    products: products.slice(0, PRODUCTS), matching: products.length,
    promotions: await sharedDocuments(parts, 'promotions', 1000),
    suppliers: await sharedDocuments(parts, 'suppliers', 1000),
    staff: (await sharedDocuments(parts, 'staff', 5000)).map(({ id, names, roles, active }) => ({ id, names, roles, active })),
    categories: settings.flatMap((setting) => (setting.kind === 'category' ? [{ id: setting.id, names: setting.names }] : [])),
  };
};

export const auditView: HqView<'audit'> = async (parts) => ({
  ...asOfNow(parts.nowMs()),
  lines: await parts.storage.db.selectFrom('auditLines').selectAll().orderBy('atMs', 'desc').orderBy('auditId', 'desc').limit(LINES).execute(),
});
