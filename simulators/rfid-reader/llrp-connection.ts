import type { Socket } from 'node:net';
import { unreachable } from 'retail-model/result.ts';
import { splitRequests, type LlrpRequest } from './llrp-bytes.ts';

/** How the reader's messages reach the client's socket. */
export type SegmentFault =
  | { readonly kind: 'none' }
  /** That many messages are held back and written at once. */
  | { readonly kind: 'together'; readonly messages: number }
  | { readonly kind: 'byte-by-byte' }
  /** The connection stays open and nothing is said: no answers, no keepalives, no reports. */
  | { readonly kind: 'silence' };

/** What a client may leave unread before the reader drops its reports. */
const unreadBytesLimit = 4_194_304;

/** One client's connection: whole requests in, messages out in the segments that the fault in force asks for. */
export function openLlrpConnection(socket: Socket, parts: { onRequest(request: LlrpRequest): void; onEnd(): void }) {
  let received: Buffer = Buffer.alloc(0);
  let fault: SegmentFault = { kind: 'none' };
  let held: Buffer[] = [];
  let trickle: Promise<void> = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('close', parts.onEnd);
  socket.on('data', (chunk) => {
    const split = splitRequests(Buffer.concat([received, chunk]));
    received = split.rest;
    split.requests.forEach(parts.onRequest);
    if (split.isBroken) socket.destroy();
  });

  const trickleOut = async (bytes: Buffer): Promise<void> => {
    for (const byte of bytes) {
      if (socket.destroyed) return;
      socket.write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const release = (): void => {
    if (held.length > 0) socket.write(Buffer.concat(held));
    held = [];
  };

  return {
    send(message: Buffer): void {
      if (socket.destroyed || socket.writableLength > unreadBytesLimit) return;
      switch (fault.kind) {
        case 'none':
          socket.write(message);
          return;
        case 'together':
          held.push(message);
          if (held.length >= fault.messages) release();
          return;
        case 'byte-by-byte':
          trickle = trickle.then(() => trickleOut(message));
          return;
        case 'silence':
          return;
        default:
          unreachable(fault);
      }
    },
    setFault(next: SegmentFault): void {
      release();
      fault = next;
    },
    end: () => socket.end(),
    destroy: () => socket.destroy(),
  };
}

export type LlrpConnection = ReturnType<typeof openLlrpConnection>;
