import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { openStateListeners } from '../state-listeners.ts';

/**
 * A network cable that can be cut: a TCP relay on loopback to `host:port`. Down, it breaks what is open and refuses what
 * comes; `latencyMs` holds every segment back that long, in both directions.
 */
export async function simulateNetworkLink(options: { host: string; port: number }) {
  const listeners = openStateListeners();
  const sockets = new Set<Socket>();
  let isUp = true;
  let latencyMs = 0;
  let bytesCarried = 0;

  const carry = (from: Socket, to: Socket): void => {
    from.on('data', (chunk) => {
      bytesCarried += chunk.length;
      if (latencyMs === 0) return void to.write(chunk);
      setTimeout(() => to.destroyed || to.write(chunk), latencyMs);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      setTimeout(() => to.end(), latencyMs);
    });
  };
  const server = createServer((client) => {
    if (!isUp) {
      client.on('error', () => {});
      client.destroy();
      return;
    }
    const far = connect(options.port, options.host);
    sockets.add(client).add(far);
    carry(client, far);
    carry(far, client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state: () => ({ connected: isUp, latencyMs, connections: sockets.size / 2, bytesCarried }),
    onChange: listeners.onChange,
    async setCable(isPlugged: boolean): Promise<void> {
      isUp = isPlugged;
      if (!isUp) sockets.forEach((socket) => socket.destroy());
      listeners.changed();
    },
    setLatency(nextMs: number): void {
      latencyMs = nextMs;
      listeners.changed();
    },
    async close(): Promise<void> {
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
