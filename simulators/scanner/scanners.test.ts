import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { openHostSideOfTty } from '../wires/host-side-of-tty.ts';
import { simulateHidScanner } from './hid-scanner.ts';
import { hidPosReportsOf } from './hid-pos-report.ts';
import { simulateSerialScanner } from './serial-scanner.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function serialScanner(options: { sendsAimId: boolean; suffix: string; seed?: number }) {
  const directory = await mkdtemp(join(tmpdir(), 'scanner-'));
  const scanner = await simulateSerialScanner({ path: join(directory, 'scanner.tty'), ...options, random: seededRandom(options.seed ?? 1) });
  const host = openHostSideOfTty(scanner.address);
  opened.push(async () => {
    await host.close();
    await scanner.close();
    await rm(directory, { recursive: true });
  });
  return { scanner, heard: host.heard, chunks: host.chunks };
}

describe('a serial scanner', () => {
  it('sends AIM identifier, data with GS as 0x1D, and the suffix', async () => {
    const { scanner, heard } = await serialScanner({ sendsAimId: true, suffix: '\r\n' });
    scanner.scan({ text: '011231231231233310ABC123\x1d99TESTING', aimId: 'd2' });
    await expect.poll(() => heard().toString('latin1')).toBe(']d2011231231231233310ABC123\x1d99TESTING\r\n');
  });

  it('sends data alone where the identifier is switched off', async () => {
    const { scanner, heard } = await serialScanner({ sendsAimId: false, suffix: '\r' });
    scanner.scan({ text: '6901234567892', aimId: 'E0' });
    await expect.poll(() => heard().toString()).toBe('6901234567892\r');
  });

  it('stutters, halves, slows and makes noise when told, then is well again', async () => {
    const { scanner, heard, chunks } = await serialScanner({ sendsAimId: true, suffix: '\r\n' });
    const symbol = { text: '96385074', aimId: 'E4' };
    scanner.fault({ kind: 'stutter', frames: 1 });
    scanner.scan(symbol);
    await expect.poll(() => heard().toString()).toBe(']E496385074\r\n]E496385074\r\n');
    scanner.fault({ kind: 'half', frames: 1 });
    scanner.scan(symbol);
    scanner.scan(symbol);
    await expect.poll(() => heard().toString().slice(26)).toBe(']E49638]E496385074\r\n');
    const before = chunks();
    scanner.fault({ kind: 'slow', msPerByte: 5 });
    scanner.scan(symbol);
    await scanner.drained();
    await expect.poll(() => heard().length).toBe(46 + 13);
    expect(chunks() - before).toBeGreaterThan(4);
    scanner.fault({ kind: 'none' });
    scanner.fault({ kind: 'garbage', bytes: 9 });
    await expect.poll(() => heard().length).toBe(46 + 13 + 9);
  });

  it('makes the same noise for the same seed', async () => {
    const noise = async (seed: number): Promise<string> => {
      const { scanner, heard } = await serialScanner({ sendsAimId: true, suffix: '\r\n', seed });
      scanner.fault({ kind: 'garbage', bytes: 12 });
      await expect.poll(() => heard().length).toBe(12);
      return heard().toString('hex');
    };
    expect(await noise(3)).toBe(await noise(3));
    expect(await noise(3)).not.toBe(await noise(4));
  });
});

describe('a HID POS scanner', () => {
  it('lays out the published report and marks continuation', () => {
    const boardingPass = 'M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23  sABCD';
    const [first, second] = hidPosReportsOf({ text: boardingPass, aimId: 'Q0' });
    const published =
      '02385d51304d31474154484552474f4f442f4d49434841454c2059414243444546204c4852445552414b20333534322030353259303033443233202073000001';
    expect(Buffer.from(first!).toString('hex')).toBe(published);
    expect(second![1]).toBe(4);
    expect(second![63]).toBe(0);
    expect(second).toHaveLength(64);
  });

  it('writes each report with its length on the socket, and drops the connection when unplugged', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'hid-'));
    const scanner = await simulateHidScanner({ path: join(directory, 'scanner.sock'), random: seededRandom(1) });
    opened.push(async () => {
      await scanner.close();
      await rm(directory, { recursive: true });
    });
    const socket = connect(scanner.address.replace('unix:', ''));
    let heard = Buffer.alloc(0);
    socket.on('data', (chunk) => (heard = Buffer.concat([heard, chunk])));
    await new Promise((resolve) => socket.once('connect', resolve));
    scanner.scan({ text: '6901234567892', aimId: 'E0' });
    await expect.poll(() => {
      if (heard.length === 0) scanner.scan({ text: '6901234567892', aimId: 'E0' });
      return heard.length;
    }).toBeGreaterThanOrEqual(66);
    expect(heard.readUInt16BE(0)).toBe(64);
    expect(heard.subarray(4, 20).toString('latin1')).toBe(']E06901234567892');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await scanner.setCable(false);
    await ended;
  });
});
