import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { takeJournal } from 'cloud-sync/server/intake/take-journal.ts';
import { openEmbeddedStorage } from 'cloud-sync/server/storage/embedded-storage.ts';
import { openChain, saleOf, sha256Hex } from 'cloud-sync/server/test-head-office.ts';

const BATCH = 200;
/** Entries over which the cost at a point is measured. */
const WINDOW = 5000;

export interface CostAt { readonly entries: number; readonly microsecondsPerEntry: number }

/** What head office pays for one entry as its journal grows: intake of real chained sales into the embedded database, in process, measured round each size. */
export async function costOfEntries(folder: string, sizes: readonly number[], say: (text: string) => void): Promise<readonly CostAt[]> {
  const storage = await openEmbeddedStorage(path.join(folder, 'growing.sqlite'));
  try {
    await storage.db.insertInto('stores').values({ storeId: 's001', namesText: '{"zh":"店","en":"Shop"}', createdAtMs: 1, stateText: null, stateReceivedAtMs: null, lastHeardMs: null }).execute();
    const chains = ['lane1', 'lane2', 'lane3', 'lane4'].map((terminalId) => openChain('s001', terminalId));
    const parts = { storage, sha256Hex, newId: randomUUID, nowMs: Date.now };
    const costs: CostAt[] = [];
    let stored = 0;
    for (const size of sizes) {
      const took: number[] = [];
      while (stored < size) {
        const batch = Array.from({ length: BATCH }, () => saleOf(chains[(stored / BATCH) % chains.length]!, `p${stored % 500}`, 1));
        const startedMs = performance.now();
        const taken = await takeJournal(parts, 's001', batch);
        const tookMs = performance.now() - startedMs;
        if (!taken.ok || taken.value.parked + taken.value.quarantined.length > 0) throw new Error('Head office did not take a sound entry');
        stored += BATCH;
        if (stored > size - WINDOW) took.push(tookMs);
      }
      // The median: a shared disk's bad moments are not the journal's size.
      const median = took.toSorted((a, b) => a - b)[took.length >> 1]!;
      costs.push({ entries: size, microsecondsPerEntry: Math.round((median / BATCH) * 1000) });
      say(`${size} entries at head office: ${costs.at(-1)!.microsecondsPerEntry} µs for one more`);
    }
    return costs;
  } finally {
    await storage.close();
  }
}
