/** Turns a stream of bytes into frames, however the wire cut it. */
export interface FrameDecoder<Frame> {
  feed(bytes: Uint8Array): Decoded<Frame>;
}

export interface Decoded<Frame> {
  /** Whole frames, in order. */
  readonly frames: readonly Frame[];
  /** How many runs of bytes made no sense. */
  readonly refused: number;
  /** Bytes of an unfinished frame, kept for the next feed. */
  readonly waitingBytes: number;
}

/** What stands at the head of the pending bytes. */
export type Cut<Frame> =
  /** A frame may have begun, and nothing in the pending bytes ends one. */
  | { readonly kind: 'more' }
  /** Bytes that belong to no frame and are no fault: separators, acknowledgements. */
  | { readonly kind: 'pass'; readonly bytes: number }
  /** Garbage, or a frame with a wrong checksum: counted, thrown away, looked at again from there. */
  | { readonly kind: 'refuse'; readonly bytes: number }
  | { readonly kind: 'frame'; readonly frame: Frame; readonly bytes: number };

/**
 * A decoder that holds less than `limitBytes` of an unfinished frame: what is beyond is given up, oldest first.
 * `cut` is pure, sees at least one byte, and must take at least one byte unless it says `more`.
 */
export const openFrameDecoder = <Frame>(limitBytes: number, cut: (pending: Uint8Array) => Cut<Frame>): FrameDecoder<Frame> => {
  let pending: Uint8Array = new Uint8Array(0);
  let inGarbage = false;
  return {
    feed: (bytes) => {
      pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
      const frames: Frame[] = [];
      let refused = 0;
      let offset = 0;
      const refuse = (count: number): void => {
        if (!inGarbage) refused += 1;
        inGarbage = true;
        offset += count;
      };
      while (offset < pending.length) {
        const found = cut(pending.subarray(offset));
        if (found.kind === 'more') {
          const excess = pending.length - offset - (limitBytes - 1);
          if (excess <= 0) break;
          refuse(excess);
        } else if (found.kind === 'refuse') {
          refuse(found.bytes);
        } else {
          inGarbage = false;
          offset += found.bytes;
          if (found.kind === 'frame') frames.push(found.frame);
        }
      }
      pending = Uint8Array.from(pending.subarray(offset));
      return { frames, refused, waitingBytes: pending.length };
    },
  };
};

/** The same decoder with its frames said in other words. */
export const mapFrames = <From, To>(decoder: FrameDecoder<From>, say: (frame: From) => To): FrameDecoder<To> => ({
  feed: (bytes) => {
    const decoded = decoder.feed(bytes);
    return { ...decoded, frames: decoded.frames.map(say) };
  },
});

/** The text of bytes that should be printable ASCII, or null: everything else on such a wire is garbage. */
export const printableAscii = (bytes: Uint8Array): string | null => {
  for (const byte of bytes) if (byte < 0x20 || byte > 0x7e) return null;
  return Buffer.from(bytes).toString('latin1');
};

/** One line that ends with CR, LF or both. Empty lines are passed over; a line that `read` does not know is refused as a whole. */
export const cutLine = <Frame>(read: (line: Uint8Array) => Frame | null) => (pending: Uint8Array): Cut<Frame> => {
  const carriageReturn = pending.indexOf(0x0d);
  const lineFeed = pending.indexOf(0x0a);
  const end = carriageReturn < 0 ? lineFeed : lineFeed < 0 ? carriageReturn : Math.min(carriageReturn, lineFeed);
  if (end < 0) return { kind: 'more' };
  if (end === 0) return { kind: 'pass', bytes: 1 };
  const frame = read(pending.subarray(0, end));
  return frame === null ? { kind: 'refuse', bytes: end + 1 } : { kind: 'frame', frame, bytes: end + 1 };
};
