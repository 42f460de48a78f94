import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../bench/bench-report.ts';
import { inFolder, newDeviceKey, openTestStore, saleBody, until, type TestStore } from '../head-office/store-and-head-office.ts';
import { openOfficeReader } from '../sync/arrived.ts';
import { forkHeadOffice } from '../sync/head-office-process.ts';
import { story } from './story.ts';

const TERMINALS = ['lane1', 'lane2', 'lane3', 'lane4'] as const;
const WRITTEN_TOGETHER = 250;
const DRAINED_WITHIN_MS = 3600_000;
const WORSE_AT_MOST = 1.2;
/** A busy till: a sale every so often. */
const SALE_EVERY_MS = 40;

/**
 * A store sells for a month without a line. Then the cable is back: each entry arrives once, the present state ahead of all of them and the oldest first,
 * and the till commits as quickly as before. Head office runs in its own process, but on the same cores and disk.
 */
export const monthOffline = story({ entries: 20_000, tillSales: 400 }, ({ entries, tillSales }, say) => inFolder(async (folder) => {
  let office = await forkHeadOffice(folder);
  const { port, origin } = office;
  const store = await openTestStore({ folder: `${folder}/store`, storeId: 's001', origin, privateKey: newDeviceKey(), code: await office.newStore('s001') });
  const reader = await openOfficeReader(folder, null);
  try {
    await until(() => store.replication.link().state, (state) => state === 'in-step');
    await office.close();
    await until(() => store.replication.link().state, (state) => state === 'offline');
    const { sinceMs } = store.replication.link();

    const wroteMs = await timed(async () => {
      for (let written = 0; written < entries; written += WRITTEN_TOGETHER) {
        const facts = Array.from({ length: Math.min(WRITTEN_TOGETHER, entries - written) }, () => ({ kind: 'sale-completed', body: saleBody(1) }) as const);
        await store.journal.appendAll(TERMINALS[(written / WRITTEN_TOGETHER) % TERMINALS.length]!, facts);
      }
    });
    say(`${entries} entries written without a line in ${(wroteMs / 1000).toFixed(1)} s`);
    const before = await commitsMs(store, () => false, tillSales);
    const offline = store.replication.link();
    const offlineToldTrue = offline.state === 'offline' && offline.waiting === entries + before.length && offline.sinceMs === sinceMs;

    office = await forkHeadOffice(folder, port);
    const connectedMs = performance.now();
    const watched = { stateAfterMs: 0, arrivedBeforeState: 0, statedWaiting: 0, linkLies: 0, looks: 0, paceMinimum: Infinity };
    let drainedMs = 0;
    const watching = (async () => {
      for (;;) {
        const state = watched.stateAfterMs === 0 ? await reader.stateOf('s001') : null;
        if (state !== null && Number(state['entriesWaiting']) > 0) {
          watched.stateAfterMs = performance.now() - connectedMs;
          watched.arrivedBeforeState = await reader.count();
          watched.statedWaiting = Number(state['entriesWaiting']);
        }
        // What the store says is acknowledged has arrived: asked first, since head office may only be ahead of it.
        const link = store.replication.link();
        const total = store.journal.heads().reduce((sum, head) => sum + head.sequence, 0);
        watched.looks += 1;
        if ((await reader.count()) < total - link.waiting) watched.linkLies += 1;
        if (link.state === 'in-step' && link.waiting === 0) { drainedMs = performance.now() - connectedMs; return; }
        await delay(50);
      }
    })();
    const during = await commitsMs(store, () => drainedMs > 0, Infinity);
    await watching;
    // The same again with nothing to send but what is sold: the machine may have changed its mood meanwhile.
    const after = await commitsMs(store, () => false, tillSales);
    await until(() => store.replication.link(), (link) => link.state === 'in-step' && link.waiting === 0);

    const all = entries + before.length + during.length + after.length;
    const arrived = await reader.arrived();
    const quietP99Ms = percentile([...before, ...after], 0.99);
    const drainingP99Ms = percentile(during, 0.99);
    const p99Ratio = drainingP99Ms / quietP99Ms;
    const once = arrived.entries === all && arrived.distinct === all && arrived.gapless && arrived.salesInTakings === all && arrived.takingsMinor === all * 280 && arrived.parked + arrived.quarantined === 0;
    const ok = once && drainedMs < DRAINED_WITHIN_MS && p99Ratio <= WORSE_AT_MOST && watched.linkLies === 0 && offlineToldTrue && watched.statedWaiting > 0;
    return {
      ok,
      counts: {
        arrived: arrived.entries, expected: all, once, drainedSeconds: seconds(drainedMs), entriesPerSecond: Math.round((entries / drainedMs) * 1000),
        tillP50QuietMs: rounded(percentile([...before, ...after], 0.5)), tillP50DrainingMs: rounded(percentile(during, 0.5)), tillP99QuietMs: rounded(quietP99Ms), tillP99DrainingMs: rounded(drainingP99Ms), p99Ratio: rounded(p99Ratio), tillSalesWhileDraining: during.length,
        stateAfterSeconds: seconds(watched.stateAfterMs), arrivedWhenStateWasSeen: watched.arrivedBeforeState, statedWaiting: watched.statedWaiting, linkLooks: watched.looks, linkLies: watched.linkLies, offlineToldTrue,
      },
    };
  } finally {
    await store.close();
    await reader.close();
    await office.close();
  }
}));

/** One sale after another at the pace of a busy till: how long each took to be on the disk. */
async function commitsMs(store: TestStore, isOver: () => boolean, most: number): Promise<number[]> {
  const took: number[] = [];
  while (took.length < most && !isOver()) {
    took.push(await timed(() => store.sell('lane1', 1)));
    await delay(SALE_EVERY_MS);
  }
  return took;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

const seconds = (ms: number): number => Number((ms / 1000).toFixed(2));
const rounded = (value: number): number => Number(value.toFixed(2));
