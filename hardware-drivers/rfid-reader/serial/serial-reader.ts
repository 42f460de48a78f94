import type { OpenByteLink } from '../../byte-link.ts';
import { holdConversation } from '../../conversation.ts';
import { PosError, type DeviceDriver, type DeviceParts } from '../../device-driver.ts';
import { openPendingAnswers } from '../../pending-answers.ts';
import type { RfidReaderEvent, TagRead } from '../rfid-reader-event.ts';
import type { ResyncingFramer } from './resyncing-framer.ts';

/** A question to a reader and its answer. */
export interface SerialReaderTalk<Frame> {
  send(bytes: Uint8Array): Promise<void>;
  /** Sends and waits for the first frame that `match` accepts; asks three times in all, since a sleeping module loses the first command. */
  ask<T extends {}>(bytes: Uint8Array, awaited: string, match: (frame: Frame) => T | null): Promise<T>;
  pause(ms: number): Promise<void>;
  /** Ends when the connection does. */
  untilEnded(): Promise<void>;
}

/** What differs between the serial readers. */
export interface SerialReaderProtocol<Frame> {
  /** As in the driver catalog: 'rfid-m100'. */
  readonly name: string;
  readonly openFramer: () => ResyncingFramer<Frame>;
  readonly readsOf: (frame: Frame) => readonly SerialRead[];
  /** Sets the reader up and reads until the connection ends. */
  readonly converse: (talk: SerialReaderTalk<Frame>) => Promise<void>;
  /** Stops a reader that would go on by itself; null for one that only answers. */
  readonly goodbye: Uint8Array | null;
}
export type SerialRead = Pick<TagRead, 'epc' | 'antenna' | 'rssiDbm' | 'tid'>;

const answerTimeoutMs = 400;
const attempts = 3;
/** The line fell silent in the middle of a frame: it was none. */
const silentLineMs = 150;
/** A frame that is not whole after so long was none, whatever else came; 260 bytes at 9600 baud take 270 ms. */
const unfinishedFrameMs = 800;
const livenessTimeoutMs = 3_000;
const goodbyeTimeoutMs = 200;

/** A reader on a serial port (or a serial device server). It reads as long as it is open. */
export const openSerialReader = <Frame>(
  parts: DeviceParts<RfidReaderEvent>, openLink: OpenByteLink, protocol: SerialReaderProtocol<Frame>,
): DeviceDriver => {
  const conversation = holdConversation({
    parts, category: 'RFIDScanner', protocol: protocol.name, openLink, livenessTimeoutMs,
    begin: wire => {
      const framer = protocol.openFramer();
      const answers = openPendingAnswers<Frame>(parts.wait);
      let unfinishedSinceMs = parts.nowMs();
      let lastChunkAtMs = parts.nowMs();

      const handle = (frames: readonly Frame[]): void => {
        wire.refused(framer.takeRefused());
        wire.accepted(frames.length);
        for (const frame of frames) {
          const readAtMs = parts.nowMs();
          for (const read of protocol.readsOf(frame)) parts.onEvent({ kind: 'tag-read', deviceId: parts.deviceId, readAtMs, ...read });
          answers.offer(frame);
        }
        if (frames.length > 0) unfinishedSinceMs = parts.nowMs();
      };

      const expireUnfinished = async (): Promise<void> => {
        while (!wire.signal.aborted) {
          await parts.wait(silentLineMs / 3, wire.signal);
          const nowMs = parts.nowMs();
          const isOver = nowMs - lastChunkAtMs >= silentLineMs || nowMs - unfinishedSinceMs >= unfinishedFrameMs;
          if (framer.waitingBytes() > 0 && isOver) handle(framer.expire());
        }
      };

      const ask = async <T extends {}>(bytes: Uint8Array, awaited: string, match: (frame: Frame) => T | null): Promise<T> => {
        for (let attempt = 1; ; attempt++) {
          const answer = answers.next(awaited, match, answerTimeoutMs, wire.signal);
          answer.catch(() => undefined);
          await wire.send(bytes);
          try {
            return await answer;
          } catch (error) {
            if (!(error instanceof PosError) || error.code !== 'E_TIMEOUT' || attempt === attempts) throw error;
          }
        }
      };

      return {
        received: chunk => {
          lastChunkAtMs = parts.nowMs();
          if (framer.waitingBytes() === 0) unfinishedSinceMs = lastChunkAtMs;
          handle(framer.feed(chunk));
        },
        run: async () => {
          await Promise.race([
            protocol.converse({
              send: bytes => wire.send(bytes),
              ask,
              pause: ms => parts.wait(ms, wire.signal),
              untilEnded: expireUnfinished,
            }),
            expireUnfinished(),
          ]);
        },
        ended: () => undefined,
      };
    },
  });

  return {
    status: conversation.status,
    checkHealth: async () => {
      const { power, trouble, lastAnswerAtMs, statistics } = conversation.status();
      if (power !== 'online' || trouble) return { healthy: false, findings: [trouble?.detail ?? 'the reader has not answered yet'] };
      return {
        healthy: true,
        findings: [`last answer ${parts.nowMs() - (lastAnswerAtMs ?? 0)} ms ago, ${statistics.framesAccepted} frames good, ${statistics.framesRefused} refused`],
      };
    },
    close: async () => {
      if (protocol.goodbye && conversation.status().power === 'online') {
        const patience = new AbortController();
        const goodbye = conversation.during(wire => wire.send(protocol.goodbye!));
        await Promise.race([goodbye, parts.wait(goodbyeTimeoutMs, patience.signal)]).catch(() => undefined);
        patience.abort();
      }
      await conversation.close();
    },
  };
};
