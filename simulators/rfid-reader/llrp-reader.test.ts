import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { simulateExitGate } from './exit-gate.ts';
import { usualPowerTable } from './llrp-capabilities.ts';
import { simulateLlrpReader } from './llrp-reader.ts';
import { sgtin96Of } from './sgtin-96.ts';
import { gen2Crc } from './tag-report.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const nowMs = (): number => 1_557_458_645_133.781;

async function reader() {
  const simulated = await simulateLlrpReader({
    port: 0, readerId: '001625FFFF10BA47', roundMs: 10, nowMs, random: seededRandom(1),
    model: { antennas: 2, gpiPorts: 2, gpoPorts: 2, firmware: '1.0', powerTableCentiDbm: usualPowerTable },
  });
  opened.push(simulated.close);
  return simulated;
}

/** A client of bare hexadecimal: messages as they arrive, and the sizes of the segments they came in. */
async function client(address: string) {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  let received = Buffer.alloc(0);
  const messages: string[] = [];
  const segments: number[] = [];
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    segments.push(chunk.length);
    received = Buffer.concat([received, chunk]);
    while (received.length >= 10 && received.length >= received.readUInt32BE(2)) {
      const length = received.readUInt32BE(2);
      messages.push(received.subarray(0, length).toString('hex'));
      received = received.subarray(length);
    }
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  opened.push(async () => void socket.destroy());
  const ofType = (type: string): string[] => messages.filter((message) => message.startsWith(type));
  const send = (hex: string): void => void socket.write(Buffer.from(hex, 'hex'));
  const ask = async (hex: string, answerType: string): Promise<string> => {
    const before = ofType(answerType).length;
    send(hex);
    await expect.poll(() => ofType(answerType).length).toBeGreaterThan(before);
    return ofType(answerType)[before]!;
  };
  return { send, ask, ofType, messages, segments, closed };
}

const success = '011f000800000000';
/** ROSpec 1: null triggers, antennas as given, report each tag with antenna, RSSI and first-seen time. */
const addRospec = (antennas: string, powerIndex = '0057'): string => {
  const transmitter = `00e0000a00010000${powerIndex}`;
  const configuration = `00de0010${'0000'}${transmitter}`;
  const inventory = `00ba0017${'000101'}${configuration}`;
  const aiSpec = `00b7${(4 + 2 + antennas.length / 2 + 9 + 23).toString(16).padStart(4, '0')}${(antennas.length / 4).toString(16).padStart(4, '0')}${antennas}00b800090000000000${inventory}`;
  const boundary = '00b2001200b300050000b60009' + '0000000000';
  const report = '00ed000d01000100ee00061600';
  const body = `0000000100${'00'}${boundary}${aiSpec}${report}`;
  const rospec = `00b1${(4 + body.length / 2).toString(16).padStart(4, '0')}${body}`;
  return `0414${(10 + rospec.length / 2).toString(16).padStart(8, '0')}00000007${rospec}`;
};
const rospecCommand = (type: string, id = '00000001'): string => `${type}0000000e00000009${id}`;

async function reading(antennas = '0000') {
  const simulated = await reader();
  const host = await client(simulated.address);
  expect(await host.ask(addRospec(antennas), '041e')).toBe(`041e0000001200000007${success}`);
  expect(await host.ask(rospecCommand('0418'), '0422')).toContain(success);
  expect(await host.ask(rospecCommand('0416'), '0420')).toContain(success);
  return { simulated, host };
}

