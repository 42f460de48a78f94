import { z } from 'zod';
import { messageRow, type LinkedRow } from '../catalog-row.ts';
import type { DeviceDriver } from '../device-driver.ts';
import { plainSerialSettings } from '../links/link-address.ts';
import { openMqttLink } from '../links/mqtt-link.ts';
import { openMqttShelf, type MqttShelfOptions, type SmartShelfEvent } from './mqtt-shelf.ts';

const shelfSchema: z.ZodType<MqttShelfOptions> = z.strictObject({
  topic: z.string().min(1).max(300), goods: z.strictObject({ itemGrams: z.int().min(1).max(1_000_000), toleranceGrams: z.int().min(1).max(100_000) }), livenessTimeoutMs: z.int().min(1_000).max(3_600_000),
});
export interface SmartShelfShape { readonly category: 'SmartShelf'; readonly event: SmartShelfEvent; readonly driver: DeviceDriver; readonly options: MqttShelfOptions }

export const mqttShelfRow: LinkedRow<SmartShelfShape> = messageRow<SmartShelfShape>({
  category: 'SmartShelf', names: { 'zh-CN': '称重货架（MQTT）', en: 'Weighing shelf, MQTT' }, links: ['mqtt'], serialDefaults: plainSerialSettings,
  defaults: { topic: 'store/+/+/shelf/shelf-1', goods: { itemGrams: 500, toleranceGrams: 25 }, livenessTimeoutMs: 60_000 }, schema: shelfSchema,
  openOn: (parts, address, options) => openMqttShelf(parts, openMqttLink(address, { clientId: `mendian-${parts.deviceId}`, account: parts.brokerAccount, will: null }), options),
});
