import type { EntryBody } from 'retail-model/journal/entry.ts';
import { sharedDocuments } from './catalogue-rows.ts';
import type { HqView } from './hq-view.ts';
import { namesOf, readStores } from './store-figures.ts';

const ORDERS = 200;

/** Orders that stores have approved, as their journals say. */
export const ordersView: HqView<'orders'> = async (parts, { storeId }) => {
  const stores = await readStores(parts);
  const supplierNames = new Map((await sharedDocuments(parts, 'suppliers', 5000)).map((supplier) => [supplier.id, supplier.names]));
  const productNames = new Map((await sharedDocuments(parts, 'products', 200_000)).map((product) => [product.id, product.names]));
  let query = parts.storage.db.selectFrom('orders').selectAll().orderBy('approvedAtMs', 'desc').limit(ORDERS);
  if (storeId !== null) query = query.where('storeId', '=', storeId);
  const orders = (await query.execute()).map((row) => {
    const body = JSON.parse(row.bodyText) as EntryBody<'order-approved'>;
    const store = stores.find((one) => one.storeId === row.storeId)!;
    return {
      orderId: row.orderId, entryId: row.entryId, storeId: row.storeId, storeNames: namesOf(store), supplierId: row.supplierId, supplierNames: supplierNames.get(row.supplierId) ?? null,
      lines: body.lines.map((line) => ({ ...line, names: productNames.get(line.productId) ?? null })),
      totalMinor: body.lines.reduce((sum, line) => sum + line.costMinor, 0),
      expectedOn: body.expectedOn, approvedAtMs: row.approvedAtMs, receivedAtMs: row.receivedAtMs, staffId: body.staffId, modelVersion: body.modelVersion,
    };
  });
  const ages = stores.filter((store) => storeId === null || store.storeId === storeId).map((store) => store.lastHeardMs);
  return { nowMs: parts.nowMs(), asOfMs: ages.length === 0 || ages.includes(null) ? null : Math.min(...(ages as number[])), orders };
};
