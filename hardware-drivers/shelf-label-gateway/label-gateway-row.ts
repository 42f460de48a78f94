import { z } from 'zod';
import { messageRow, type LinkedRow } from '../catalog-row.ts';
import { plainSerialSettings } from '../links/link-address.ts';
import { openMqttLink } from '../links/mqtt-link.ts';
import { openKkmGateway, usualKkmOptions, type ShelfLabelGateway } from './kkm-gateway.ts';
import type { LabelEvent } from './label-event.ts';
import { usualLabelPolicy } from './label-fleet.ts';

const kkmSchema = z.strictObject({
  answerTimeoutMs: z.int().min(1_000).max(600_000), maxAttempts: z.int().min(1).max(20), failedRetryMs: z.int().min(1_000).max(86_400_000), silentAfterMs: z.int().min(10_000).max(86_400_000),
  batteryLowMv: z.int().min(1_500).max(3_600), tickMs: z.int().min(20).max(60_000), gatewaySilentAfterMs: z.int().min(1_000).max(3_600_000), maxOutstandingPerGateway: z.int().min(1).max(1_000), maxLabels: z.int().min(1).max(50_000),
});
type KkmSettings = z.infer<typeof kkmSchema>;
export interface LabelGatewayShape { readonly category: 'ElectronicLabel'; readonly event: LabelEvent; readonly driver: ShelfLabelGateway; readonly options: KkmSettings }

export const kkmGatewayRow: LinkedRow<LabelGatewayShape> = messageRow<LabelGatewayShape>({
  category: 'ElectronicLabel', names: { 'zh-CN': '电子价签网关（KKM，MQTT）', en: 'Shelf label gateways, KKM over MQTT' }, links: ['mqtt'], serialDefaults: plainSerialSettings,
  defaults: { ...usualLabelPolicy, ...usualKkmOptions }, schema: kkmSchema,
  openOn: (parts, address, { tickMs, gatewaySilentAfterMs, maxOutstandingPerGateway, maxLabels, ...policy }) =>
    openKkmGateway(parts, openMqttLink(address, { clientId: `mendian-${parts.deviceId}`, account: parts.brokerAccount, will: null }), { policy, tickMs, gatewaySilentAfterMs, maxOutstandingPerGateway, maxLabels }),
});
