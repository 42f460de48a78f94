import { tmpdir } from 'node:os';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { startHouseProcess, type HouseProcess } from './house-process.ts';
import { keptSecret, writeJson } from './store-files.ts';

export interface SimulatorsReady { readonly control: string; readonly key: string; readonly devices: readonly { readonly id: string; readonly kind: string; readonly role: string; readonly address: string }[]; readonly labels: readonly { readonly mac: string; readonly widthPixels: number; readonly heightPixels: number }[] }
export interface RuntimeReady { readonly origin: string; readonly entryUrls: readonly { readonly screen: string; readonly role: string; readonly url: string }[]; readonly inferenceUrl: string }

export interface DemoStore { readonly storeId: string; readonly simulators: HouseProcess<SimulatorsReady>; readonly runtime: HouseProcess<RuntimeReady>; readonly inference: HouseProcess<unknown>; readonly configFile: string }

/** The protocol by which the runtime speaks to each kind of simulated device. */
const protocolOf: Readonly<Record<string, string>> = {
  'scanner-serial': 'scanner-serial', 'scanner-hid': 'scanner-hid-pos', 'scale-mt-sics': 'scale-mt-sics', 'scale-toledo-8217': 'scale-toledo-8217', 'scale-cas': 'scale-cas', 'rfid-reader': 'rfid-llrp', 'exit-gate': 'gate-llrp', 'receipt-printer': 'printer-escpos',
};

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

  const { devices } = simulators.ready;
  const addressOf = (kind: string): string | undefined => devices.find((device) => device.kind === kind)?.address;
  const configFile = writeJson(path.join(folder, 'store.json'), {
    storeId: place.storeId, names: place.names, timeZone: 'Asia/Shanghai', demo: true, dataFolder: path.join(folder, 'database'), keyFolder: path.join(folder, 'keys'), screensFolder: path.join(place.root, 'build', 'screens'),
    port: await freePort(STORE_PORT + place.index * 10), lanPort: await freePort(LAN_PORT + place.index), brokerPort, brokerLogin: login,
    headOffice: { origin: originOf(addressOf('network-link') ?? `${place.headOffice.host}:${place.headOffice.port}`), enrolmentCode: place.headOffice.enrolmentCode },
    paymentProviders: [{ kind: 'wechat-pay', origin: originOf(addressOf('payment-provider')!), appId: 'wx0000000000000000', merchantId: '1900000000', apiKey: 'demo-store-demo-store-demo-store' }],
    bench: { origin: simulators.ready.control, key: simulators.ready.key, linkDeviceId: 'head-office-link' },
    lanes: Array.from({ length: LANES }, (_, index) => index < LANES - 1
      ? { laneId: `lane${index + 1}`, kind: 'kiosk', names: { zh: `自助收银机 ${index + 1}`, en: `Kiosk ${index + 1}` } }
      : { laneId: `lane${index + 1}`, kind: 'till', names: { zh: `收银台 ${index + 1}`, en: `Till ${index + 1}` } }),
    devices: [
      ...devices.flatMap((device) => (protocolOf[device.kind] ? [{ deviceId: device.id, role: device.role.replace(/^lane-/, 'lane'), protocol: protocolOf[device.kind], address: linkAddress(device.address), options: {} }] : [])),
      { deviceId: 'shelf-labels', role: 'store/labels', protocol: 'labels-kkm', address: `mqtt:127.0.0.1:${brokerPort}`, options: { answerTimeoutMs: 20_000 } },
    ],
    demoLabels: simulators.ready.labels.map((label) => ({ labelId: label.mac, widthPx: label.widthPixels, heightPx: label.heightPixels, colours: 'black-white-red' })),
  });
  const runtime = await startHouseProcess<RuntimeReady>({ name: 'store-runtime', entry: 'edge-app/store-runtime/main.ts', args: ['--config', configFile], logFolder, cwd: place.root });
  place.onStarted(runtime);
  const inference = await startHouseProcess({ name: 'inference-host', entry: 'edge-app/inference-host/main.ts', args: ['--entry', runtime.ready.inferenceUrl], logFolder, cwd: place.root });
  place.onStarted(inference);
  return { storeId: place.storeId, simulators, runtime, inference, configFile };
}

/** An address as a simulator names its wire, as the runtime's configuration writes it. */
const linkAddress = (address: string): string => (address.startsWith('/') ? `serial:${address}` : address.replace(/^(tcp|unix):\/\//, '$1:'));
const originOf = (address: string): string => (address.startsWith('http') ? address : `http://${address.replace(/^tcp:(\/\/)?/, '')}`);
