import { unreachable } from 'retail-model/result.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** What can go wrong on a line. Counted faults are used up; `slow` lasts until `none`. */
export type LineFault =
  | { readonly kind: 'none' }
  /** Noise now: that many random bytes. */
  | { readonly kind: 'garbage'; readonly bytes: number }
  /** The next frames lose their second half. */
  | { readonly kind: 'half'; readonly frames: number }
  /** The next frames are sent twice. */
  | { readonly kind: 'stutter'; readonly frames: number }
  /** One byte at a time. */
  | { readonly kind: 'slow'; readonly msPerByte: number };

export interface FaultyLine {
  sendFrame(frame: Uint8Array): void;
  fault(fault: LineFault): void;
  /** Resolves when every byte queued so far has been given to the wire. */
  drained(): Promise<void>;
  close(): void;
}

/** Frames beyond this many waiting on a slow line are dropped. */
const waitingFramesLimit = 256;

/** Puts a device's frames on its wire, whole when all is well and damaged as ordered when not. */
export function openFaultyLine(parts: { send(bytes: Uint8Array): void; random: SeededRandom }): FaultyLine {
  let halfFrames = 0;
  let stutterFrames = 0;
  let msPerByte = 0;
  let waitingFrames = 0;
  let isClosed = false;
  let tail: Promise<void> = Promise.resolve();

  const put = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length && !isClosed; at += 1) {
      if (msPerByte === 0) return parts.send(bytes.subarray(at));
      parts.send(bytes.subarray(at, at + 1));
      await new Promise((resolve) => setTimeout(resolve, msPerByte));
    }
  };
  const enqueue = (bytes: Uint8Array): void => {
    if (isClosed || waitingFrames >= waitingFramesLimit) return;
    if (msPerByte === 0 && waitingFrames === 0) return parts.send(bytes);
    waitingFrames += 1;
    tail = tail.then(() => put(bytes)).finally(() => {
      waitingFrames -= 1;
    });
  };

  return {
    sendFrame(frame) {
      let bytes = frame;
      if (halfFrames > 0) {
        halfFrames -= 1;
        bytes = bytes.subarray(0, Math.ceil(bytes.length / 2));
      }
      enqueue(bytes);
      if (stutterFrames > 0) {
        stutterFrames -= 1;
        enqueue(bytes);
      }
    },
    fault(fault) {
      switch (fault.kind) {
        case 'none':
          halfFrames = stutterFrames = msPerByte = 0;
          return;
        case 'garbage':
          return enqueue(Uint8Array.from({ length: fault.bytes }, () => parts.random.integer(0, 255)));
        case 'half':
          halfFrames = fault.frames;
          return;
        case 'stutter':
          stutterFrames = fault.frames;
          return;
        case 'slow':
          msPerByte = fault.msPerByte;
          return;
        default:
          unreachable(fault);
      }
    },
    drained: () => tail,
    close() {
      isClosed = true;
    },
  };
}
