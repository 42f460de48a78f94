import { constants, openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** The computer's side of a serial cable, for tests that must not go through a driver: raw bytes out of a real tty. */
export function openHostSideOfTty(path: string) {
  const stream = new ReadStream(openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK));
  stream.setRawMode(true);
  let heard = Buffer.alloc(0);
  let chunks = 0;
  stream.on('data', (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
    chunks += 1;
  });
  stream.on('error', () => {});
  const lost = new Promise<void>((resolve) => stream.once('close', () => resolve()));
  return {
    heard: () => heard,
    chunks: () => chunks,
    forget(): void {
      heard = Buffer.alloc(0);
    },
    write: (bytes: Uint8Array) => void (stream as unknown as NodeJS.WriteStream).write(bytes),
    /** Resolves when the far end is gone. */
    lost,
    async close(): Promise<void> {
      stream.destroy();
      await lost;
    },
  };
}
