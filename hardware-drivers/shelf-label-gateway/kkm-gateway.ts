import { holdMessageConversation, type MessageWire } from '../conversation.ts';
import { PosError, type DeviceDriver, type DeviceParts } from '../device-driver.ts';
import type { OpenMessageLink, TopicMessage } from '../links/message-link.ts';
import type { LabelEvent } from './label-event.ts';
import type { LabelPolicy } from './label-fleet.ts';
import { encodeLabelPicture } from './label-picture-codec.ts';
import type { LabelPicture } from './label-picture.ts';
import { openLabelRoster, type LabelView } from './label-roster.ts';
import { kkmPicturePayload, parseKkmMessage, type KkmMessage } from './kkm-messages.ts';

export interface KkmGatewayOptions {
  readonly policy: LabelPolicy;
  /** How often deadlines are looked at. */
  readonly tickMs: number;
  /** Without an `alive` of any gateway for so long the device has trouble. */
  readonly gatewaySilentAfterMs: number;
  readonly maxOutstandingPerGateway: number;
  readonly maxLabels: number;
}

export const usualKkmOptions = { tickMs: 1_000, gatewaySilentAfterMs: 90_000, maxOutstandingPerGateway: 64, maxLabels: 50_000 } as const;

/** Gateways of shelf labels behind one interface, whatever they speak. */
export interface ShelfLabelGateway extends DeviceDriver {
  /** This label is to show this picture. Twice the same is once. Throws for a picture that is not one, or E_ILLEGAL beyond `maxLabels`. */
  want(labelMac: string, picture: LabelPicture): void;
  /** The label is no longer ours: nothing is sent to it, and it is not missed. */
  forget(labelMac: string): void;
  /** Makes the label's light blink; null where the protocol has no such command. */
  readonly flash: ((labelMac: string) => Promise<void>) | null;
  fleet(): readonly LabelView[];
}

/** All KKM gateways of one broker: topics are learned from `alive`, and a label is reached through the gateway that heard it last. */
export const openKkmGateway = (parts: DeviceParts<LabelEvent>, openLink: OpenMessageLink, options: KkmGatewayOptions): ShelfLabelGateway => {
  const commandTopicByGateway = new Map<string, string>();
  const answerTopics = new Set<string>();
  let present: MessageWire | null = null;
  let lastAliveAtMs: number | null = null;

  const roster = openLabelRoster({
    policy: options.policy, nowMs: parts.nowMs, maxLabels: options.maxLabels, maxOutstandingPerGateway: options.maxOutstandingPerGateway,
    // Not from 1: an answer to a message from before a restart must not pass for an answer of today.
    firstSeq: parts.nowMs() % 1_000_000,
    onHappening: (mac, happening) => parts.onEvent({ ...happening, deviceId: parts.deviceId, mac, atMs: parts.nowMs() }),
    canSend: gateway => present !== null && commandTopicByGateway.has(gateway),
    send: async (gateway, mac, seq, picture) => {
      const topic = commandTopicByGateway.get(gateway);
      if (!present || topic === undefined) throw new PosError('E_OFFLINE', `Gateway ${gateway} has not said where it listens.`);
      await present.publish(topic, kkmPicturePayload(mac, seq, picture), { qos: 1, retain: false });
    },
  });

  const handle = (wire: MessageWire, message: KkmMessage): void => {
    switch (message.msg) {
      case 'alive': {
        if (commandTopicByGateway.size >= maxGateways && !commandTopicByGateway.has(message.gatewayMac)) return;
        lastAliveAtMs = parts.nowMs();
        commandTopicByGateway.set(message.gatewayMac, message.commandTopic);
        if (!answerTopics.has(message.answerTopic)) {
          answerTopics.add(message.answerTopic);
          // Without the subscription no answer comes and every label times out: the next `alive` tries again.
          wire.subscribe(message.answerTopic, { qos: 2 }).catch(() => answerTopics.delete(message.answerTopic));
        }
        wire.setTrouble(null);
        return;
      }
      case 'advData':
        // Before `alive` there is no way to answer: a label heard earlier is only noted.
        for (const label of message.labels) roster.heard(label.mac, message.gatewayMac, label);
        return;
      case 'dAck':
        if (!message.succeeded || message.cause === null || message.cause === downloadedCause) roster.acknowledged(message.mac, message.seq, message.succeeded);
        return;
      case 'dData': return;
    }
  };

  const watch = async (wire: MessageWire): Promise<void> => {
    const listeningSinceMs = parts.nowMs();
    while (!wire.signal.aborted) {
      await parts.wait(options.tickMs, wire.signal);
      roster.tick(listeningSinceMs);
      const silentMs = parts.nowMs() - Math.max(lastAliveAtMs ?? 0, listeningSinceMs);
      if (silentMs >= options.gatewaySilentAfterMs) {
        wire.setTrouble({ code: 'E_OFFLINE', extended: 'gateway-silent', detail: `No gateway said that it is alive for ${Math.round(silentMs / 1000)} s` });
      }
    }
  };

  const conversation = holdMessageConversation({
    parts, category: 'ElectronicLabel', protocol: 'labels-kkm', openLink, livenessTimeoutMs: null,
    begin: wire => {
      present = wire;
      answerTopics.clear();
      return {
        received: message => {
          const parsed = parsePayload(message);
          if (parsed) handle(wire, parsed);
          if (parsed) wire.accepted(1);
          else wire.refused(1);
        },
        run: async () => {
          await wire.subscribe('kbeacon/publish/+', { qos: 0 });
          await watch(wire);
        },
        ended: () => { present = null; },
      };
    },
  });

  return {
    status: conversation.status,
    want: (labelMac, picture) => roster.want(macOf(labelMac), { id: picture.id, hash: picture.hash }, encodeLabelPicture(picture)),
    forget: labelMac => roster.forget(macOf(labelMac)),
    flash: null,
    fleet: roster.fleet,
    checkHealth: async () => {
      const fleet = roster.fleet();
      const silent = fleet.filter(label => label.state.silent).length;
      const findings = [
        `${commandTopicByGateway.size} gateways: ${[...commandTopicByGateway.keys()].join(' ') || 'none has said that it is alive'}`,
        `${fleet.length} labels, ${silent} silent, ${fleet.filter(label => label.state.batteryLow).length} with a low battery`,
      ];
      return { healthy: conversation.status().trouble === null && commandTopicByGateway.size > 0, findings };
    },
    close: conversation.close,
  };
};

const maxGateways = 64;
const downloadedCause = '1';
const maxPayloadBytes = 1_048_576;

const parsePayload = ({ payload }: TopicMessage): KkmMessage | null => {
  if (payload.length > maxPayloadBytes) return null;
  try {
    const parsed = parseKkmMessage(JSON.parse(new TextDecoder().decode(payload)) as unknown);
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
};

const macOf = (text: string): string => text.replace(/[:-]/g, '').toUpperCase();
