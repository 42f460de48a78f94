import { z } from 'zod';
import { words } from 'retail-model/text/words.ts';

/** What a store runtime is told when it starts: one JSON file. Everything a person may change lies in the store's settings, not here. */
const laneConfig = z.object({ laneId: z.string().regex(/^[a-z0-9]{2,16}$/), kind: z.enum(['kiosk', 'till']), names: words });

export const deviceConfig = z.object({
  deviceId: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
  /** Where it stands: 'lane1/scanner', 'lane1/scale', 'lane1/rfid', 'lane1/printer', 'lane1/drawer', 'gate/exit', 'shelf/labels'. */
  role: z.string().regex(/^[a-z0-9]+\/[a-z0-9-]+$/),
  protocol: z.string().max(40),
  address: z.string().max(200),
  options: z.record(z.string(), z.unknown()).default({}),
});
export type DeviceConfig = z.infer<typeof deviceConfig>;

const paymentProvider = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wechat-pay'), origin: z.url(), appId: z.string(), merchantId: z.string(), apiKey: z.string() }),
  z.object({ kind: z.literal('alipay'), origin: z.url(), appId: z.string(), privateKeyPem: z.string(), alipayPublicKeyPem: z.string() }),
]);
export type PaymentProviderConfig = z.infer<typeof paymentProvider>;

export const runtimeConfig = z.object({
  storeId: z.string().regex(/^[a-z0-9]{2,16}$/),
  names: words,
  timeZone: z.string().max(64),
  demo: z.boolean(),
  dataFolder: z.string().min(1),
  /** Outside the data folder: a copied disk image of the data gives nothing away. */
  keyFolder: z.string().min(1),
  /** Where backups go; best on another disk. Null: beside the data. */
  backupFolder: z.string().min(1).nullable().default(null),
  screensFolder: z.string().min(1),
  /** 0 takes any free port. The loopback port serves this machine; the LAN port serves paired machines over HTTPS (null: off). */
  port: z.int().min(0).max(65535),
  lanPort: z.int().min(0).max(65535).nullable(),
  brokerPort: z.int().min(0).max(65535),
  /** Name and password that label gateways and shelves give the broker. */
  brokerLogin: z.object({ name: z.string().min(1), password: z.string().min(12) }),
  headOffice: z.object({ origin: z.url(), enrolmentCode: z.string().nullable() }).nullable(),
  /** Pay-code providers; addresses and keys come from the shop's contracts with them. */
  paymentProviders: z.array(paymentProvider).max(8),
  /** The simulators' control door, only in a demo store: what the bench page plays with. */
  bench: z.object({ origin: z.url(), key: z.string(), linkDeviceId: z.string() }).nullable(),
  lanes: z.array(laneConfig).min(1).max(64),
  devices: z.array(deviceConfig).max(400),
  /** Files that bring drivers of the shop's own (docs/writing-a-driver.md). They run with all rights of this process. */
  driverFiles: z.array(z.string().min(1)).max(20).default([]),
  /** Labels that a demo store binds to its first products when it is empty. */
  demoLabels: z.array(z.object({ labelId: z.string().regex(/^[0-9A-F]{12}$/), widthPx: z.int(), heightPx: z.int(), colours: z.enum(['black-white', 'black-white-red']) })).max(30_000),
});
export type RuntimeConfig = z.infer<typeof runtimeConfig>;
