import { setTimeout as delay } from 'node:timers/promises';
import { openChain, saleOf } from 'cloud-sync/server/test-head-office.ts';
import { percentile } from '../bench/bench-report.ts';
import { inFolder } from '../head-office/store-and-head-office.ts';
import { openOfficeReader } from '../sync/arrived.ts';
import { forkHeadOffice } from '../sync/head-office-process.ts';
import { openLightStore, type LightStore } from '../sync/light-store.ts';
import { startPostgres } from '../sync/postgres-server.ts';
import { story } from './story.ts';

const ALL_CURRENT_WITHIN_MS = 5 * 60_000;
const MOST_FAILED_SHARE = 0.01;
const CATALOGUE = ['products', 'prices', 'promotions', 'staff', 'suppliers', 'settings'] as const;

/**
 * Every store of a chain comes back in the same second, each with an hour of entries and a catalogue to fetch, against one real server.
 * `postgres` 1: on a real PostgreSQL. Answers of "come back later" are counted beside failures, which must stay below one in a hundred.
 */
export const storm = story({ stores: 500, entries: 100, postgres: 0 }, ({ stores: many, entries, postgres }, say) => inFolder(async (folder) => {
  const database = postgres === 0 ? null : await startPostgres();
  const office = await forkHeadOffice(folder, 0, database?.url ?? null);
  const reader = await openOfficeReader(folder, database?.url ?? null);
  const stores: LightStore[] = [];
  try {
    for (let n = 1; n <= many; n += 1) {
      const storeId = `c${String(n).padStart(4, '0')}`;
      stores.push(await openLightStore(office.origin, storeId, await office.newStore(storeId)));
    }
    const journals = stores.map(({ storeId }) => { const chain = openChain(storeId); return Array.from({ length: entries }, () => saleOf(chain, 'tea', 1)); });
    say(`${many} stores enrolled, each with ${entries} entries to send; now all at once`);

    const startedMs = performance.now();
    let pulled = 0;
    const currentAfterMs = await Promise.all(stores.map(async (store, n) => {
      await delay((n * 1000) / many);
      store.connect();
      const [, documents] = await Promise.all([store.push(journals[n]!), store.pull(CATALOGUE)]);
      pulled += documents;
      return performance.now() - startedMs;
    }));
    const arrived = await reader.arrived();
    const sum = (what: (store: LightStore) => number): number => stores.reduce((total, store) => total + what(store), 0);
    const requests = sum((store) => store.counts.requests + 2 * store.counts.connects);
    const failed = sum((store) => store.counts.failed);
    const failedShare = failed / requests;
    const allCurrentMs = Math.round(Math.max(...currentAfterMs));
    const ok = arrived.entries === many * entries && arrived.distinct === arrived.entries && arrived.gapless && arrived.quarantined + arrived.parked === 0 && failedShare < MOST_FAILED_SHARE && allCurrentMs < ALL_CURRENT_WITHIN_MS;
    return { ok, counts: { storage: postgres === 0 ? 'embedded' : 'postgres', arrived: arrived.entries, doubled: arrived.entries - arrived.distinct, salesInTakings: arrived.salesInTakings, gapless: arrived.gapless, requests, failed, failedShare: Number(failedShare.toFixed(4)), toldToComeBack: sum((store) => store.counts.busy), pulledDocuments: pulled, currentP50Ms: Math.round(percentile(currentAfterMs, 0.5)), allCurrentMs } };
  } finally {
    for (const store of stores) store.close();
    await reader.close();
    await office.close();
    await database?.close();
  }
}));
