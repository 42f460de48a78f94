import { z } from 'zod';
import { byteRow, messageRow, type LinkedRow } from '../catalog-row.ts';
import type { DeviceDriver } from '../device-driver.ts';
import { plainSerialSettings, type SerialSettings } from '../links/link-address.ts';
import { openMqttLink } from '../links/mqtt-link.ts';
import { openLlrpReader, type LlrpReaderOptions } from './llrp/llrp-reader.ts';
import type { MqttReaderDialect } from './mqtt/mqtt-reader-codec.ts';
import { openMqttReader } from './mqtt/mqtt-reader.ts';
import type { RfidReaderEvent } from './rfid-reader-event.ts';
import { a0Protocol, m100Protocol, mercuryProtocol, reader18Protocol, type SerialReaderSettings } from './serial/serial-reader-protocols.ts';
import { openSerialReader, type SerialReaderProtocol } from './serial/serial-reader.ts';

interface RfidShape<Options extends object> { readonly category: 'RFIDScanner'; readonly event: RfidReaderEvent; readonly driver: DeviceDriver; readonly options: Options }

const antennas = z.array(z.int().min(1).max(64)).max(64);
const powerDbm = z.number().min(0).max(40).nullable();

/** The inventory of a reader over LLRP, as its options name it. */
export const llrpOptionsSchema: z.ZodType<LlrpReaderOptions> = z.strictObject({
  antennas, powerDbm, session: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]), tagPopulation: z.int().min(1).max(1_000), readTid: z.boolean(),
  keepaliveMs: z.int().min(500).max(60_000),
});
/** A pad at a lane: session 0 tells the tags of a basket again and again. */
export const usualLlrpOptions: LlrpReaderOptions = { antennas: [], powerDbm: null, session: 0, tagPopulation: 32, readTid: false, keepaliveMs: 3_000 };

const serialSchema: z.ZodType<SerialReaderSettings> = z.strictObject({ antennas: antennas.min(1), powerDbm, pauseMs: z.int().min(0).max(60_000) });
const usualSerialOptions: SerialReaderSettings = { antennas: [1], powerDbm: null, pauseMs: 20 };

const mqttSchema = z.strictObject({ topic: z.string().min(1).max(300), livenessTimeoutMs: z.int().min(1_000).max(86_400_000).nullable() });
type MqttOptions = z.infer<typeof mqttSchema>;

export interface RfidShapes {
  readonly 'rfid-llrp': RfidShape<LlrpReaderOptions>;
  readonly 'rfid-m100': RfidShape<SerialReaderSettings>;
  readonly 'rfid-a0': RfidShape<SerialReaderSettings>;
  readonly 'rfid-mercury': RfidShape<SerialReaderSettings>;
  readonly 'rfid-reader18': RfidShape<SerialReaderSettings>;
  readonly 'rfid-mqtt-impinj': RfidShape<MqttOptions>;
  readonly 'rfid-mqtt-zebra-fx': RfidShape<MqttOptions>;
  readonly 'rfid-mqtt-zebra-rfd40': RfidShape<MqttOptions>;
}

const at = (baud: number): SerialSettings => ({ ...plainSerialSettings, baud });

const serialRow = <Frame>(names: LinkedRow<RfidShape<SerialReaderSettings>>['names'], baud: number, speak: (settings: SerialReaderSettings) => SerialReaderProtocol<Frame>): LinkedRow<RfidShape<SerialReaderSettings>> =>
  byteRow<RfidShape<SerialReaderSettings>>({
    category: 'RFIDScanner', names, links: ['serial', 'tcp'], serialDefaults: at(baud), defaults: usualSerialOptions, schema: serialSchema,
    openOn: (parts, address, options) => openSerialReader(parts, parts.openByteLink(address, null), speak(options)),
  });

const mqttRow = (dialect: MqttReaderDialect, names: LinkedRow<RfidShape<MqttOptions>>['names'], topic: string): LinkedRow<RfidShape<MqttOptions>> =>
  messageRow<RfidShape<MqttOptions>>({
    category: 'RFIDScanner', names, links: ['mqtt'], serialDefaults: plainSerialSettings, defaults: { topic, livenessTimeoutMs: null }, schema: mqttSchema,
    openOn: (parts, address, options) => openMqttReader(parts, openMqttLink(address, { clientId: `mendian-${parts.deviceId}`, account: parts.brokerAccount, will: null }), { dialect, ...options }),
  });

export const rfidRows: { readonly [protocol in keyof RfidShapes]: LinkedRow<RfidShapes[protocol]> } = {
  'rfid-llrp': byteRow<RfidShapes['rfid-llrp']>({
    category: 'RFIDScanner', names: { 'zh-CN': 'RFID 读写器（LLRP）', en: 'RFID reader, LLRP' }, links: ['tcp'], serialDefaults: plainSerialSettings, defaults: usualLlrpOptions, schema: llrpOptionsSchema,
    openOn: (parts, address, options) => openLlrpReader(parts, parts.openByteLink(address, null), options),
  }),
  'rfid-m100': serialRow({ 'zh-CN': 'RFID 模块 M100 / R200 / YRM100', en: 'RFID module M100, R200 or YRM100' }, 115_200, m100Protocol),
  'rfid-a0': serialRow({ 'zh-CN': 'RFID 读写器 R2000（A0 协议）', en: 'RFID reader R2000, protocol A0' }, 115_200, a0Protocol),
  'rfid-mercury': serialRow({ 'zh-CN': 'RFID 模块 ThingMagic / Silion（Mercury）', en: 'RFID module ThingMagic or Silion, Mercury' }, 115_200, mercuryProtocol),
  'rfid-reader18': serialRow({ 'zh-CN': 'RFID 读写器 UHFReader18 / 288', en: 'RFID reader UHFReader18 or 288' }, 57_600, reader18Protocol),
  'rfid-mqtt-impinj': mqttRow('impinj', { 'zh-CN': 'RFID 读写器 Impinj R700（MQTT）', en: 'RFID reader Impinj R700, MQTT' }, 'impinj/+/events'),
  'rfid-mqtt-zebra-fx': mqttRow('zebra-fx', { 'zh-CN': 'RFID 读写器 Zebra FX（MQTT）', en: 'RFID reader Zebra FX, MQTT' }, 'zebra/+/data'),
  'rfid-mqtt-zebra-rfd40': mqttRow('zebra-rfd40', { 'zh-CN': 'RFID 手持机 Zebra RFD40（MQTT）', en: 'RFID handheld Zebra RFD40, MQTT' }, 'zebra/+/data'),
};
