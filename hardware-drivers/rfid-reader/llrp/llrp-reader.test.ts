import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { DeviceParts, DeviceStatus } from '../../device-driver.ts';
import { openTcpLink } from '../../links/tcp-link.ts';
import { readPublishedVectors } from '../../published-vectors.ts';
import type { RfidReaderEvent } from '../rfid-reader-event.ts';
import { openTcpPeer } from '../tcp-peer.ts';
import { openLlrpFramer, type LlrpFrame } from './llrp-framing.ts';
import { openLlrpReader, type LlrpReader, type LlrpReaderOptions } from './llrp-reader.ts';

const vectors = readPublishedVectors(new URL('../fixtures/llrp-vectors.json', import.meta.url), 'llrp-payload').vectors;
const capabilitiesBody = vectors.find(vector => vector.meaning['type'] === 11)!.bytes_hex!;
const report = Buffer.from('043d000000293afb30b600f0001f8d0b7f0000000000000051023881000186bc8200058880194ba9d5', 'hex');
const greeting = (status: number): Buffer => Buffer.from(`043f000000203afb30a700f600160080000c00058880119f8ead01000006${status.toString(16).padStart(4, '0')}`, 'hex');
const success = '011f000800000000';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Peer {
  readonly port: number;
  readonly heard: LlrpFrame[];
  readonly names: () => number[];
  send(bytes: Buffer): void;
  drop(): void;
}

/** A reader that says yes to everything, with the capabilities of a real one. */
const openReaderPeer = async (greetingStatus: number, answers = true): Promise<Peer> => {
  const heard: LlrpFrame[] = [];
  let newest: Socket | null = null;
  const framers = new WeakMap<Socket, ReturnType<typeof openLlrpFramer>>();
  const peer = await openTcpPeer(
    socket => {
      newest = socket;
      framers.set(socket, openLlrpFramer());
      if (answers) socket.write(greeting(greetingStatus));
    },
    (bytes, socket) => {
      for (const frame of framers.get(socket)!.feed(bytes).frames) {
        heard.push(frame);
        if (answers && frame.type !== 72) socket.write(answerTo(frame));
      }
    },
  );
  closers.push(peer.close);
  return { port: peer.port, heard, names: () => heard.map(frame => frame.type), send: bytes => newest!.write(bytes), drop: peer.drop };
};

const answerTo = (frame: LlrpFrame): Buffer => {
  const types: Record<number, number> = { 14: 4, 40: 50, 41: 51, 42: 52 };
  const inputs = '00e10008000101' + '01' + '00e10008000201' + '00';
  const body = frame.type === 1 ? capabilitiesBody : frame.type === 2 ? `${success}${inputs}` : success;
  const header = Buffer.alloc(10);
  header.writeUInt16BE(0x0400 | (types[frame.type] ?? frame.type + 10), 0);
  header.writeUInt32BE(10 + body.length / 2, 2);
  header.writeUInt32BE(frame.messageId, 6);
  return Buffer.concat([header, Buffer.from(body, 'hex')]);
};

const openReader = (port: number, overrides: Partial<LlrpReaderOptions> = {}): { reader: LlrpReader; events: RfidReaderEvent[]; statuses: DeviceStatus[] } => {
  const events: RfidReaderEvent[] = [];
  const statuses: DeviceStatus[] = [];
  const parts: DeviceParts<RfidReaderEvent> = {
    deviceId: 'gate-1',
    nowMs: () => Date.now(),
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
    onEvent: event => events.push(event),
    onStatus: status => statuses.push(status),
  };
  const reader = openLlrpReader(parts, openTcpLink({ link: 'tcp', host: '127.0.0.1', port }),
    { antennas: [], powerDbm: 20.1, session: 1, tagPopulation: 32, readTid: false, keepaliveMs: 3000, ...overrides });
  closers.push(reader.close);
  return { reader, events, statuses };
};
const tags = (events: readonly RfidReaderEvent[]): RfidReaderEvent[] => events.filter(event => event.kind === 'tag-read');
const startRospec = 22;

test('a reader is asked what it can, set up, cleared of old specifications and started', async () => {
  const peer = await openReaderPeer(0);
  const { reader } = openReader(peer.port);
  await vi.waitFor(() => expect(peer.names()).toEqual([1, 3, 21, 41, 20, 24, startRospec, 2]));
  expect(reader.capabilities()).toMatchObject({ antennaCount: 4, inputCount: 4, outputCount: 4, manufacturer: 25882, firmware: '5.14.0.240', hopTableId: 1, channelIndex: 0 });
  expect(reader.status()).toMatchObject({ state: 'idle', power: 'online', trouble: null, protocol: 'rfid-llrp' });
  // 20.1 dBm is between entry 41 (20 dBm) and 42 (20.25 dBm): RFTransmitter of table 1, channel 0, index 41.
  expect(Buffer.from(peer.heard[4]!.body).toString('hex')).toContain('00e0000a000100000029');
});

