import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { holdConversation, type ByteWire, type Dialogue } from './conversation.ts';
import { PosError, type DeviceStatus } from './device-driver.ts';
import { openTcpLink } from './links/tcp-link.ts';
import { openPendingAnswers } from './pending-answers.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A peer that echoes lines, on a port of the system's choice. */
const openPeer = async (answer: (text: string, socket: Socket) => void): Promise<{ port: number; sockets: Set<Socket>; stop(): Promise<void>; startAgain(): Promise<void> }> => {
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  const start = async (): Promise<void> => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
      socket.on('data', (bytes) => answer(bytes.toString('latin1'), socket));
    });
    await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
    port = (server.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => { server.close(() => resolve()); });
  };
  await start();
  closers.push(stop);
  return { get port() { return port; }, sockets, stop, startAgain: start };
};

const openEcho = (port: number, livenessTimeoutMs: number | null, run: (wire: ByteWire, next: (text: string) => Promise<string>) => Promise<void>) => {
  const statuses: DeviceStatus[] = [];
  const heard: string[] = [];
  const parts = {
    deviceId: 'echo-1',
    nowMs: () => Date.now(),
    wait: (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }).then(() => undefined),
    onStatus: (status: DeviceStatus) => { statuses.push(status); },
  };
  let ended = 0;
  const conversation = holdConversation({
    parts, category: 'Scale', protocol: 'echo', livenessTimeoutMs,
    openLink: openTcpLink({ link: 'tcp', host: '127.0.0.1', port }),
    begin: (wire): Dialogue<Uint8Array> => {
      const answers = openPendingAnswers<string>(parts.wait);
      return {
        received: (bytes) => {
          const text = Buffer.from(bytes).toString('latin1');
          if (text.includes('bug')) throw new Error('The codec has a bug.');
          heard.push(text);
          wire.accepted(1);
          answers.offer(text);
        },
        run: () => run(wire, (text) => answers.next(text, (frame) => frame, 500, wire.signal)),
        ended: () => { ended += 1; },
      };
    },
  });
  closers.push(() => conversation.close());
  return { conversation, statuses, heard, ended: () => ended };
};

const until = async (condition: () => boolean, timeoutMs = 5_000): Promise<void> => {
  const start = Date.now();
  while (!condition()) {
    if (Date.now() - start > timeoutMs) throw new Error(`Waited ${timeoutMs} ms in vain.`);
    await delay(5);
  }
};
const silent = async (): Promise<void> => undefined;

test('a device is online once it answered, and every byte is counted', async () => {
  const peer = await openPeer((text, socket) => socket.write(text));
  const { conversation, heard } = openEcho(peer.port, 1_000, (wire) => wire.send(Buffer.from('hello')));
  await until(() => heard.length > 0);
  expect(conversation.status()).toMatchObject({ state: 'idle', power: 'online', trouble: null, statistics: { bytesReceived: 5, bytesSent: 5, framesAccepted: 1, connections: 1 } });
});

test('a device that says nothing is offline with a trouble that says for how long, and its link is opened anew', async () => {
  const peer = await openPeer(() => undefined);
  const { conversation, ended } = openEcho(peer.port, 100, silent);
  await until(() => conversation.status().statistics.connections >= 2);
  expect(conversation.status()).toMatchObject({ power: 'offline', state: 'error', trouble: { code: 'E_TIMEOUT' } });
  expect(conversation.status().trouble?.detail).toMatch(/No answer for 1\d\d ms/);
  expect(ended()).toBeGreaterThanOrEqual(1);
});

test('a lost device comes back by itself within three seconds', async () => {
  const peer = await openPeer((text, socket) => socket.write(text));
  const { conversation } = openEcho(peer.port, 1_000, async (wire) => {
    while (!wire.signal.aborted) {
      await wire.send(Buffer.from('?'));
      await delay(50, undefined, { signal: wire.signal });
    }
  });
  await until(() => conversation.status().power === 'online');
  await peer.stop();
  await until(() => conversation.status().power === 'offline', 2_000);
  expect(conversation.status().trouble?.code).toBe('E_OFFLINE');
  await delay(1_200);
  await peer.startAgain();
  await until(() => conversation.status().power === 'online', 3_000);
  expect(conversation.status().trouble).toBeNull();
});

test('a verb without a connection, under a breaking one and after close each say so', async () => {
  const peer = await openPeer((text, socket) => { if (text === 'break') socket.destroy(); });
  const { conversation } = openEcho(peer.port, null, silent);
  await expect(conversation.during(async () => 1)).rejects.toMatchObject({ code: 'E_OFFLINE' });
  await until(() => conversation.status().power === 'online');
  const broken = conversation.during(async (wire) => {
    await wire.send(Buffer.from('break'));
    await delay(5_000, undefined, { signal: wire.signal });
  });
  expect(conversation.status().state).toBe('busy');
  await expect(broken).rejects.toMatchObject({ code: 'E_OFFLINE' });
  await conversation.close();
  await expect(conversation.during(async () => 1)).rejects.toMatchObject({ code: 'E_CLOSED' });
  expect(conversation.status().state).toBe('closed');
});

test('turns keep question and answer together, and too many waiting are refused', async () => {
  const peer = await openPeer((text, socket) => socket.write(text.toUpperCase()));
  let wireOfTest: ByteWire | null = null;
  const asked: string[] = [];
  let next: ((text: string) => Promise<string>) | null = null;
  openEcho(peer.port, null, async (wire, nextAnswer) => {
    wireOfTest = wire;
    next = nextAnswer;
  });
  await until(() => next !== null);
  const ask = (text: string) => wireOfTest!.takeTurn(async () => {
    asked.push(text);
    await wireOfTest!.send(Buffer.from(text));
    return next!(text);
  });
  const answers = await Promise.all(['a', 'b', 'c'].map(ask));
  expect(answers).toEqual(['A', 'B', 'C']);
  const many = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => ask(`x${index}`)));
  expect(many.filter((outcome) => outcome.status === 'rejected' && outcome.reason instanceof PosError && outcome.reason.code === 'E_BUSY')).toHaveLength(4);
});

test('a bug while decoding costs the connection, not the process', async () => {
  const peer = await openPeer((text, socket) => socket.write(text === 'hi' ? 'bug' : text));
  let greeting = 'hi';
  const { conversation } = openEcho(peer.port, 1_000, async (wire) => {
    await wire.send(Buffer.from(greeting));
    greeting = 'fine';
  });
  await until(() => conversation.status().trouble?.code === 'E_FAILURE');
  await until(() => conversation.status().power === 'online');
  expect(conversation.status().trouble).toBeNull();
});

test('closing while the link is being opened ends at once', async () => {
  const { conversation } = openEcho(9, 1_000, silent);
  const began = Date.now();
  await conversation.close();
  expect(Date.now() - began).toBeLessThan(500);
});
