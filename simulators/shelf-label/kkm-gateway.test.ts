import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { simulateKkmGateway } from './kkm-gateway.ts';
import { decodeLabelPicture, labelPixel } from './label-picture.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** A picture as docs/shelf-label-pictures.md lays it out, raw planes. */
function picture(id: number, width: number, height: number, planes: readonly Buffer[]): Buffer {
  const head = Buffer.from('4D5001000000000000000000' + '0000', 'hex');
  head.writeUInt32BE(id, 4);
  head.writeUInt16BE(width, 8);
  head.writeUInt16BE(height, 10);
  head[12] = planes.length;
  const coded = planes.flatMap((plane) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(plane.length);
    return [length, plane];
  });
  const body = Buffer.concat([head, ...coded]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([body, check]);
}

const mac = 'B80073E364C4';
const labels = [{ mac, widthPixels: 8, heightPixels: 2, accent: 'red' as const, batteryMillivolts: 2950 }];

async function shop(seed = 1) {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mqttUrl = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host = await connectAsync(mqttUrl, { protocolVersion: 4 });
  const messages: Record<string, unknown>[] = [];
  host.on('message', (_topic, payload) => messages.push(JSON.parse(payload.toString()) as Record<string, unknown>));
  await host.subscribeAsync('kbeacon/#', { qos: 2 });
  const gateway = simulateKkmGateway({
    mqttUrl, credentials: null, gatewayMac: 'BC5729000001', labels, aliveEveryMs: 5000, advertiseEveryMs: 5000,
    downloadMs: 10, downloadsAtOnce: 2, refreshMs: 250, random: seededRandom(seed),
  });
  opened.push(async () => {
    await gateway.close();
    await host.endAsync(true);
    await new Promise<void>((resolve) => broker.close(() => server.close(() => resolve())));
  });
  const heard = (msg: string) => messages.filter((message) => message['msg'] === msg);
  await expect.poll(() => heard('alive').length).toBeGreaterThan(0);
  const { subaction } = heard('alive')[0] as { subaction: string };
  const send = (seq: number, bytes: Buffer, to = mac) =>
    host.publishAsync(subaction, JSON.stringify({ msg: 'dData', mac: to, seq, auth1: '00000000', dType: 'hex', data: bytes.toString('hex').toUpperCase() }), { qos: 1 });
  const shownIds = (): number[] => heard('advData').flatMap(({ obj }) => (obj as { picID: number }[]).map(({ picID }) => picID));
  return { gateway, heard, send, shownIds, messages };
}

const leftBlack = (id: number): Buffer => picture(id, 8, 2, [Buffer.from('F0F0', 'hex'), Buffer.from('0300', 'hex')]);

describe('a KKM gateway on a real broker', () => {
  it('names its topics, advertises, acknowledges the download, and only then shows', async () => {
    const { gateway, heard, send, shownIds, messages } = await shop();
    expect(heard('alive')[0]).toEqual({
      msg: 'alive', gmac: 'BC5729000001', subaction: 'kbeacon/subaction/BC5729000001', pubaction: 'kbeacon/pubaction/BC5729000001', advDevices: 1, downDevices: 0,
    });
    await expect.poll(() => heard('advData').length).toBe(1);
    expect((heard('advData')[0]!['obj'] as object[])[0]).toMatchObject({ type: 64, dmac: mac, vatt: 2950, picID: 0 });
    await send(17, leftBlack(305_419_896));
    await expect.poll(() => heard('dAck')).toEqual([{ msg: 'dAck', mac, seq: 17, rslt: 'succ', cause: '1' }]);
    await expect.poll(shownIds).toEqual([0, 305_419_896]);
    expect(messages.map((message) => message['msg'])).toEqual(['alive', 'advData', 'dData', 'dAck', 'advData']);
    const glass = gateway.label(mac).shown()!;
    expect([0, 3, 4, 6, 7].map((x) => labelPixel(glass, x, 0))).toEqual(['black', 'black', 'white', 'accent', 'accent']);
    const bitmap = gateway.pictureOf(mac);
    expect(bitmap.toString('latin1', 0, 2)).toBe('BM');
    expect(bitmap.subarray(-4).toString('hex')).toBe('11110022');
  });

  it('refuses what is broken, of another size, or for a label it does not have', async () => {
    const { heard, send } = await shop();
    const broken = leftBlack(5);
    broken[15]! ^= 1;
    await send(1, broken);
    await send(2, picture(5, 16, 2, [Buffer.alloc(4)]));
    await send(3, leftBlack(5), 'FFFFFFFFFFFF');
    await expect.poll(() => heard('dAck').map(({ seq, rslt }) => [seq, rslt]).sort()).toEqual([[1, 'fail'], [2, 'fail'], [3, 'fail']]);
  });

  it('has labels that acknowledge without showing, report another picture, or are silent', async () => {
    const { gateway, heard, send, shownIds } = await shop();
    gateway.setLabelFault(mac, 'ack-without-showing');
    await send(1, leftBlack(100));
    await expect.poll(() => shownIds().length).toBe(2);
    expect(shownIds()).toEqual([0, 0]);
    gateway.setLabelFault(mac, 'wrong-picture');
    await send(2, leftBlack(100));
    await expect.poll(shownIds).toEqual([0, 0, 101]);
    gateway.setLabelFault(mac, 'silent');
    await send(3, leftBlack(100));
    await expect.poll(() => gateway.state().dropped).toBe(1);
    expect(heard('dAck')).toHaveLength(2);
  });

  it('drops the same orders for the same seed, and tells of a weak battery', async () => {
    const lost = async (seed: number): Promise<number[]> => {
      const { gateway, heard, send } = await shop(seed);
      gateway.setDropPercent(50);
      for (let seq = 1; seq <= 12; seq += 1) await send(seq, leftBlack(seq));
      await expect.poll(() => gateway.state().downloaded + gateway.state().dropped).toBe(12);
      await expect.poll(() => heard('dAck').length).toBe(gateway.state().downloaded);
      return heard('dAck').map(({ seq }) => seq as number).sort((a, b) => a - b);
    };
    const first = await lost(4);
    expect(await lost(4)).toEqual(first);
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(12);
    const { gateway, heard } = await shop();
    gateway.setLabelBattery(mac, 2300);
    await expect.poll(() => heard('advData').some(({ obj }) => (obj as { vatt: number }[])[0]!.vatt === 2300)).toBe(true);
  });
});

describe('a label picture', () => {
  it('decodes the documented example', () => {
    const decoded = decodeLabelPicture(Buffer.from('4D5001000000000100080002010000000002F0F012E88BE2', 'hex'));
    expect(decoded).toMatchObject({ ok: true, value: { pictureId: 1, widthPixels: 8, heightPixels: 2, accent: null } });
  });

  it('unpacks PackBits runs that cross rows and refuses runs that are cut off or too long', () => {
    const packed = (coded: string) => {
      const body = Buffer.from(`4D50010100000001000800040100${(coded.length / 2).toString(16).padStart(8, '0')}${coded}`, 'hex');
      const check = Buffer.alloc(4);
      check.writeUInt32BE(crc32(body));
      return decodeLabelPicture(Buffer.concat([body, check]));
    };
    expect(packed('FEAA8000' + '55')).toMatchObject({ ok: true, value: { black: Uint8Array.from([0xaa, 0xaa, 0xaa, 0x55]) } });
    expect(packed('FCAA')).toMatchObject({ ok: false, error: { kind: 'wrong-length' } });
    expect(packed('03AA')).toMatchObject({ ok: false, error: { kind: 'wrong-length' } });
  });
});
