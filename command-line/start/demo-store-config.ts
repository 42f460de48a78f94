import path from 'node:path';

/** What the simulators of a store say once they are on their wires. */
export interface SimulatorsReady {
  readonly control: string;
  readonly key: string;
  readonly devices: readonly { readonly id: string; readonly kind: string; readonly role: string; readonly address: string; readonly credentials: Readonly<Record<string, string>> | null }[];
  readonly labels: readonly { readonly mac: string; readonly widthPixels: number; readonly heightPixels: number }[];
}

export interface DemoStorePlace {
  readonly storeId: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** A demonstration store fills itself with opening stock when it is empty. */
  readonly demo: boolean;
  /** Where the store's own files lie: database and keys. */
  readonly folder: string;
  readonly screensFolder: string;
  readonly port: number;
  readonly lanPort: number | null;
  readonly brokerPort: number;
  readonly brokerLogin: { readonly name: string; readonly password: string };
  readonly lanes: number;
  readonly headOffice: { readonly host: string; readonly port: number; readonly enrolmentCode: string | null } | null;
}

/** The protocol by which the runtime speaks to each kind of simulated device. */
const protocolOf: Readonly<Record<string, string>> = {
  'scanner-serial': 'scanner-serial', 'scanner-hid': 'scanner-hid-pos', 'scale-mt-sics': 'scale-mt-sics', 'scale-toledo-8217': 'scale-8217', 'scale-cas': 'scale-cas', 'rfid-reader': 'rfid-llrp', 'exit-gate': 'gate-llrp', 'receipt-printer': 'receipt-printer-escpos',
};

/** The configuration file of a store whose devices are simulated. Pure. Of several lanes the last is a staffed till. */
export function demoStoreConfig(place: DemoStorePlace, { control, key, devices, labels }: SimulatorsReady) {
  const addressOf = (kind: string): string | undefined => devices.find((device) => device.kind === kind)?.address;
  return {
    storeId: place.storeId, names: place.names, timeZone: 'Asia/Shanghai', demo: place.demo, dataFolder: path.join(place.folder, 'database'), keyFolder: path.join(place.folder, 'keys'), screensFolder: place.screensFolder,
    port: place.port, lanPort: place.lanPort, brokerPort: place.brokerPort, brokerLogin: place.brokerLogin,
    headOffice: place.headOffice === null ? null : { origin: originOf(addressOf('network-link') ?? `${place.headOffice.host}:${place.headOffice.port}`), enrolmentCode: place.headOffice.enrolmentCode },
    paymentProviders: paymentProvidersOf(devices),
    bench: { origin: control, key, linkDeviceId: 'head-office-link' },
    lanes: Array.from({ length: place.lanes }, (_, index) => index < place.lanes - 1 || place.lanes === 1
      ? { laneId: `lane${index + 1}`, kind: 'kiosk', names: { zh: `自助收银机 ${index + 1}`, en: `Kiosk ${index + 1}` } }
      : { laneId: `lane${index + 1}`, kind: 'till', names: { zh: `收银台 ${index + 1}`, en: `Till ${index + 1}` } }),
    devices: [
      ...devices.flatMap((device) => (protocolOf[device.kind] ? [{ deviceId: device.id, role: device.role.replace(/^lane-/, 'lane'), protocol: protocolOf[device.kind], address: linkAddress(device.address), options: {} }] : [])),
      ...(labels.length === 0 ? [] : [{ deviceId: 'shelf-labels', role: 'store/labels', protocol: 'labels-kkm', address: `mqtt:127.0.0.1:${place.brokerPort}`, options: { answerTimeoutMs: 20_000 } }]),
    ],
    demoLabels: labels.map((label) => ({ labelId: label.mac, widthPx: label.widthPixels, heightPx: label.heightPixels, colours: 'black-white-red' })),
  };
}

/** The simulated provider speaks both; the key that WeChat Pay's v2 signatures take is any that both sides know. */
const paymentProvidersOf = (devices: SimulatorsReady['devices']): readonly object[] =>
  devices.filter((device) => device.kind === 'payment-provider').flatMap(({ address, credentials }) => [
    { kind: 'wechat-pay', origin: originOf(address), appId: 'wx0000000000000000', merchantId: '1900000000', apiKey: 'demo-store-demo-store-demo-store' },
    ...(credentials === null ? [] : [{ kind: 'alipay', origin: originOf(address), appId: credentials['appId'], privateKeyPem: credentials['appPrivateKeyPem'], alipayPublicKeyPem: credentials['alipayPublicKeyPem'] }]),
  ]);

/** An address as a simulator names its wire, as the runtime's configuration writes it. */
const linkAddress = (address: string): string => (address.startsWith('/') ? `serial:${address}` : address.replace(/^(tcp|unix):\/\//, '$1:'));
const originOf = (address: string): string => (address.startsWith('http') ? address : `http://${address.replace(/^tcp:(\/\/)?/, '')}`);
