import type { HqView } from './hq-view.ts';
import { productsMatching } from './catalogue-rows.ts';
import { backlogOf, namesOf, readStores } from './store-figures.ts';

const ROWS = 500;

/** On hand by product and store: what has arrived, stamped with each store's age and with what still waits there. */
export const stockView: HqView<'stock'> = async (parts, { storeId, search, onlyOut }) => {
  const stores = (await readStores(parts)).filter((store) => storeId === null || store.storeId === storeId);
  let query = parts.storage.db.selectFrom('stock').selectAll();
  if (storeId !== null) query = query.where('storeId', '=', storeId);
  const byProduct = Map.groupBy(await query.execute(), (row) => row.productId);
  const products = (await productsMatching(parts, search)).filter(({ id }) => !onlyOut || (byProduct.get(id) ?? []).some((row) => row.units <= 0));
  const rows = products.slice(0, ROWS).map(({ id, names, category, soldBy }) => ({
    productId: id, names, category, soldBy,
    stores: stores.map((store) => {
      const sum = byProduct.get(id)?.find((row) => row.storeId === store.storeId);
      return { storeId: store.storeId, onHandUnits: sum?.units ?? 0, lastMovementMs: sum?.lastMovementMs ?? null };
    }),
  }));
  const ages = stores.map((store) => store.stateReceivedAtMs ?? store.lastHeardMs);
  return {
    nowMs: parts.nowMs(), asOfMs: ages.length === 0 || ages.includes(null) ? null : Math.min(...(ages as number[])),
    stores: stores.map((store) => ({ storeId: store.storeId, names: namesOf(store), asOfMs: store.stateReceivedAtMs ?? store.lastHeardMs, entriesWaiting: backlogOf(parts, store).entriesWaiting })),
    rows, matching: products.length,
  };
};
