import { z } from 'zod';
import type { BenchDevice } from './bench-client.ts';

/** What the drawings need of each device's state; anything else in it is left alone. */
const withCable = z.object({ connected: z.boolean() });
export const scannerState = withCable.extend({ scans: z.number(), lastSymbol: z.object({ text: z.string(), aimId: z.string() }).nullable() });
export const scaleState = withCable.extend({ capacityGrams: z.number(), loadGrams: z.number(), netGrams: z.number(), tareGrams: z.number(), isStable: z.boolean(), isOverload: z.boolean(), isUnderload: z.boolean() });
export const readerState = withCable.extend({ hasClient: z.boolean(), tags: z.array(z.object({ epc: z.string() })).max(50_000) });
export const gateState = readerState.extend({ isLampOn: z.boolean(), isBuzzerOn: z.boolean() });

const align = z.enum(['left', 'center', 'right']);
const paperItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), align, runs: z.array(z.object({ text: z.string(), isBold: z.boolean(), isUnderlined: z.boolean(), isInverse: z.boolean(), widthTimes: z.number(), heightTimes: z.number() })) }),
  z.object({ kind: z.literal('qr'), align, text: z.string(), moduleDots: z.number() }),
  z.object({ kind: z.literal('barcode'), align, symbology: z.string(), text: z.string() }),
  z.object({ kind: z.literal('image'), align, widthDots: z.number().int().positive(), heightDots: z.number().int().positive(), rowsBase64: z.string() }),
  z.object({ kind: z.literal('feed'), dots: z.number() }),
  z.object({ kind: z.literal('cut') }),
]);
export type PaperItem = z.infer<typeof paperItem>;
export const printerState = withCable.extend({
  paper: z.enum(['ok', 'near-end', 'out']), isCoverOpen: z.boolean(), isCutterJammed: z.boolean(), isDrawerOpen: z.boolean(), isOffline: z.boolean(),
  receipts: z.array(z.object({ items: z.array(paperItem), isCut: z.boolean() })),
});
export const gatewayState = withCable.extend({
  dropPercent: z.number(), waiting: z.number(),
  labels: z.array(z.object({ mac: z.string(), widthPixels: z.number(), heightPixels: z.number(), batteryMillivolts: z.number(), fault: z.enum(['none', 'ack-without-showing', 'wrong-picture', 'silent']), pictureId: z.number() })),
});
export const providerState = withCable.extend({
  fault: z.object({ kind: z.string() }), chargeCount: z.number(), netMinor: z.number(),
  latestCharges: z.array(z.object({ outTradeNo: z.string(), channel: z.string(), amountMinor: z.number(), state: z.string() })),
});
export const linkState = withCable.extend({ latencyMs: z.number() });

/** The device's state in the shape its drawing needs; null when it says something else. */
export function stateOf<S extends z.ZodType>(device: BenchDevice, shape: S): z.infer<S> | null {
  const read = shape.safeParse(device.state);
  return read.success ? read.data : null;
}
export const isPlugged = (device: BenchDevice): boolean => stateOf(device, withCable)?.connected ?? false;
