import type { ByteWire } from '../../conversation.ts';
import { PosError, type DeviceParts } from '../../device-driver.ts';
import { openPendingAnswers } from '../../pending-answers.ts';
import { decodeLlrpMessage, encodeLlrpMessage, llrpChild, type LlrpMessage, type LlrpParameterDraft } from './llrp-codec.ts';
import type { LlrpFields } from './llrp-fields.ts';
import { openLlrpFramer, type LlrpFrame } from './llrp-framing.ts';
import { readLlrpTagReport, type LlrpTagRead } from './llrp-tag-report.ts';

/** One connection to a reader: questions with their answers, reports and events as they come. */
export interface LlrpSession {
  received(chunk: Uint8Array): void;
  /** Resolves when the reader says that this client is served; rejects with E_CLAIMED when it serves another. */
  untilAccepted(): Promise<void>;
  /** The answer of the same message id. Rejects with E_EXTENDED and the reader's own words when its status is not success. */
  ask(name: string, fields?: LlrpFields, parameters?: readonly LlrpParameterDraft[]): Promise<LlrpMessage>;
}

export interface LlrpSessionEvents {
  tagsRead(reads: readonly LlrpTagRead[]): void;
  readerEvent(data: LlrpMessage): void;
}

/** A reader that is starting up can take seconds; one that serves answers in milliseconds. */
const answerTimeoutMs = 5_000;

export const openLlrpSession = (wire: ByteWire, wait: DeviceParts<never>['wait'], events: LlrpSessionEvents): LlrpSession => {
  const framer = openLlrpFramer();
  const answers = openPendingAnswers<LlrpMessage>(wait);
  let lastMessageId = 0;
  let attempt: LlrpMessage | null = null;

  const nextMessageId = (): number => (lastMessageId = (lastMessageId + 1) % 0xffff_ffff);

  /** Null for a refusal: it must not count as a sign of a working reader, or it would be called again at once. */
  const handle = (frame: LlrpFrame): boolean | null => {
    if (frame.type === roAccessReport) {
      const reads = readLlrpTagReport(frame.body);
      if (reads.ok) events.tagsRead(reads.value);
      return reads.ok;
    }
    if (frame.type === keepalive) {
      // A connection that breaks under the answer is noticed by its reader; nothing is left to do here.
      wire.send(encodeLlrpMessage('KEEPALIVE_ACK', nextMessageId())).catch(() => undefined);
      return true;
    }
    const message = decodeLlrpMessage(frame);
    if (!message.ok) return false;
    if (frame.type === readerEventNotification) {
      const status = connectionStatusOf(message.value);
      if (status !== null) attempt ??= message.value;
      if (!answers.offer(message.value)) events.readerEvent(message.value);
      return status === null || status === 0 ? true : null;
    }
    answers.offer(message.value);
    return true;
  };

  return {
    received: chunk => {
      const { frames, error } = framer.feed(chunk);
      let accepted = 0;
      let refused = 0;
      for (const frame of frames) {
        const understood = handle(frame);
        if (understood) accepted++;
        if (understood === false) refused++;
      }
      if (refused > 0) wire.refused(refused);
      wire.accepted(accepted);
      if (error) {
        wire.refused(1);
        throw new PosError('E_FAILURE', `The reader's bytes are not LLRP any more: ${error.message}`, error.kind);
      }
    },

    untilAccepted: async () => {
      const greeting = attempt ?? await answers.next('the greeting of the reader (ConnectionAttemptEvent)',
        message => (connectionStatusOf(message) === null ? null : message), answerTimeoutMs, wire.signal);
      const status = connectionStatusOf(greeting);
      if (status !== 0) throw new PosError('E_CLAIMED', refusalText(status ?? 3), `llrp-connection-${status}`);
    },

    ask: async (name, fields = {}, parameters = []) => {
      const messageId = nextMessageId();
      const answer = answers.next(name, message => (message.messageId === messageId ? message : null), answerTimeoutMs, wire.signal);
      // Should the send fail, the abandoned wait ends with the connection.
      answer.catch(() => undefined);
      await wire.send(encodeLlrpMessage(name, messageId, fields, parameters));
      const message = await answer;
      const status = llrpChild(message, 'LLRPStatus');
      const code = Number(status?.fields['StatusCode'] ?? 0);
      if (code !== 0 || message.name === 'ERROR_MESSAGE') {
        throw new PosError('E_EXTENDED', `${name} was refused by the reader with status ${code}: ${String(status?.fields['ErrorDescription'] ?? '')}`, `llrp-status-${code}`);
      }
      return message;
    },
  };
};

const roAccessReport = 61;
const keepalive = 62;
const readerEventNotification = 63;

const connectionStatusOf = (message: LlrpMessage): number | null => {
  const data = llrpChild(message, 'ReaderEventNotificationData');
  const event = data && llrpChild(data, 'ConnectionAttemptEvent');
  return event ? Number(event.fields['Status']) : null;
};

/** ConnectionAttemptStatusType (§12.2.6.11). */
const refusalText = (status: number): string => {
  switch (status) {
    case 1: return 'The reader serves another client, to which it connected itself; it serves one at a time.';
    case 2: return 'The reader serves another client already; it serves one at a time. Disconnect the other one.';
    case 4: return 'Another client tried to connect to this reader.';
    default: return `The reader refused this connection (status ${status}).`;
  }
};
