import type { ChainStore } from 'retail-model/api/hq-snapshots.ts';
import type { HqView } from './hq-view.ts';
import { chainStores, dayFigures } from './store-figures.ts';

/** The chain at a glance. `asOfMs` is the oldest of the stores' ages, since a sum is as old as its oldest part; null while a store was never heard. */
export const chainView: HqView<'chain'> = async (parts, _params, { storeId }) => {
  const stores = (await chainStores(parts)).filter((store) => storeId === null || store.storeId === storeId);
  const sum = (figure: (store: ChainStore) => number) => stores.reduce((total, store) => total + figure(store), 0);
  const ages = stores.map((store) => store.asOfMs);
  return {
    nowMs: parts.nowMs(),
    asOfMs: ages.length === 0 || ages.includes(null) ? null : Math.min(...(ages as number[])),
    stores,
    totals: {
      stores: stores.length, live: sum((store) => (store.link === 'live' ? 1 : 0)), takingsTodayMinor: sum((store) => store.takingsTodayMinor), basketsToday: sum((store) => store.basketsToday),
      stockOuts: sum((store) => store.stockOuts), devicesInTrouble: sum((store) => store.devicesInTrouble), entriesWaiting: sum((store) => store.entriesWaiting),
      quarantined: sum((store) => store.quarantined), ordersToday: sum((store) => store.ordersToday),
    },
    days: await dayFigures(parts, storeId),
  };
};