describe('an LLRP reader on TCP', () => {
  it('greets with the published connection event and tells a second client that one is there', async () => {
    const simulated = await reader();
    const first = await client(simulated.address);
    await expect.poll(() => first.messages.length).toBe(1);
    expect(first.messages[0]).toBe('043f0000002000000001' + '00f600160080000c00058880194ba9d5' + '010000060000');
    const second = await client(simulated.address);
    await second.closed;
    expect(second.messages[0]!.slice(-12)).toBe('010000060002');
    await expect.poll(() => first.messages.at(-1)!.slice(-12)).toBe('010000060004');
  });

  it('lists its antennas, ports and power table', async () => {
    const simulated = await reader();
    const host = await client(simulated.address);
    const answer = await host.ask('04010000000b0000000300', '040b');
    expect(answer.slice(12, 36)).toBe('00000003' + '011f000800000000'.slice(0, 16));
    expect(answer).toContain('00890037' + '0002' + 'c000' + '00007ed9');
    expect(answer).toContain('008d000800020002');
    expect(answer).toContain('0091000800010' + '3e8');
    expect(answer).toContain('009100080057' + '0c4e');
  });

  it('reports EPC-96 in TV 13 and any other length in EPCData, as the published report is laid out', async () => {
    const { simulated, host } = await reading();
    simulated.enter({ epcs: ['0B7F00000000000000510238', '0102030405060708090A0B0C0D0E0F10'], antenna: 1, rssiDbm: -68 });
    await expect.poll(() => host.ofType('043d').length).toBeGreaterThan(3);
    const report = host.ofType('043d').find((message) => message.includes('0b7f'))!;
    expect(report.slice(20)).toMatch(/^00f0001f8d0b7f0000000000000051023881000186(bb|bc|bd)8200058880194ba9d5$/);
    const long = host.ofType('043d').find((message) => message.includes('0102030405060708'))!;
    expect(long.slice(20)).toMatch(/^00f0002800f1001600800102030405060708090a0b0c0d0e0f10810001/);
  });

  it('reads only the antennas of the ROSpec and hears less with less power', async () => {
    const { simulated, host } = await reading('0002');
    simulated.enter({ epcs: ['0B7F00000000000000510238'], antenna: 1, rssiDbm: -50 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(host.ofType('043d')).toHaveLength(0);
    simulated.enter({ epcs: ['0B7F00000000000000510238'], antenna: 2, rssiDbm: -50 });
    await expect.poll(() => host.ofType('043d').length).toBeGreaterThan(0);
    const weak = await reader();
    const weakHost = await client(weak.address);
    await weakHost.ask(addRospec('0000', '0001'), '041e');
    await weakHost.ask(rospecCommand('0418'), '0422');
    await weakHost.ask(rospecCommand('0416'), '0420');
    weak.enter({ epcs: ['0B7F00000000000000510238'], antenna: 1, rssiDbm: -50 });
    await expect.poll(() => weakHost.ofType('043d').length).toBeGreaterThan(0);
    const rssi = Buffer.from(/81000186(..)/.exec(weakHost.ofType('043d')[0]!)![1]!, 'hex').readInt8(0);
    expect(rssi).toBeGreaterThanOrEqual(-73);
    expect(rssi).toBeLessThanOrEqual(-71);
  });

  it('refuses power outside its table, an unknown ROSpec, an unknown message and another version', async () => {
    const simulated = await reader();
    const host = await client(simulated.address);
    expect((await host.ask(addRospec('0000', '0058'), '041e')).slice(20, 32)).toMatch(/^011f00..0065$/);
    expect((await host.ask(rospecCommand('0418', '00000063'), '0422')).slice(28, 32)).toBe('0065');
    expect((await host.ask('07ff0000000a00000001', '0464')).slice(28, 32)).toBe('006d');
    expect((await host.ask('08010000000b0000000300', '0464')).slice(28, 32)).toBe('006e');
  });

  it('tells the state of its ROSpecs, stops and deletes them', async () => {
    const { simulated, host } = await reading();
    expect((await host.ask('041a0000000a00000002', '0424')).slice(36 + 18, 36 + 20)).toBe('02');
    await host.ask(rospecCommand('0417'), '0421');
    expect(simulated.state().rospecs).toEqual([{ id: 1, state: 'inactive' }]);
    await host.ask(rospecCommand('0415', '00000000'), '041f');
    expect(simulated.state().rospecs).toEqual([]);
  });

  it('keeps alive, and gives up a client that never answers', async () => {
    const simulated = await reader();
    const host = await client(simulated.address);
    await host.ask('04030000001400000005' + '00' + '00dc000901' + '00000014', '040d');
    await host.closed;
    expect(host.ofType('043e')).toHaveLength(3);
    expect(host.ofType('043e')[0]).toMatch(/^043e0000000a/);
  });

  it('puts many messages in one segment, one byte in each, or says nothing', async () => {
    const { simulated, host } = await reading();
    simulated.fault({ kind: 'together', messages: 45 });
    simulated.enter({ epcs: ['0B7F00000000000000510238'], antenna: 1, rssiDbm: -60 });
    await expect.poll(() => host.ofType('043d').length, { timeout: 5000 }).toBeGreaterThanOrEqual(45);
    expect(host.segments.some((size) => size >= 45 * 41)).toBe(true);
    simulated.fault({ kind: 'byte-by-byte' });
    const before = host.segments.length;
    await expect.poll(() => host.segments.slice(before).filter((size) => size === 1).length).toBeGreaterThan(20);
    simulated.fault({ kind: 'silence' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const heard = host.messages.length;
    host.send(rospecCommand('0417'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(host.messages.length).toBe(heard);
  });
});

describe('an exit gate', () => {
  it('breaks the photo-eye, is read at both pillars, and shows its lamp', async () => {
    const gate = await simulateExitGate({ port: 0, readerId: '001625FFFF10BA48', nowMs, random: seededRandom(2) });
    opened.push(gate.close);
    const host = await client(gate.address);
    await host.ask('0403' + '00000016' + '00000005' + '00' + '00f4000b' + '00f5000700018' + '0', '040d');
    await host.ask(addRospec('0000'), '041e');
    await host.ask(rospecCommand('0418'), '0422');
    await host.ask(rospecCommand('0416'), '0420');
    await gate.cross({ epcs: [sgtin96Of('9521321000003', 7n, 7)], walkMs: 300 });
    await expect.poll(() => host.ofType('043f').filter((message) => /00f80007000[1][08]0$/.test(message)).map((message) => message.slice(-2))).toEqual(['80', '00']);
    const antennas = new Set(host.ofType('043d').map((message) => message.match(/81000([12])86/)?.[1]));
    expect(antennas).toEqual(new Set(['1', '2']));
    await host.ask('0403' + '00000012' + '00000006' + '00' + '00db0007000180', '040d');
    expect(gate.state()).toMatchObject({ isLampOn: true, isBuzzerOn: false, tags: [] });
  });
});

describe('the Gen2 CRC', () => {
  it('agrees with a tag captured from a real reader', () => {
    expect(gen2Crc(Buffer.from('3000e280699500004014cc147862', 'hex')).toString(16)).toBe('2758');
  });
});

describe('an SGTIN-96', () => {
  it('agrees with the published example', () => {
    // GS1 TDS 1.13 Annex E.3: urn:epc:tag:sgtin-96:3.0614141.812345.6789 has filter 3; here the filter is 1.
    expect(sgtin96Of('80614141123458', 6789n, 7)).toBe('3034257BF7194E4000001A85');
  });
});
