import { tmpdir } from 'node:os';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { demoStoreConfig, type SimulatorsReady } from './demo-store-config.ts';
import { freePort } from './free-port.ts';
import { startHouseProcess, type HouseProcess } from './house-process.ts';
import { keptSecret, writeJson } from './store-files.ts';

export interface RuntimeReady { readonly origin: string; readonly entryUrls: readonly { readonly screen: string; readonly role: string; readonly url: string }[]; readonly inferenceUrl: string }

export interface DemoStore { readonly storeId: string; readonly simulators: HouseProcess<SimulatorsReady>; readonly runtime: HouseProcess<RuntimeReady>; readonly inference: HouseProcess<unknown>; readonly configFile: string }

export interface StorePlace {
  readonly root: string;
  readonly dataFolder: string;
  readonly storeId: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly index: number;
  readonly headOffice: { readonly host: string; readonly port: number; readonly enrolmentCode: string | null };
  readonly say: (text: string) => void;
  /** Told of each process as soon as it runs, so that it is ended whatever comes after. */
  readonly onStarted: (process: HouseProcess<unknown>) => void;
}

const LANES = 3;
const LABELS = 32;
const STORE_PORT = 8400;
const LAN_PORT = 8443;

/** One demonstration store: its simulated devices, its runtime and its inference host, each a process of its own. */
export async function startDemoStore(place: StorePlace): Promise<DemoStore> {
  const folder = path.join(place.dataFolder, place.storeId);
  const logFolder = path.join(folder, 'logs');
  const brokerPort = await freePort(1883 + place.index);
  const login = { name: 'store', password: keptSecret(path.join(folder, 'keys', 'broker.secret')) };
  // Unix socket paths end at about a hundred characters, so they do not lie under the data.
  const socketDirectory = mkdtempSync(path.join(tmpdir(), 'mendian-'));
  const shop = {
    lanes: LANES, labels: LABELS, seed: 1 + place.index, socketDirectory, mqttUrl: `mqtt://127.0.0.1:${brokerPort}`, mqttCredentials: { username: login.name, password: login.password },
    headOffice: { host: place.headOffice.host, port: place.headOffice.port },
  };
  const simulators = await startHouseProcess<SimulatorsReady>({ name: 'simulators', entry: 'simulators/main.ts', args: ['--shop', writeJson(path.join(folder, 'simulators.json'), shop)], logFolder, cwd: place.root });
  place.onStarted(simulators);
  place.say(`  ${place.storeId}: ${simulators.ready.devices.length} simulated devices on their wires`);

  const configFile = writeJson(path.join(folder, 'store.json'), demoStoreConfig({
    storeId: place.storeId, names: place.names, demo: true, folder, screensFolder: path.join(place.root, 'build', 'screens'), lanes: LANES,
    port: await freePort(STORE_PORT + place.index * 10), lanPort: await freePort(LAN_PORT + place.index), brokerPort, brokerLogin: login, headOffice: place.headOffice,
  }, simulators.ready));
  const runtime = await startHouseProcess<RuntimeReady>({ name: 'store-runtime', entry: 'edge-app/store-runtime/main.ts', args: ['--config', configFile], logFolder, cwd: place.root });
  place.onStarted(runtime);
  const inference = await startHouseProcess({ name: 'inference-host', entry: 'edge-app/inference-host/main.ts', args: ['--entry', runtime.ready.inferenceUrl], logFolder, cwd: place.root });
  place.onStarted(inference);
  return { storeId: place.storeId, simulators, runtime, inference, configFile };
}
