import type { OpenByteLink } from '../byte-link.ts';
import { holdConversation, type ByteWire, type Dialogue } from '../conversation.ts';
import { PosError, type DeviceDriver, type DeviceParts } from '../device-driver.ts';
import { openPendingAnswers, type PendingAnswers } from '../pending-answers.ts';
import { noWeight, type ScaleFrame, type ScaleProtocol, type WeightReading } from './weight-reading.ts';

/** What lies on the scale, each time it says so. After a break one event with `not-ready` tells that nothing is known. */
export interface WeightEvent extends WeightReading {
  readonly kind: 'weight';
  readonly deviceId: string;
  /** Only a `stable` or a `zero` weight is: nothing else may be charged or trusted as empty. */
  readonly stable: boolean;
  readonly receivedAtMs: number;
}

export interface ScaleDriver extends DeviceDriver {
  /**
   * The next stable weight above zero. Rejects with `PosError` E_TIMEOUT, E_OFFLINE, or E_EXTENDED with
   * 'ESCAL_OVERWEIGHT' or 'ESCAL_UNDER_ZERO' as soon as the scale says so.
   */
  readStableWeight(timeoutMs: number): Promise<WeightEvent>;
  /** Sets the empty scale to zero. Rejects with E_ILLEGAL where the protocol has no such command, E_FAILURE when the scale refuses. */
  zero(): Promise<void>;
  /** Subtracts what lies there now. Rejects as `zero` does. */
  tare(): Promise<void>;
}

export interface ScaleOptions {
  /** Protocol as in the driver catalog. */
  readonly protocolName: string;
  readonly pollIntervalMs: number;
  readonly livenessTimeoutMs: number;
}

const answerTimeoutMs = 500;
const verbTimeoutMs = 2_500;

/** A scale on a link: live weight all the time, verbs in between. */
export const openScaleDriver = (parts: DeviceParts<WeightEvent>, openLink: OpenByteLink, protocol: ScaleProtocol, options: ScaleOptions): ScaleDriver => {
  const weights = openPendingAnswers<WeightEvent>(parts.wait);
  let answers: PendingAnswers<ScaleFrame> = openPendingAnswers(parts.wait);
  let latest: WeightEvent | null = null;

  const tell = (reading: WeightReading): void => {
    latest = { kind: 'weight', deviceId: parts.deviceId, ...reading, stable: reading.status === 'stable' || reading.status === 'zero', receivedAtMs: parts.nowMs() };
    parts.onEvent(latest);
    weights.offer(latest);
  };

  const conversation = holdConversation({
    parts, category: 'Scale', protocol: options.protocolName, livenessTimeoutMs: options.livenessTimeoutMs, openLink,
    begin: (wire): Dialogue<Uint8Array> => {
      const decoder = protocol.openDecoder();
      let previous: WeightReading | null = null;
      answers = openPendingAnswers(parts.wait);
      return {
        received: (bytes) => {
          const { frames, refused } = decoder.feed(bytes);
          wire.refused(refused);
          wire.accepted(frames.length);
          for (const frame of frames) {
            if (frame.kind === 'weight') {
              wire.setTrouble(frame.trouble);
              tell(protocol.checksummed ? frame.reading : confirmed(previous, frame.reading));
              previous = frame.reading;
            }
            answers.offer(frame);
          }
        },
        run: () => (protocol.askWeight.length === 0 ? Promise.resolve() : poll(wire)),
        ended: () => tell(noWeight('not-ready')),
      };
    },
  });

  const poll = async (wire: ByteWire): Promise<void> => {
    for (;;) {
      await wire.takeTurn(() => ask(wire)).catch(toleratedSilence);
      await parts.wait(options.pollIntervalMs, wire.signal);
    }
  };

  /** One weight: each step but the last is answered by an acknowledgement. */
  const ask = async (wire: ByteWire): Promise<void> => {
    for (const [index, request] of protocol.askWeight.entries()) {
      const last = index === protocol.askWeight.length - 1;
      await wire.send(request);
      const answer = await answers.next('the weight', (frame) => (frame.kind === (last ? 'weight' : 'done') || frame.kind === 'refused' ? frame : null), answerTimeoutMs, wire.signal);
      if (answer.kind === 'refused') return;
    }
  };

  const command = (name: string, bytes: Uint8Array | null): Promise<void> =>
    conversation.during((wire) => wire.takeTurn(async () => {
      if (bytes === null) throw new PosError('E_ILLEGAL', `This scale has no command for ${name}.`);
      await wire.send(bytes);
      if (protocol.verbAnswer === 'acknowledged') {
        const answer = await answers.next(name, (frame) => (frame.kind === 'done' || frame.kind === 'refused' ? frame : null), verbTimeoutMs, wire.signal);
        if (answer.kind === 'refused') throw new PosError('E_FAILURE', `The scale refuses ${name}: ${answer.reason}.`);
        return;
      }
      const deadlineMs = parts.nowMs() + verbTimeoutMs;
      for (;;) {
        await ask(wire).catch(toleratedSilence);
        if (latest?.status === 'zero') return;
        if (parts.nowMs() >= deadlineMs) throw new PosError('E_TIMEOUT', `The scale did not show zero within ${verbTimeoutMs} ms after ${name}.`);
        await parts.wait(options.pollIntervalMs, wire.signal);
      }
    }));

  return {
    status: () => conversation.status(),
    readStableWeight: (timeoutMs) =>
      conversation.during(async (wire) => {
        const event = await weights.next('a stable weight', (weight) => (weight.status === 'in-motion' || weight.status === 'zero' || weight.status === 'not-ready' ? null : weight), timeoutMs, wire.signal);
        if (event.status === 'over-range') throw new PosError('E_EXTENDED', 'Too heavy for this scale.', 'ESCAL_OVERWEIGHT');
        if (event.status === 'under-zero') throw new PosError('E_EXTENDED', 'The scale is below zero.', 'ESCAL_UNDER_ZERO');
        return event;
      }),
    zero: () => command('zero', protocol.zero),
    tare: () => command('tare', protocol.tare),
    checkHealth: async () => {
      const status = conversation.status();
      if (status.power !== 'online') return { healthy: false, findings: [status.trouble?.detail ?? 'The scale has not answered yet.'] };
      try {
        const event = await conversation.during((wire) => weights.next('any weight', (weight) => weight, answerTimeoutMs * 2 + options.pollIntervalMs, wire.signal));
        return { healthy: status.trouble === null, findings: [`The scale says: ${event.text === '' ? event.status : `${event.text} (${event.status})`}.`, ...(status.trouble === null ? [] : [status.trouble.detail])] };
      } catch (error) {
        return { healthy: false, findings: [error instanceof Error ? error.message : String(error)] };
      }
    },
    close: () => conversation.close(),
  };
};

/** One unanswered question is no fault: the watch for life decides when the scale counts as gone. */
const toleratedSilence = (error: unknown): void => {
  if (!(error instanceof PosError && error.code === 'E_TIMEOUT')) throw error;
};

/** Stable only when said twice in the same words. */
const confirmed = (previous: WeightReading | null, reading: WeightReading): WeightReading =>
  (reading.status !== 'stable' && reading.status !== 'zero') || (previous?.status === reading.status && previous.text === reading.text)
    ? reading
    : { ...reading, status: 'in-motion' };
