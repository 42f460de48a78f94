import { fail, ok, type Result } from 'retail-model/result.ts';
import { z } from 'zod';
import { jsonOfInput, type Decode } from '../../decode-input.ts';

export type MqttReaderDialect = 'impinj' | 'zebra-fx' | 'zebra-rfd40';

/** One read as a reader publishes it. */
export interface PublishedRead {
  /** Upper-case hex. */
  readonly epc: string;
  readonly antenna: number | null;
  readonly rssiDbm: number | null;
  readonly tid: string | null;
  /** What only this vendor says, for the engineer. */
  readonly details: Readonly<Record<string, unknown>>;
}
export interface MqttReaderError {
  readonly kind: 'mqtt-reader-malformed';
  readonly message: string;
}

/** The reads of one payload. A payload of another kind (status, overflow) has none; one that says it has tags and has none is an error. */
export const parseMqttReads = (dialect: MqttReaderDialect, json: unknown): Result<readonly PublishedRead[], MqttReaderError> => {
  const parsed = parserByDialect[dialect].safeParse(json);
  return parsed.success ? ok(parsed.data) : fail({ kind: 'mqtt-reader-malformed', message: z.prettifyError(parsed.error) });
};

/** A message holds at most what fits into a broker's packet; this is beyond any of them. */
const maxReads = 10_000;
const hex = z.string().regex(/^(?:[0-9A-Fa-f]{2})+$/).max(124).transform(text => text.toUpperCase());
/** Impinj writes `-` and `_` for `+` and `/` (RFC 4648 §5). */
const base64Url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/).max(96)
  .transform(text => Buffer.from(text, 'base64url').toString('hex').toUpperCase());
const oneOrMany = <Schema extends z.ZodType>(schema: Schema) => z.union([z.array(schema).max(maxReads), schema.transform(one => [one])]);
const number = z.number().nullish().transform(value => value ?? null);

const impinjTag = z.object({
  epc: base64Url.optional(), epcHex: hex.optional(), tid: base64Url.optional(), tidHex: hex.optional(), antennaPort: number, peakRssiCdbm: number,
  frequency: number, transmitPowerCdbm: number,
}).refine(tag => tag.epc !== undefined || tag.epcHex !== undefined, { message: 'neither epc nor epcHex' })
  .transform((tag): PublishedRead => ({
    epc: tag.epcHex ?? tag.epc!, antenna: tag.antennaPort, rssiDbm: tag.peakRssiCdbm === null ? null : tag.peakRssiCdbm / 100,
    tid: tag.tidHex ?? tag.tid ?? null,
    details: { ...(tag.frequency === null ? {} : { freq_kHz: tag.frequency }), ...(tag.transmitPowerCdbm === null ? {} : { txPower_dBm: tag.transmitPowerCdbm / 100 }) },
  }));
/** Impinj R700 "IoT device interface" v1.7: an event names its own type. */
const impinj = oneOrMany(z.union([
  z.object({ eventType: z.literal('tagInventory'), tagInventoryEvent: impinjTag }).transform(event => event.tagInventoryEvent),
  z.object({ eventType: z.string().refine(type => type !== 'tagInventory') }).transform(() => null),
])).transform(events => events.filter(event => event !== null));

/** Zebra FX IoT Connector, tag data events, single or in an array. */
const zebraFx = oneOrMany(z.object({
  data: z.object({ idHex: hex, antenna: number, peakRssi: number, reads: number, channel: number, TID: hex.optional().catch(undefined) }),
}).transform(({ data }): PublishedRead => ({
  epc: data.idHex, antenna: data.antenna, rssiDbm: data.peakRssi, tid: data.TID ?? null,
  details: { ...(data.reads === null ? {} : { reads: data.reads }), ...(data.channel === null ? {} : { channel_MHz: data.channel }) },
})));

/** Zebra RFD40/90 sleds, `dataEVT`: a statistical view, many tags at once. */
const zebraRfd40 = z.object({
  data: z.object({
    tagData: z.array(z.object({ EPCid: hex.optional(), EPC: hex.optional(), TID: hex.optional().catch(undefined), peakRssi: number, seenCount: number })
      .refine(tag => tag.EPCid !== undefined || tag.EPC !== undefined, { message: 'neither EPCid nor EPC' })
      .transform((tag): PublishedRead => ({
        epc: tag.EPCid ?? tag.EPC!, antenna: null, rssiDbm: tag.peakRssi, tid: tag.TID ?? null,
        details: tag.seenCount === null ? {} : { reads: tag.seenCount },
      }))).max(maxReads),
  }),
}).transform(event => event.data.tagData);

const parserByDialect: Readonly<Record<MqttReaderDialect, z.ZodType<PublishedRead[]>>> = { impinj, 'zebra-fx': zebraFx, 'zebra-rfd40': zebraRfd40 };

/** What `mendian decode` prints: the first read's values, and all of them under `reads` when there are more. */
const decodeWith = (dialect: MqttReaderDialect): Decode => input => {
  const json = jsonOfInput(input);
  if (!json.ok) return json;
  const reads = parseMqttReads(dialect, json.value);
  if (!reads.ok) return reads;
  const values = reads.value.map(({ epc, antenna, rssiDbm, tid, details }) => ({
    epc, ...(antenna === null ? {} : { antenna }), ...(rssiDbm === null ? {} : { rssi_dBm: rssiDbm }), ...(tid === null ? {} : { tid }), ...details,
  }));
  return ok({ ...values[0], ...(values.length > 1 ? { all: values } : {}) });
};

export const decodeImpinj = decodeWith('impinj');
export const decodeZebraFx = decodeWith('zebra-fx');
export const decodeZebraRfd40 = decodeWith('zebra-rfd40');
