import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { DeviceWire, OnBytes } from './device-wire.ts';
import { unreadBytesLimit } from './device-wire.ts';

/**
 * A device that listens on loopback TCP for one driver at a time; a newcomer replaces the old connection, as serial
 * device servers do. `port: 0` lets the system choose; after a replug the same port is listened on again.
 * `onConnect` hears of every new connection, `null` if nobody cares.
 */
export async function openTcpWire(options: { port: number; onBytes: OnBytes; onConnect: (() => void) | null }): Promise<DeviceWire> {
  let port = options.port;
  let server: Server | null = null;
  let client: Socket | null = null;

  const plug = async (): Promise<void> => {
    const opened = createServer((socket) => {
      client?.destroy();
      client = socket;
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('data', (chunk) => options.onBytes(new Uint8Array(chunk)));
      socket.on('close', () => {
        if (client === socket) client = null;
      });
      options.onConnect?.();
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', resolve);
    });
    port = (opened.address() as AddressInfo).port;
    server = opened;
  };

  const unplug = async (): Promise<void> => {
    const closing = server;
    server = null;
    client?.destroy();
    client = null;
    if (closing !== null) await new Promise<void>((resolve) => closing.close(() => resolve()));
  };

  await plug();
  return {
    address: `tcp://127.0.0.1:${port}`,
    get isPlugged() {
      return server !== null;
    },
    send(bytes) {
      if (client === null || client.writableLength > unreadBytesLimit) return;
      client.write(bytes);
    },
    async setCable(isPlugged) {
      if (isPlugged && server === null) await plug();
      if (!isPlugged) await unplug();
    },
    close: unplug,
  };
}
