import { z } from 'zod';
import { fail, ok, type Result } from 'retail-model/result.ts';

/**
 * The KKM (KBeacon) gateway protocol: JSON over MQTT 3.1.1. Source: github.com/kkmhogen/ESLClientDemo, README and src/eslDemo.
 * The gateway publishes to `kbeacon/publish/<its MAC>` and names the two topics of its command channel in `alive`.
 */
export type KkmMessage = KkmAlive | KkmAdvertisements | KkmAcknowledgement | KkmPicture;

export interface KkmAlive {
  readonly msg: 'alive';
  readonly gatewayMac: string;
  /** Where this gateway listens for commands. */
  readonly commandTopic: string;
  /** Where it answers them. */
  readonly answerTopic: string;
}
export interface KkmAdvertisement {
  readonly mac: string;
  readonly rssiDbm: number | null;
  readonly batteryMv: number | null;
  readonly temperatureCelsius: number | null;
  /** 0 is no picture; null when the advertisement does not say. */
  readonly pictureId: number | null;
}
export interface KkmAdvertisements {
  readonly msg: 'advData';
  readonly gatewayMac: string;
  readonly labels: readonly KkmAdvertisement[];
}
export interface KkmAcknowledgement {
  readonly msg: 'dAck';
  readonly mac: string;
  readonly seq: number;
  readonly succeeded: boolean;
  /** "1" is "picture downloaded". */
  readonly cause: string | null;
}
export interface KkmPicture {
  readonly msg: 'dData';
  readonly mac: string;
  readonly seq: number;
  readonly dataType: 'ascii' | 'hex';
  readonly data: string;
}

export interface KkmError {
  readonly kind: 'kkm-unknown-message' | 'kkm-malformed';
  readonly message: string;
}

/** Labels in one advertisement; a gateway gathers what it heard in about a second. */
const maxLabelsInMessage = 5_000;

const mac = z.string().transform(text => text.replace(/[:-]/g, '').toUpperCase()).pipe(z.string().regex(/^(?:[0-9A-F]{12}|[0-9A-F]{16})$/));
/** A topic that can be subscribed to by its own name: no wildcard, no system topic. */
const topic = z.string().min(1).max(256).regex(/^[^#+$\0][^#+\0]*$/);
const whole = z.coerce.number().int();
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null).transform(value => value ?? null);

const alive = z.object({ msg: z.literal('alive'), gmac: mac, subaction: topic, pubaction: topic })
  .transform((one): KkmAlive => ({ msg: 'alive', gatewayMac: one.gmac, commandTopic: one.subaction, answerTopic: one.pubaction }));

const advertisement = z.object({
  dmac: mac, rssi: optional(whole), vatt: optional(whole.pipe(z.number().min(0).max(100_000))), temp: optional(z.coerce.number()),
  picID: optional(whole.pipe(z.number().min(0).max(0xffff_ffff))),
}).transform((one): KkmAdvertisement => ({ mac: one.dmac, rssiDbm: one.rssi, batteryMv: one.vatt, temperatureCelsius: one.temp, pictureId: one.picID }));

const advData = z.object({ msg: z.literal('advData'), gmac: mac, obj: z.array(z.unknown()).max(maxLabelsInMessage) })
  .transform((one): KkmAdvertisements => ({
    msg: 'advData', gatewayMac: one.gmac,
    // Another beacon among the labels (a thermometer, a button) has other fields and is left out.
    labels: one.obj.flatMap(entry => {
      const parsed = advertisement.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  }));

const dAck = z.object({ msg: z.literal('dAck'), mac, seq: whole, rslt: z.string(), cause: optional(z.coerce.string()) })
  .transform((one): KkmAcknowledgement => ({ msg: 'dAck', mac: one.mac, seq: one.seq, succeeded: one.rslt === 'succ', cause: one.cause }));

const dData = z.object({ msg: z.literal('dData'), mac, seq: whole, dType: z.enum(['ascii', 'hex']), data: z.string().min(1) })
  .refine(one => one.dType !== 'hex' || /^(?:[0-9A-Fa-f]{2})+$/.test(one.data), { message: 'hex data must be pairs of hex digits' })
  .transform((one): KkmPicture => ({ msg: 'dData', mac: one.mac, seq: one.seq, dataType: one.dType, data: one.data }));

const schemas: ReadonlyMap<unknown, z.ZodType<KkmMessage>> = new Map<unknown, z.ZodType<KkmMessage>>([
  ['alive', alive], ['advData', advData], ['dAck', dAck], ['dData', dData],
]);

/** Checks one parsed payload. A message type that is not published is an error of its own kind, so that a newer gateway can be told apart. */
export const parseKkmMessage = (json: unknown): Result<KkmMessage, KkmError> => {
  const name = typeof json === 'object' && json !== null && 'msg' in json ? json.msg : undefined;
  const schema = schemas.get(name);
  if (!schema) return fail({ kind: 'kkm-unknown-message', message: `Not a message of this protocol: ${String(name)}` });
  const parsed = schema.safeParse(json);
  return parsed.success ? ok(parsed.data) : fail({ kind: 'kkm-malformed', message: z.prettifyError(parsed.error) });
};

/** The payload that carries a picture to a label. */
export const kkmPicturePayload = (labelMac: string, seq: number, data: Uint8Array): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({
    msg: 'dData', mac: labelMac, seq, auth1: '00000000', dType: 'hex', data: Buffer.from(data.buffer, data.byteOffset, data.length).toString('hex').toUpperCase(),
  }));
