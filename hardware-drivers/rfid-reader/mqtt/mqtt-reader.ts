import { holdMessageConversation } from '../../conversation.ts';
import type { DeviceDriver, DeviceParts } from '../../device-driver.ts';
import type { OpenMessageLink } from '../../links/message-link.ts';
import type { RfidReaderEvent } from '../rfid-reader-event.ts';
import { parseMqttReads, type MqttReaderDialect, type PublishedRead } from './mqtt-reader-codec.ts';

export interface MqttReaderOptions {
  readonly dialect: MqttReaderDialect;
  /** Where this reader publishes its tag data; wildcards are allowed. */
  readonly topic: string;
  /** Null for a reader that speaks only when it sees a tag. */
  readonly livenessTimeoutMs: number | null;
}

/** A reader that publishes what it reads: Impinj R700, Zebra FX, Zebra RFD40. It is set up on its own page; here it is listened to. */
export const openMqttReader = (parts: DeviceParts<RfidReaderEvent>, openLink: OpenMessageLink, options: MqttReaderOptions): DeviceDriver => {
  const conversation = holdMessageConversation({
    parts, category: 'RFIDScanner', protocol: `rfid-mqtt-${options.dialect}`, openLink, livenessTimeoutMs: options.livenessTimeoutMs,
    begin: wire => ({
      received: ({ payload }) => {
        const reads = readsOf(options.dialect, payload);
        if (!reads) return wire.refused(1);
        wire.accepted(1);
        const readAtMs = parts.nowMs();
        for (const { epc, antenna, rssiDbm, tid } of reads) {
          parts.onEvent({ kind: 'tag-read', deviceId: parts.deviceId, epc, antenna: antenna ?? 0, rssiDbm, readAtMs, tid });
        }
      },
      run: () => wire.subscribe(options.topic, { qos: 1 }),
      ended: () => undefined,
    }),
  });
  return {
    status: conversation.status,
    checkHealth: async () => {
      const { lastAnswerAtMs, trouble } = conversation.status();
      const heard = lastAnswerAtMs === null ? 'nothing was published yet' : `last message ${Math.round((parts.nowMs() - lastAnswerAtMs) / 1000)} s ago`;
      return { healthy: trouble === null && lastAnswerAtMs !== null, findings: [`topic ${options.topic}: ${heard}`] };
    },
    close: conversation.close,
  };
};

const maxPayloadBytes = 1_048_576;

const readsOf = (dialect: MqttReaderDialect, payload: Uint8Array): readonly PublishedRead[] | null => {
  if (payload.length > maxPayloadBytes) return null;
  try {
    const reads = parseMqttReads(dialect, JSON.parse(new TextDecoder().decode(payload)) as unknown);
    return reads.ok ? reads.value : null;
  } catch {
    return null;
  }
};
