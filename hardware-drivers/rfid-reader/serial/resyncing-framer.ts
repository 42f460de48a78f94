/** What a codec finds at the front of the bytes. `skip` drops bytes that cannot begin a frame; `more` waits for the rest. */
export type FrameFound<Frame> =
  | { readonly kind: 'frame'; readonly frame: Frame; readonly length: number }
  | { readonly kind: 'more' }
  | { readonly kind: 'skip' };

export interface ResyncingFramer<Frame> {
  /** Every whole frame that these bytes complete. */
  feed(bytes: Uint8Array): readonly Frame[];
  /** Nothing came for too long: the front was no frame after all. Gives whole frames that hid behind it and drops the rest. */
  expire(): readonly Frame[];
  /** Bytes of an unfinished frame. */
  waitingBytes(): number;
  /** Frames and runs of bytes thrown away since the last call. */
  takeRefused(): number;
}

/**
 * Finds frames in a stream that has garbage in it: a false start drops one byte and looks again, so the next good frame is always found.
 * `find` looks at the front of what it is given and must ask for `more` only within `maxFrameBytes`; `canBegin` spares it most garbage.
 */
export const openResyncingFramer = <Frame>(
  canBegin: (bytes: Uint8Array, at: number) => boolean, find: (bytes: Uint8Array) => FrameFound<Frame>, maxFrameBytes: number,
): ResyncingFramer<Frame> => {
  let pending: Uint8Array = new Uint8Array(0);
  let refused = 0;
  let isSkipping = false;

  const scan = (hasEnded: boolean): readonly Frame[] => {
    const frames: Frame[] = [];
    let at = 0;
    while (at < pending.length) {
      const found: FrameFound<Frame> = canBegin(pending, at) ? find(pending.subarray(at)) : { kind: 'skip' };
      if (found.kind === 'more' && !hasEnded && pending.length - at < maxFrameBytes) break;
      if (found.kind === 'frame') {
        frames.push(found.frame);
        at += found.length;
        isSkipping = false;
      } else {
        if (!isSkipping) refused++;
        isSkipping = true;
        at++;
      }
    }
    pending = pending.slice(at);
    return frames;
  };

  return {
    feed: bytes => {
      if (pending.length === 0) pending = bytes.slice();
      else {
        const joined = new Uint8Array(pending.length + bytes.length);
        joined.set(pending);
        joined.set(bytes, pending.length);
        pending = joined;
      }
      return scan(false);
    },
    expire: () => scan(true),
    waitingBytes: () => pending.length,
    takeRefused: () => {
      const count = refused;
      refused = 0;
      return count;
    },
  };
};

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase();
