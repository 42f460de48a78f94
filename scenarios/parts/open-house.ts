import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCloudServer, type CloudServer } from 'cloud-sync/server/start-cloud-server.ts';
import { demoStores } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import { demoStoreConfig, type SimulatorsReady } from 'command-line/start/demo-store-config.ts';
import { freePort } from 'command-line/start/free-port.ts';
import { startHouseProcess, type HouseProcess } from 'command-line/start/house-process.ts';
import { keptSecret, writeJson } from 'command-line/start/store-files.ts';
import { benchHands, type BenchHands } from './bench-hands.ts';
import { startStoreAsProcess, startStoreInProcess, type HouseStore } from './house-store.ts';
import { seededChance } from './seeded-chance.ts';
import type { SteppedClock } from './stepped-clock.ts';
import { stockLargeCatalogue } from './large-catalogue.ts';

export interface HouseWish {
  /** Where its data lies; a house opened again on the same folder goes on with it. */
  readonly folder: string;
  readonly seed: number;
  readonly lanes: number;
  readonly labels: number;
  /** A stepped clock needs the store in this process, and takes ids and keys from the seed. */
  readonly clock: 'real' | SteppedClock;
  readonly store: 'in-process' | 'own-process';
  /** This many made-up products lie in the store before it starts; null: the demonstration's, as head office sends them. */
  readonly products: number | null;
  readonly headOffice: boolean;
  /** The forecasting host beside the store. */
  readonly inference: boolean;
}

/** A whole house for stories, pictures and measurements: head office, simulated devices, one store. Whatever it opened, `close` ends. */
export interface OpenHouse {
  readonly headOffice: CloudServer | null;
  readonly simulators: SimulatorsReady;
  readonly bench: BenchHands;
  /** The store as it runs now; throws between `stopStore` or `cutPower` and `startStore`. */
  store(): HouseStore;
  stopStore(): Promise<void>;
  cutPower(): Promise<void>;
  /** Starts the store again on the data that lies there. */
  startStore(): Promise<HouseStore>;
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');
const screensFolder = path.join(root, 'build', 'screens');
const { storeId, names } = demoStores[0]!;

export async function openHouse(wish: HouseWish): Promise<OpenHouse> {
  if (wish.store === 'own-process' && wish.clock !== 'real') throw new Error('A store in its own process has its own clock');
  if (wish.headOffice && wish.products !== null) throw new Error('The products come from head office or are made up, not both');
  const folder = path.join(wish.folder, storeId);
  const logFolder = path.join(folder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  // Unix socket paths end at about a hundred characters, so they do not lie under the data.
  const socketDirectory = mkdtempSync(path.join(tmpdir(), 'mendian-'));
  const opened: (() => Promise<void>)[] = [async () => rmSync(socketDirectory, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const headOffice = wish.headOffice ? await openHeadOffice(wish) : null;
    if (headOffice) opened.push(headOffice.close);
    const office = headOffice ? { host: new URL(headOffice.origin).hostname, port: Number(new URL(headOffice.origin).port) } : null;
    const brokerPort = await freePort(0);
    const brokerLogin = { name: 'store', password: keptSecret(path.join(folder, 'keys', 'broker.secret')) };
    const shop = { lanes: wish.lanes, labels: wish.labels, seed: wish.seed, socketDirectory, mqttUrl: `mqtt://127.0.0.1:${brokerPort}`, mqttCredentials: { username: brokerLogin.name, password: brokerLogin.password }, headOffice: office };
    const simulators = await startHouseProcess<SimulatorsReady>({ name: 'simulators', entry: 'simulators/main.ts', args: ['--shop', writeJson(path.join(folder, 'simulators.json'), shop)], logFolder, cwd: root });
    opened.push(simulators.stop);

    const isWaiting = headOffice !== null && (await headOffice.stores()).some((one) => one.storeId === storeId && one.devices === 0);
    const config = demoStoreConfig({
      storeId, names, demo: wish.products === null, folder, screensFolder, lanes: wish.lanes, port: await freePort(0), lanPort: null, brokerPort, brokerLogin,
      headOffice: office && { ...office, enrolmentCode: isWaiting ? await headOffice.createEnrolmentCode(storeId) : null },
    }, simulators.ready);
    const place = { root, logFolder, configFile: writeJson(path.join(folder, 'store.json'), config) };
    if (wish.products !== null) await stockLargeCatalogue(config, wish.products, wish.seed);

    let store: HouseStore | null = null;
    const startStore = async (): Promise<HouseStore> => (store = wish.store === 'own-process' ? await startStoreAsProcess(place) : await startStoreInProcess(place, wish.seed, wish.clock));
    const running = (): HouseStore => {
      if (!store) throw new Error('The store does not run');
      return store;
    };
    const ended = async (how: 'stop' | 'cutPower'): Promise<void> => {
      const one = running();
      store = null;
      await one[how]();
    };
    await startStore();
    opened.push(async () => store?.stop());
    if (wish.inference) opened.push((await startInference(running(), logFolder)).stop);
    return { headOffice, simulators: simulators.ready, bench: benchHands({ origin: simulators.ready.control, key: simulators.ready.key }), store: running, stopStore: () => ended('stop'), cutPower: () => ended('cutPower'), startStore, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openHeadOffice({ folder, seed, clock }: HouseWish): Promise<CloudServer> {
  const chance = clock === 'real' ? null : seededChance(seed, 'head-office');
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const server = await startCloudServer({
    config: { dataFolder: path.join(folder, 'head-office'), databaseUrl: null, host: '127.0.0.1', port: 0, publicOrigin: null, screensFolder, demo: true, accessRatePerMinute: 600, heartbeatMs: 15_000 },
    nowMs: clock === 'real' ? Date.now : clock.nowMs, newId: chance?.newId ?? randomUUID, random: chance?.randomBytes ?? randomBytes, log: quiet,
  });
  await server.putStore(storeId, names);
  return server;
}

const startInference = (store: HouseStore, logFolder: string): Promise<HouseProcess<unknown>> =>
  startHouseProcess({ name: 'inference-host', entry: 'edge-app/inference-host/main.ts', args: ['--entry', store.entryUrl('inference')], logFolder, cwd: root });
