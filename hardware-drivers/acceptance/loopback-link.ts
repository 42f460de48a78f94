import { LinkLost, type ByteLink, type OpenByteLink } from '../byte-link.ts';
import { openIncomingQueue, type IncomingQueue } from '../links/incoming-queue.ts';

/** The other end of a link in memory: a cable that a test can pull. */
export interface Loopback {
  readonly openLink: OpenByteLink;
  /** What the device says, as one chunk. Lost when no cable is in. */
  say(bytes: Uint8Array): void;
  /** Pulls the cable; opening fails until `plugIn`. */
  pull(): void;
  plugIn(): void;
  /** Opening waits from now on until it is aborted. */
  jam(): void;
  readonly connections: () => number;
  readonly openLinks: () => number;
}

const limitBytes = 64 * 1024 * 1024;

/** `heard` gets what the driver sends, and may answer with `say`. */
export const openLoopback = (heard: (bytes: Uint8Array, say: (bytes: Uint8Array) => void) => void): Loopback => {
  let plugged: 'in' | 'out' | 'jammed' = 'in';
  let present: IncomingQueue<Uint8Array> | null = null;
  let connections = 0;
  let openLinks = 0;
  const say = (bytes: Uint8Array): void => present?.push(bytes);

  const openLink: OpenByteLink = async (signal) => {
    signal.throwIfAborted();
    if (plugged === 'jammed') await new Promise((_, reject) => { signal.addEventListener('abort', () => reject(new Error('Opening was aborted.')), { once: true }); });
    if (plugged === 'out') throw new Error('The cable is out.');
    const queue = openIncomingQueue<Uint8Array>({ name: 'loop', sizeOf: (bytes) => bytes.length, limit: limitBytes, hold: () => undefined });
    present = queue;
    connections += 1;
    openLinks += 1;
    let open = true;
    const link: ByteLink = {
      incoming: queue.incoming,
      send: async (bytes) => {
        if (present !== queue) throw new LinkLost('The cable is out.');
        heard(bytes, (answer) => { if (present === queue) queue.push(answer); });
      },
      close: async () => {
        if (open) openLinks -= 1;
        open = false;
        queue.end();
        if (present === queue) present = null;
      },
    };
    return link;
  };

  return {
    openLink, say,
    pull: () => {
      plugged = 'out';
      present?.lose(new LinkLost('The cable was pulled.'));
      present = null;
    },
    plugIn: () => { plugged = 'in'; },
    jam: () => { plugged = 'jammed'; },
    connections: () => connections,
    openLinks: () => openLinks,
  };
};
