import { join } from 'node:path';
import { z } from 'zod';
import { seededRandom } from './seeded-random.ts';

const mac = z.string().regex(/^[0-9A-F]{12}$/);
const milliseconds = z.number().int().nonnegative();
const labelPlan = z.object({
  mac,
  widthPixels: z.number().int().min(8).max(1024),
  heightPixels: z.number().int().min(8).max(1024),
  accent: z.enum(['red', 'yellow']).nullable(),
  batteryMillivolts: z.number().int(),
});
/** Every device has an id for the control API and the role it plays in the shop, e.g. `lane-1/scanner`. */
const device = { id: z.string().regex(/^[a-z0-9-]+$/), role: z.string().min(1) };
const scale = { ...device, capacityGrams: z.number().int().positive(), divisionGrams: z.number().int().positive(), settleMs: milliseconds };

const devicePlan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scanner-serial'), ...device, sendsAimId: z.boolean(), suffix: z.string().max(4) }),
  z.object({ kind: z.literal('scanner-hid'), ...device }),
  z.object({ kind: z.literal('scale-mt-sics'), ...scale }),
  z.object({ kind: z.literal('scale-toledo-8217'), ...scale }),
  z.object({ kind: z.literal('scale-cas'), ...scale }),
  z.object({ kind: z.literal('rfid-reader'), ...device, antennas: z.number().int().min(1).max(32), roundMs: z.number().int().positive() }),
  z.object({ kind: z.literal('exit-gate'), ...device }),
  z.object({
    kind: z.literal('receipt-printer'), ...device, wire: z.enum(['pty', 'tcp']),
    widthDots: z.number().int().min(200).max(1024), drawerPin: z.union([z.literal(2), z.literal(5)]),
  }),
  z.object({
    kind: z.literal('label-gateway'), ...device, gatewayMac: mac, labels: z.array(labelPlan).max(30_000),
    aliveEveryMs: milliseconds.min(100), advertiseEveryMs: milliseconds.min(100), downloadMs: milliseconds,
    downloadsAtOnce: z.number().int().min(1).max(64), refreshMs: milliseconds,
  }),
  z.object({ kind: z.literal('payment-provider'), ...device }),
  z.object({ kind: z.literal('card-terminal'), ...device, cardMs: milliseconds }),
  z.object({ kind: z.literal('network-link'), ...device, host: z.string(), port: z.number().int().min(1).max(65_535) }),
]);

export const storePlan = z.object({
  seed: z.number().int(),
  /** Where ttys and sockets appear; made if missing. Unix socket paths end at about 100 characters, so keep it short. */
  socketDirectory: z.string().min(1),
  mqtt: z.object({ url: z.string(), username: z.string(), password: z.string() }).nullable(),
  devices: z.array(devicePlan).max(500),
});

export type DevicePlan = z.infer<typeof devicePlan>;
export type StorePlan = z.infer<typeof storePlan>;

/** A shop by its size, for which `defaultStorePlan` knows the devices. */
export const shopOfPlan = z.object({
  lanes: z.int().min(1).max(64),
  labels: z.int().min(0).max(30_000),
  seed: z.int(),
  socketDirectory: z.string().min(1),
  mqttUrl: z.string(),
  mqttCredentials: z.object({ username: z.string(), password: z.string() }),
  headOffice: z.object({ host: z.string(), port: z.int().min(1).max(65_535) }).nullable(),
});
type Shop = z.infer<typeof shopOfPlan>;

/**
 * The shop of the demo. Per lane: serial scanner, MT-SICS scale, RFID pad, printer with drawer; lane 1 also has a HID scanner.
 * Per store: exit gate, label gateways with `labels` labels between them (one gateway up to 200, then two), payment provider,
 * and a cable to head office if `headOffice` names one. The same arguments give the same plan.
 */
export function defaultStorePlan(shop: Shop): StorePlan {
  const lanes = Array.from({ length: shop.lanes }, (_, index) => `lane-${index + 1}`);
  const gateways = shop.labels === 0 ? 0 : shop.labels <= 200 ? 1 : 2;
  return {
    seed: shop.seed,
    socketDirectory: shop.socketDirectory,
    mqtt: { url: shop.mqttUrl, ...shop.mqttCredentials },
    devices: [
      ...lanes.flatMap((lane, index) => laneDevices(lane, index === 0)),
      { kind: 'exit-gate', id: 'exit-gate', role: 'store/exit-gate' },
      ...Array.from({ length: gateways }, (_, index) => labelGateway(shop, index, gateways)),
      { kind: 'payment-provider', id: 'payment', role: 'store/payment' },
      ...(shop.headOffice === null ? [] : [{ kind: 'network-link' as const, id: 'head-office-link', role: 'store/head-office-link', ...shop.headOffice }]),
    ],
  };
}

/** The file or socket of a device under the plan's directory. */
export const wirePath = (plan: StorePlan, id: string, ending: 'tty' | 'sock'): string => join(plan.socketDirectory, `${id}.${ending}`);

function laneDevices(lane: string, hasHidScanner: boolean): DevicePlan[] {
  const named = (name: string) => ({ id: `${lane}-${name}`, role: `${lane}/${name}` });
  return [
    { kind: 'scanner-serial', ...named('scanner'), sendsAimId: true, suffix: '\r\n' },
    ...(hasHidScanner ? [{ kind: 'scanner-hid' as const, ...named('scanner-hid') }] : []),
    { kind: 'scale-mt-sics', ...named('scale'), capacityGrams: 15_000, divisionGrams: 1, settleMs: 400 },
    { kind: 'rfid-reader', ...named('rfid'), antennas: 1, roundMs: 50 },
    { kind: 'receipt-printer', ...named('printer'), wire: 'pty', widthDots: 576, drawerPin: 2 },
  ];
}

/** Three labels in four are 2.9", 296 × 128, black, white and red; the fourth is 4.2", 400 × 300. */
function labelGateway(shop: { labels: number; seed: number }, index: number, gateways: number): DevicePlan {
  const random = seededRandom(shop.seed).fork(`labels-${index}`);
  const count = Math.floor(shop.labels / gateways) + (index < shop.labels % gateways ? 1 : 0);
  const labels = Array.from({ length: count }, (_, at) => {
    const number = at * gateways + index;
    const size = number % 4 === 3 ? { widthPixels: 400, heightPixels: 300 } : { widthPixels: 296, heightPixels: 128 };
    return { mac: labelMac(number), ...size, accent: 'red' as const, batteryMillivolts: random.integer(2700, 3050) };
  });
  return {
    kind: 'label-gateway', id: `label-gateway-${index + 1}`, role: `store/label-gateway-${index + 1}`,
    gatewayMac: `BC572900${(index + 1).toString(16).toUpperCase().padStart(4, '0')}`, labels,
    aliveEveryMs: 5000, advertiseEveryMs: 10_000, downloadMs: 60, downloadsAtOnce: 4, refreshMs: 800,
  };
}

/** The address of the label with that number (from 0) in every default plan. */
const labelMac = (number: number): string => `B80073${number.toString(16).toUpperCase().padStart(6, '0')}`;
