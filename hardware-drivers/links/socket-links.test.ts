import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LinkLost, type ByteLink } from '../byte-link.ts';
import { openIncomingQueue } from './incoming-queue.ts';
import { openReportSocketLink } from './report-socket-link.ts';
import { openTcpLink } from './tcp-link.ts';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const listen = async (path: string | null, onSocket: (socket: Socket) => void): Promise<Server> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => { if (path === null) server.listen(0, '127.0.0.1', resolve); else server.listen(path, resolve); });
  endings.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => { server.close(resolve); });
  });
  return server;
};
const openTcp = async (server: Server): Promise<ByteLink> => {
  const link = await openTcpLink({ link: 'tcp', host: '127.0.0.1', port: (server.address() as AddressInfo).port })(new AbortController().signal);
  endings.push(() => link.close());
  return link;
};
const openReports = async (onSocket: (socket: Socket) => void): Promise<ByteLink> => {
  const folder = await mkdtemp(join(tmpdir(), 'report-socket-'));
  endings.push(() => rm(folder, { recursive: true }));
  const path = join(folder, 'hid.sock');
  await listen(path, onSocket);
  const link = await openReportSocketLink({ link: 'unix', path })(new AbortController().signal);
  endings.push(() => link.close());
  return link;
};
const take = async (link: ByteLink, count: number): Promise<string[]> => {
  const chunks: string[] = [];
  for await (const chunk of link.incoming) {
    chunks.push(Buffer.from(chunk).toString('hex'));
    if (chunks.length === count) break;
  }
  return chunks;
};

test('a TCP peer that resets breaks the link; one that hangs up ends it', async () => {
  const resetting = await openTcp(await listen(null, (socket) => socket.on('data', () => socket.resetAndDestroy())));
  await resetting.send(Uint8Array.of(1));
  await expect(take(resetting, 1)).rejects.toBeInstanceOf(LinkLost);
  const goodbye = await openTcp(await listen(null, (socket) => socket.end('bye')));
  expect(await take(goodbye, 2)).toEqual([Buffer.from('bye').toString('hex')]);
});

test('nobody listening is said in words, and aborting the attempt rejects at once', async () => {
  const server = await listen(null, () => undefined);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  const open = openTcpLink({ link: 'tcp', host: '127.0.0.1', port });
  await expect(open(new AbortController().signal)).rejects.toMatchObject({ code: 'E_OFFLINE', message: expect.stringContaining('cannot be reached') as string });
  await expect(open(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

test('closing does not wait for a peer that never reads', async () => {
  const link = await openTcp(await listen(null, (socket) => socket.pause()));
  const writing = link.send(new Uint8Array(20_000_000)).catch(() => undefined);
  const beganMs = performance.now();
  await link.close();
  await writing;
  expect(performance.now() - beganMs).toBeLessThan(1_500);
});

test('reports are cut the same however the socket delivers them', async () => {
  const wire = Buffer.from('000302aabb0001ff', 'hex');
  const link = await openReports((socket) => {
    socket.setNoDelay(true);
    void (async () => {
      for (const byte of wire) {
        socket.write(Buffer.from([byte]));
        await new Promise((resolve) => { setTimeout(resolve, 2); });
      }
      socket.write(Buffer.concat([wire, wire]));
    })();
  });
  expect(await take(link, 6)).toEqual(['02aabb', 'ff', '02aabb', 'ff', '02aabb', 'ff']);
});

test('a report is sent with its length, and an announced giant costs the link', async () => {
  let heard = '';
  const link = await openReports((socket) => socket.on('data', (bytes) => {
    heard += bytes.toString('hex');
    socket.write(Buffer.from('ffff00', 'hex'));
  }));
  await link.send(Buffer.from('0401', 'hex'));
  await expect(take(link, 1)).rejects.toThrow('65535 bytes');
  expect(heard).toBe('00020401');
  await expect(link.send(new Uint8Array(5_000))).rejects.toBeInstanceOf(RangeError);
});

test('what waits unread is bounded, held back in time, and delivered before the loss', async () => {
  const holds: boolean[] = [];
  const queue = openIncomingQueue<Uint8Array>({ name: 'test', sizeOf: (bytes) => bytes.length, limit: 100, hold: (held) => holds.push(held) });
  for (let index = 0; index < 10; index += 1) queue.push(new Uint8Array(10));
  expect(holds).toEqual([true]);
  queue.push(new Uint8Array(10));
  let read = 0;
  await expect((async () => { for await (const chunk of queue.incoming) read += chunk.length; })()).rejects.toThrow('more than 100');
  expect(read).toBe(100);
});
