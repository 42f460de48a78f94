import { fail, ok, type Result } from 'retail-model/result.ts';

/** One message as it lay on the wire. `body` is what follows the ten bytes of the header. */
export interface LlrpFrame {
  /** 1 for LLRP 1.0.1. */
  readonly version: number;
  readonly type: number;
  readonly messageId: number;
  readonly body: Uint8Array;
}

/** A stream in this state cannot be trusted any more: LLRP has no start mark, so the only way back is a new connection. */
export interface LlrpFramingError {
  readonly kind: 'llrp-reserved-bits' | 'llrp-length';
  readonly message: string;
}

export interface LlrpFeedResult {
  readonly frames: readonly LlrpFrame[];
  /** Once set it stays set: the caller closes the connection. */
  readonly error: LlrpFramingError | null;
}

export interface LlrpFramer {
  /** Every whole message that these bytes complete. */
  feed(bytes: Uint8Array): LlrpFeedResult;
  /** Bytes kept for a message that is not whole yet. */
  pendingBytes(): number;
}

/** LLRP 1.0.1 §16.1.1: reserved 3 bits, version 3, type 10, length 32, id 32. */
export const llrpHeaderBytes = 10;

/** A capabilities answer of a big reader is about 2 KB and a report of 500 tags about 20 KB. */
const maxLlrpMessageBytes = 1_048_576;

/** Cuts a TCP stream into messages: many in one segment, or one over many segments. Never keeps more than one message. */
export const openLlrpFramer = (maxMessageBytes: number = maxLlrpMessageBytes): LlrpFramer => {
  let pending: Uint8Array = new Uint8Array(0);
  let filled = 0;
  let broken: LlrpFramingError | null = null;

  const append = (bytes: Uint8Array): void => {
    if (filled + bytes.length > pending.length) {
      const larger = new Uint8Array(Math.max(filled + bytes.length, 2 * filled));
      larger.set(pending.subarray(0, filled));
      pending = larger;
    }
    pending.set(bytes, filled);
    filled += bytes.length;
  };

  return {
    pendingBytes: () => filled,
    feed: bytes => {
      if (broken) return { frames: [], error: broken };
      let source = bytes;
      let available = bytes.length;
      if (filled > 0) {
        append(bytes);
        source = pending;
        available = filled;
      }
      const frames: LlrpFrame[] = [];
      let at = 0;
      while (available - at >= llrpHeaderBytes) {
        const header = readHeader(source, at);
        broken = headerError(header, maxMessageBytes);
        if (broken) {
          pending = new Uint8Array(0);
          filled = 0;
          return { frames, error: broken };
        }
        if (available - at < header.length) break;
        // A copy: the link may use its buffer again, and so do we.
        frames.push({ version: header.version, type: header.type, messageId: header.messageId,
          body: source.slice(at + llrpHeaderBytes, at + header.length) });
        at += header.length;
      }
      if (at === 0 && source === pending) return { frames, error: null };
      pending = source.slice(at, available);
      filled = pending.length;
      return { frames, error: null };
    },
  };
};

/** Exactly one message, nothing before or after it. */
export const parseLlrpFrame = (bytes: Uint8Array): Result<LlrpFrame, LlrpFramingError> => {
  if (bytes.length < llrpHeaderBytes) return fail({ kind: 'llrp-length', message: `A message has at least 10 bytes, this has ${bytes.length}` });
  const header = readHeader(bytes, 0);
  const error = headerError(header, maxLlrpMessageBytes);
  if (error) return fail(error);
  if (header.length !== bytes.length) {
    return fail({ kind: 'llrp-length', message: `The header says ${header.length} bytes, there are ${bytes.length}` });
  }
  return ok({ version: header.version, type: header.type, messageId: header.messageId, body: bytes.slice(llrpHeaderBytes) });
};

/** The bytes of one message with its header. */
export const llrpFrameBytes = (frame: LlrpFrame): Uint8Array => {
  const bytes = new Uint8Array(llrpHeaderBytes + frame.body.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, (frame.version << 10) | frame.type);
  view.setUint32(2, bytes.length);
  view.setUint32(6, frame.messageId);
  bytes.set(frame.body, llrpHeaderBytes);
  return bytes;
};

interface Header {
  readonly reserved: number;
  readonly version: number;
  readonly type: number;
  readonly length: number;
  readonly messageId: number;
}

const readHeader = (bytes: Uint8Array, at: number): Header => {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, llrpHeaderBytes);
  const first = view.getUint16(0);
  return { reserved: first >> 13, version: (first >> 10) & 7, type: first & 0x3ff, length: view.getUint32(2), messageId: view.getUint32(6) };
};

const headerError = (header: Header, maxMessageBytes: number): LlrpFramingError | null => {
  if (header.reserved !== 0 || header.version === 0 || header.version > 2) {
    return { kind: 'llrp-reserved-bits', message: `Not an LLRP header: reserved bits ${header.reserved}, version ${header.version}` };
  }
  if (header.length < llrpHeaderBytes || header.length > maxMessageBytes) {
    return { kind: 'llrp-length', message: `A message of ${header.length} bytes; allowed are ${llrpHeaderBytes} to ${maxMessageBytes}` };
  }
  return null;
};
