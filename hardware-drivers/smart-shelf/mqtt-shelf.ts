import { z } from 'zod';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { holdMessageConversation } from '../conversation.ts';
import type { DeviceDriver, DeviceParts } from '../device-driver.ts';
import type { OpenMessageLink } from '../links/message-link.ts';
import { stepShelf, unknownShelf, type ShelfGoods, type ShelfHappening, type ShelfReading } from './shelf-watch.ts';

export type SmartShelfEvent = ShelfHappening & { readonly deviceId: string };

export interface MqttShelfOptions {
  /** `store/<store>/<edge>/shelf/<device>`: readings on `…/event`, "I am here" on `…/state` (retained, with a will). */
  readonly topic: string;
  readonly goods: ShelfGoods;
  /** A shelf publishes at least this often. */
  readonly livenessTimeoutMs: number;
}

/** `{"grams":1250,"stable":true,"temperatureCelsius":21.5}`: integer grams after tare; the temperature is for the engineer. */
const reading = z.object({ grams: z.number().int().min(-1_000_000).max(1_000_000), stable: z.boolean(), temperatureCelsius: z.number().optional() });
const presence = z.object({ online: z.boolean() });
const maxPayloadBytes = 4_096;

export interface ShelfMessageError {
  readonly kind: 'shelf-malformed';
  readonly message: string;
}

/** One payload of `…/event`. */
export const parseShelfReading = (text: string, atMs: number): Result<ShelfReading, ShelfMessageError> => {
  try {
    const parsed = reading.safeParse(JSON.parse(text));
    return parsed.success ? ok({ weightGrams: parsed.data.grams, stable: parsed.data.stable, atMs })
      : fail({ kind: 'shelf-malformed', message: z.prettifyError(parsed.error) });
  } catch {
    return fail({ kind: 'shelf-malformed', message: 'Not JSON' });
  }
};

/** A shelf that publishes its weight. What was picked, put back or sold out is told; what only trembles is not. */
export const openMqttShelf = (parts: DeviceParts<SmartShelfEvent>, openLink: OpenMessageLink, options: MqttShelfOptions): DeviceDriver => {
  let state = unknownShelf;
  const conversation = holdMessageConversation({
    parts, category: 'SmartShelf', protocol: 'shelf-mqtt', openLink, livenessTimeoutMs: options.livenessTimeoutMs,
    begin: wire => ({
      received: ({ topic, payload }) => {
        if (payload.length > maxPayloadBytes) return wire.refused(1);
        const text = new TextDecoder().decode(payload);
        if (topic.endsWith('/state')) {
          const isGone = presenceOf(text) === false;
          return wire.setTrouble(isGone ? { code: 'E_OFFLINE', extended: 'shelf-gone', detail: 'The shelf said that it is gone' } : null);
        }
        const parsed = parseShelfReading(text, parts.nowMs());
        if (!parsed.ok) return wire.refused(1);
        wire.accepted(1);
        const step = stepShelf(state, parsed.value, options.goods);
        state = step.state;
        for (const happening of step.happenings) parts.onEvent({ ...happening, deviceId: parts.deviceId });
      },
      run: async () => {
        await wire.subscribe(`${options.topic}/event`, { qos: 1 });
        await wire.subscribe(`${options.topic}/state`, { qos: 1 });
      },
      ended: () => undefined,
    }),
  });
  return {
    status: conversation.status,
    checkHealth: async () => {
      const { power, trouble } = conversation.status();
      return { healthy: power === 'online' && trouble === null, findings: [trouble?.detail ?? `resting weight ${state.restingGrams ?? 'unknown'} g`] };
    },
    close: conversation.close,
  };
};

const presenceOf = (text: string): boolean | null => {
  try {
    const parsed = presence.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.online : null;
  } catch {
    return null;
  }
};