test('45 reports in one segment are 45 reads, and so are the same bytes one by one', async () => {
  const peer = await openReaderPeer(0);
  const { events } = openReader(peer.port);
  await vi.waitFor(() => expect(peer.names()).toContain(startRospec));
  peer.send(Buffer.concat(Array.from({ length: 45 }, () => report)));
  await vi.waitFor(() => expect(tags(events)).toHaveLength(45));
  for (const byte of Buffer.concat([report, report])) {
    peer.send(Buffer.of(byte));
    await delay(0);
  }
  await vi.waitFor(() => expect(tags(events)).toHaveLength(47));
  expect(events.at(-1)).toMatchObject({ kind: 'tag-read', deviceId: 'gate-1', epc: '0B7F00000000000000510238', antenna: 1, rssiDbm: -68, tid: null });
});

test('a photo-eye is told when it changes, and once when it was active already', async () => {
  const peer = await openReaderPeer(0);
  const { events } = openReader(peer.port);
  await vi.waitFor(() => expect(events).toMatchObject([{ kind: 'input-changed', port: 1, active: true }]));
  peer.send(Buffer.from('043f000000210000000100f600170080000c00058880119f8ead00f80007000100', 'hex'));
  await vi.waitFor(() => expect(events.slice(1)).toMatchObject([{ kind: 'input-changed', port: 1, active: false }]));
});

test('an output is set, an output the reader lacks is refused, and power goes to the nearest of its table', async () => {
  const peer = await openReaderPeer(0);
  const { reader } = openReader(peer.port);
  await vi.waitFor(() => expect(peer.names()).toContain(2));
  await vi.waitFor(() => reader.setOutput(2, true));
  expect(Buffer.from(peer.heard.at(-1)!.body).toString('hex')).toBe('0000db0007000280');
  await expect(reader.setOutput(5, true)).rejects.toMatchObject({ code: 'E_ILLEGAL' });
  expect(await reader.setPowerDbm(28.9)).toEqual({ powerDbm: 29 });
  expect(await reader.setPowerDbm(99)).toEqual({ powerDbm: 30 });
});

test('a keepalive is answered', async () => {
  const peer = await openReaderPeer(0);
  openReader(peer.port);
  await vi.waitFor(() => expect(peer.names()).toContain(startRospec));
  peer.send(Buffer.from('043e0000000a00000007', 'hex'));
  await vi.waitFor(() => expect(peer.names()).toContain(72));
});

test('a reader that serves another client says so plainly', async () => {
  const peer = await openReaderPeer(2);
  const { reader } = openReader(peer.port);
  await vi.waitFor(() => expect(reader.status().trouble).toMatchObject({ code: 'E_CLAIMED', extended: 'llrp-connection-2', detail: expect.stringContaining('serves another client already') as string }));
});

test('a reader without a sign of life is offline and is called again', async () => {
  const peer = await openReaderPeer(0);
  const { reader } = openReader(peer.port, { keepaliveMs: 60 });
  await vi.waitFor(() => expect(reader.status().power).toBe('online'));
  await vi.waitFor(() => expect(reader.status()).toMatchObject({ power: 'offline', trouble: { code: 'E_TIMEOUT' } }));
  await vi.waitFor(() => expect(peer.names().filter(type => type === startRospec).length).toBeGreaterThan(1), { timeout: 3000 });
});

test('a stream that stops being LLRP costs the connection, and the next one reads again', async () => {
  const peer = await openReaderPeer(0);
  const { events, statuses } = openReader(peer.port);
  await vi.waitFor(() => expect(peer.names()).toContain(startRospec));
  peer.send(Buffer.from('043dffffffff00000001', 'hex'));
  await vi.waitFor(() => expect(statuses.some(status => status.trouble?.extended === 'llrp-length')).toBe(true));
  await vi.waitFor(() => expect(peer.names().filter(type => type === startRospec).length).toBe(2), { timeout: 3000 });
  peer.send(report);
  await vi.waitFor(() => expect(tags(events)).toHaveLength(1));
});

test('closing stops the inventory and says goodbye', async () => {
  const peer = await openReaderPeer(0);
  const { reader } = openReader(peer.port);
  await vi.waitFor(() => expect(peer.names()).toContain(2));
  await delay(20);
  await reader.close();
  expect(peer.names().slice(-2)).toEqual([21, 14]);
  expect(reader.status().state).toBe('closed');
});
