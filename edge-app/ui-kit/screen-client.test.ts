import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { connectScreen, type ClientSocket, type ScreenClient } from './screen-client.ts';

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => { for (const close of closing.splice(0).reverse()) await close(); });

interface Told { readonly as: number; readonly watch?: string; readonly params?: unknown; readonly unwatch?: true }

/** A real HTTP and WebSocket server that remembers what it was told. */
async function openServer(port = 0, answer: (request: IncomingMessage, body: string, response: ServerResponse) => void = (_request, _body, response) => { response.writeHead(204).end(); }) {
  const told: Told[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => { answer(request, body, response); });
  });
  const live = new WebSocketServer({ server, path: '/hq/live' });
  live.on('connection', (socket) => { socket.on('message', (text: Buffer) => { told.push(JSON.parse(text.toString()) as Told); }); });
  await new Promise<void>((done) => { server.listen(port, '127.0.0.1', done); });
  const stop = (): Promise<void> => new Promise((done) => { for (const socket of live.clients) socket.terminate(); server.close(() => { done(); }); server.closeAllConnections(); });
  closing.push(stop);
  return { told, stop, port: (server.address() as AddressInfo).port, say: (message: unknown) => { for (const socket of live.clients) socket.send(typeof message === 'string' ? message : JSON.stringify(message)); } };
}

function connect(port: number): ScreenClient<StoreContract> {
  const client = connectScreen<StoreContract>({
    origin: `http://127.0.0.1:${port}`, base: '/hq', fetch: (url, request) => fetch(url, request), openSocket: (url) => new WebSocket(url) as unknown as ClientSocket, random: () => 0.5,
  });
  closing.push(() => { client.close(); });
  return client;
}
const watcher = () => ({ show: vi.fn(), refused: vi.fn() });

describe('a screen that watches', () => {
  it('shows each whole snapshot under its own watch', async () => {
    const server = await openServer();
    const client = connect(server.port);
    const [attendant, labels] = [watcher(), watcher()];
    client.watch('attendant', {}, attendant);
    const stop = client.watch('labels', {}, labels);
    await vi.waitFor(() => { expect(server.told.map(({ watch }) => watch)).toEqual(['attendant', 'labels']); });
    server.say({ as: server.told[0]!.as, snapshot: { nowMs: 1 } });
    server.say('not even JSON');
    server.say({ as: server.told[1]!.as, refused: 'not-allowed' });
    await vi.waitFor(() => { expect(labels.refused).toHaveBeenCalledWith('not-allowed'); });
    expect(attendant.show).toHaveBeenCalledExactlyOnceWith({ nowMs: 1 });
    stop();
    await vi.waitFor(() => { expect(server.told.at(-1)).toEqual({ as: server.told[1]!.as, unwatch: true }); });
  });

  it('comes back after the server was gone and watches again what it watched before', async () => {
    const first = await openServer();
    const client = connect(first.port);
    const seen: string[] = [];
    client.onConnection(() => { seen.push(client.connection()); });
    const [kept, dropped] = [watcher(), watcher()];
    client.watch('attendant', {}, kept);
    const drop = client.watch('labels', {}, dropped);
    await vi.waitFor(() => { expect(first.told).toHaveLength(2); });
    drop();
    await first.stop();
    await vi.waitFor(() => { expect(client.connection()).toBe('lost'); });
    const second = await openServer(first.port);
    await vi.waitFor(() => { expect(second.told).toHaveLength(1); }, 6_000);
    expect(second.told[0]).toMatchObject({ watch: 'attendant' });
    second.say({ as: second.told[0]!.as, snapshot: { nowMs: 2 } });
    await vi.waitFor(() => { expect(kept.show).toHaveBeenCalledWith({ nowMs: 2 }); });
    expect(seen).toEqual(['live', 'lost', 'live']);
  });

  it('takes a server that used to beat and fell silent for lost', async () => {
    const server = await openServer();
    const client = connect(server.port);
    await vi.waitFor(() => { expect(client.connection()).toBe('live'); });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    closing.push(() => { vi.useRealTimers(); });
    server.say({ beat: true });
    for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => { setImmediate(done); });
    vi.advanceTimersByTime(29_000);
    expect(client.connection()).toBe('live');
    vi.advanceTimersByTime(2_000);
    expect(client.connection()).toBe('lost');
  });
});

describe('a screen that sends', () => {
  it('posts the input and passes on what the server says', async () => {
    const server = await openServer(0, (request, body, response) => {
      if (request.url === '/hq/questions/findReceipt') response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      else if (body.includes('0000')) response.writeHead(403).end(JSON.stringify({ kind: 'wrong-pin', detail: 'once more' }));
      else if (body.includes('proxy')) response.writeHead(502).end('<html>');
      else response.writeHead(204).end();
    });
    const client = connect(server.port);
    expect(await client.ask('findReceipt', { receiptNumber: 'S1-7' })).toEqual({ ok: true, value: { receiptNumber: 'S1-7' } });
    expect(await client.send('callHelp', { laneId: 'k1' })).toEqual({ ok: true, value: null });
    expect(await client.send('signInToLane', { laneId: 'k1', staffId: 's', pin: '0000' })).toEqual({ ok: false, error: { kind: 'wrong-pin', detail: 'once more' } });
    expect(await client.send('callHelp', { laneId: 'proxy' })).toMatchObject({ ok: false, error: { kind: 'internal' } });
  });

  it('says so when nobody answers', async () => {
    const server = await openServer();
    const client = connect(server.port);
    await server.stop();
    expect(await client.send('callHelp', { laneId: 'k1' })).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });
});
