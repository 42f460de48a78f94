import { z } from 'zod';
import type { SimulatedReader } from '../rfid-reader/llrp-reader.ts';
import type { SimulatedScale } from '../scale/scale-front.ts';
import type { SimulatedPaymentProvider } from '../payment/payment-provider.ts';
import type { SimulatedCardTerminal } from '../payment-terminal/zvt-terminal.ts';
import type { SimulatedPrinter } from '../receipt-printer/escpos-printer.ts';
import type { ScannedSymbol } from '../scanner/serial-scanner.ts';
import type { SimulatedGateway } from '../shelf-label/kkm-gateway.ts';
import type { LineFault } from '../wires/faulty-line.ts';
import { verb, type SimulatedDevice, type Verb } from './hosted-device.ts';

const nothing = z.object({});
const epcs = z.array(z.string()).max(50_000);
const count = z.number().int().min(1).max(1000).default(1);

const lineFault: z.ZodType<LineFault> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('garbage'), bytes: z.number().int().min(1).max(1024).default(8) }),
  z.object({ kind: z.literal('half'), frames: count }),
  z.object({ kind: z.literal('stutter'), frames: count }),
  z.object({ kind: z.literal('slow'), msPerByte: z.number().min(0).max(1000).default(20) }),
]);

/** Every device: `cable {connected}`. */
export const cableVerbs = (device: SimulatedDevice): Record<string, Verb> => ({
  cable: verb(z.object({ connected: z.boolean() }), ({ connected }) => device.setCable(connected)),
});

/** Every device on a serial or HID line: `fault {kind}`. */
export const lineVerbs = (device: { fault(fault: LineFault): void }): Record<string, Verb> => ({ fault: verb(lineFault, device.fault) });

export const scannerVerbs = (scanner: { scan(symbol: ScannedSymbol): void; drained(): Promise<void> }): Record<string, Verb> => ({
  /** Answered when the last byte is on the wire, with the instant: UTC ms with fractions, to be held against a screen's own clock. */
  scan: verb(z.object({ text: z.string().min(1).max(4000), aimId: z.string().length(2).default('E0') }), async (symbol) => {
    scanner.scan(symbol);
    await scanner.drained();
    return { lastByteAtMs: performance.timeOrigin + performance.now() };
  }),
});

export const scaleVerbs = (scale: SimulatedScale): Record<string, Verb> => {
  const grams = z.object({ grams: z.number().min(-100_000).max(1_000_000) });
  return {
    put: verb(grams, (body) => scale.put(body.grams)),
    add: verb(grams, (body) => scale.add(body.grams)),
    remove: verb(nothing, scale.remove),
    shake: verb(nothing, scale.shake),
    drift: verb(z.object({ gramsPerMinute: z.number().min(-1000).max(1000) }), (body) => scale.drift(body.gramsPerMinute)),
    zero: verb(nothing, scale.pressZero),
    tare: verb(nothing, scale.pressTare),
  };
};

export const readerVerbs = (reader: Pick<SimulatedReader, 'enter' | 'leave' | 'setGpi' | 'fault'>): Record<string, Verb> => ({
  enter: verb(z.object({ epcs, antenna: z.number().int().min(1).default(1), rssiDbm: z.number().int().min(-90).max(-20).default(-50) }), reader.enter),
  leave: verb(z.object({ epcs: epcs.nullable().default(null) }), (body) => reader.leave(body.epcs)),
  gpi: verb(z.object({ port: z.number().int(), isHigh: z.boolean() }), (body) => reader.setGpi(body.port, body.isHigh)),
  fault: verb(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('together'), messages: z.number().int().min(2).max(1000).default(45) }),
    z.object({ kind: z.literal('byte-by-byte') }),
    z.object({ kind: z.literal('silence') }),
  ]), reader.fault),
});

export const gateVerbs = (gate: { cross(person: { epcs: readonly string[]; walkMs: number }): Promise<void> }): Record<string, Verb> => ({
  /** Answered when the person is through. */
  cross: verb(z.object({ epcs, walkMs: z.number().int().min(0).max(60_000).default(1500) }), gate.cross),
});

export const printerVerbs = (printer: SimulatedPrinter): Record<string, Verb> => ({
  paper: verb(z.object({ paper: z.enum(['ok', 'near-end', 'out']) }), (body) => printer.setPaper(body.paper)),
  'run-out-after': verb(z.object({ lines: z.number().int().positive() }), (body) => printer.runOutAfterLines(body.lines)),
  cover: verb(z.object({ open: z.boolean() }), (body) => printer.setCover(body.open)),
  cutter: verb(z.object({ failing: z.boolean() }), (body) => printer.setCutterFault(body.failing)),
  tear: verb(nothing, printer.tear),
  drawer: verb(z.object({ open: z.boolean() }), (body) => (body.open ? printer.openDrawer() : printer.closeDrawer())),
});

export const gatewayVerbs = (gateway: SimulatedGateway): Record<string, Verb> => {
  const labelMac = z.string().regex(/^[0-9A-F]{12}$/);
  return {
    drop: verb(z.object({ percent: z.number().min(0).max(100) }), (body) => gateway.setDropPercent(body.percent)),
    label: verb(z.object({ mac: labelMac, fault: z.enum(['none', 'ack-without-showing', 'wrong-picture', 'silent']) }), (body) =>
      gateway.setLabelFault(body.mac, body.fault)),
    battery: verb(z.object({ mac: labelMac, millivolts: z.number().int().min(0).max(4000) }), (body) => gateway.setLabelBattery(body.mac, body.millivolts)),
  };
};

export const paymentVerbs = (provider: SimulatedPaymentProvider): Record<string, Verb> => ({
  fault: verb(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('answer-lost'), payments: count }),
    z.object({ kind: z.literal('delayed'), payments: count, delayMs: z.number().int().min(0).max(120_000).default(5000) }),
    z.object({ kind: z.literal('user-paying'), payments: count, paysAfterMs: z.number().int().min(0).nullable().default(4000) }),
    z.object({ kind: z.literal('decline'), payments: count }),
  ]), provider.fault),
  decide: verb(z.object({ outTradeNo: z.string(), accepted: z.boolean() }), (body) => {
    if (!provider.payerDecides(body.outTradeNo, body.accepted)) throw new RangeError(`There is no charge ${body.outTradeNo}.`);
  }),
  charges: verb(nothing, provider.charges),
});

export const terminalVerbs = (terminal: SimulatedCardTerminal): Record<string, Verb> => ({
  fault: verb(z.object({ kind: z.enum(['none', 'decline', 'answer-lost', 'silence']) }), (body) => terminal.setFault(body.kind)),
});

export const linkVerbs = (link: { setLatency(ms: number): void }): Record<string, Verb> => ({
  latency: verb(z.object({ ms: z.number().int().min(0).max(60_000) }), (body) => link.setLatency(body.ms)),
});
