import { readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from 'command-line/start/free-port.ts';
import { startHouseProcess } from 'command-line/start/house-process.ts';
import { writeJson } from 'command-line/start/store-files.ts';
import type { RuntimeReady } from 'command-line/start/demo-store.ts';
import { openStoreDatabase } from 'edge-app/store-runtime/database/open-store-database.ts';
import { enterStore } from '../parts/person.ts';
import { percentile, thisMachine, type BenchFigure, type BenchReport } from './bench-report.ts';
import { longTradedStore, names, storeId, timeZone } from './long-traded-store.ts';

const PRODUCTS = 50_000;
const STARTS = 5;
const READY_GOAL_MS = 3_000;
const MEMORY_GOAL_MB = 400;

/** From the start of the process to a lane that sells, in a store with so many entries and 50,000 products, beside opening the bare database; and the memory it takes then. */
export async function benchStart(folder: string, entries: number, say: (text: string) => void): Promise<BenchReport> {
  const place = await longTradedStore(folder, entries, PRODUCTS, say);
  const root = path.resolve(import.meta.dirname, '../..');
  const config = {
    storeId, names, timeZone, demo: false, dataFolder: place.dataFolder, keyFolder: place.keyFolder, screensFolder: path.join(root, 'build/screens'), port: 0, lanPort: null, brokerPort: await freePort(0),
    brokerLogin: { name: 'store', password: 'bench-bench-bench' }, headOffice: null, paymentProviders: [], bench: null, lanes: [{ laneId: 'lane1', kind: 'kiosk', names: { zh: '自助收银机 1', en: 'Kiosk 1' } }], devices: [], demoLabels: [],
  };
  const configFile = writeJson(path.join(folder, 'store.json'), config);
  const readyMs: number[] = [];
  const memoryMb: number[] = [];
  const openMs: number[] = [];
  // The first start decides all prices, as after a catalogue came from head office: it is not what a morning costs.
  for (let start = 0; start <= STARTS; start += 1) {
    const opening = performance.now();
    const bare = openStoreDatabase({ file: path.join(place.dataFolder, 'store.sqlite'), key: place.key });
    if (!bare.ok) throw new Error(bare.error.kind);
    bare.value.prepare('SELECT count(*) FROM sqlite_master').get();
    bare.value.close();
    const opened = performance.now() - opening;
    const began = performance.now();
    const store = await startHouseProcess<RuntimeReady>({ name: 'store-runtime', entry: 'edge-app/store-runtime/main.ts', args: ['--config', configFile], logFolder: path.join(folder, 'logs'), cwd: root });
    const kiosk = await enterStore(store.ready.entryUrls.find((one) => one.screen === 'lane1')!.url);
    await kiosk.until('lane', { laneId: 'lane1' }, 'a lane that sells', (view) => view.state === 'idle' && view.cannotSell === null, 120_000);
    const took = performance.now() - began;
    const residentMb = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${store.processId}/status`, 'utf8'))![1]) / 1024;
    kiosk.leave();
    await store.stop();
    say(`  start ${start}: ${Math.round(took)} ms, ${Math.round(residentMb)} MB`);
    if (start === 0) continue;
    readyMs.push(took);
    memoryMb.push(residentMb);
    openMs.push(opened);
  }
  const figure = (name: string, value: number, unit: string, against: string, againstValue: number, goal: number): BenchFigure => ({ name, value: Math.round(value), unit, against, againstValue: Math.round(againstValue), ratio: Number((value / againstValue).toPrecision(3)), goal: `below ${goal} ${unit}`, met: value < goal });
  return {
    bench: 'start',
    machine: { ...thisMachine(), entries, products: PRODUCTS, starts: STARTS },
    figures: [
      figure('process started → a lane sells, median', percentile(readyMs, 0.5), 'ms', 'the bare database opened', percentile(openMs, 0.5), READY_GOAL_MS),
      figure('resident memory then, most', Math.max(...memoryMb), 'MB', 'goal', MEMORY_GOAL_MB, MEMORY_GOAL_MB),
    ],
  };
}
