import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { LinkLost, type ByteLink } from '../byte-link.ts';
import { openSerialLink } from './serial-link.ts';
import { plainSerialSettings, type SerialAddress } from './link-address.ts';

interface PseudoTerminal { readonly ptsName: string; readonly master: Duplex; readonly slave: Duplex }
const { open: openPty } = (createRequire(import.meta.url)('@lydell/node-pty') as { open(options: object): { _pty: string; master: Duplex; slave: Duplex } });

const pseudoTerminals: PseudoTerminal[] = [];
const links: ByteLink[] = [];
afterEach(async () => {
  for (const link of links.splice(0)) await link.close();
  for (const { master, slave } of pseudoTerminals.splice(0)) {
    slave.destroy();
    master.destroy();
  }
});

const openTty = (): PseudoTerminal => {
  const terminal = openPty({ encoding: null });
  terminal.master.on('error', () => undefined);
  terminal.slave.on('error', () => undefined);
  const tty = { ptsName: terminal._pty, master: terminal.master, slave: terminal.slave };
  pseudoTerminals.push(tty);
  return tty;
};
const addressOf = (path: string): SerialAddress => ({ link: 'serial', path, settings: plainSerialSettings, dtr: true, rts: true });
const open = async (path: string): Promise<ByteLink> => {
  const link = await openSerialLink(addressOf(path))(new AbortController().signal);
  links.push(link);
  return link;
};
const read = async (link: ByteLink, bytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of link.incoming) {
    chunks.push(chunk);
    if (Buffer.concat(chunks).length >= bytes) break;
  }
  return Buffer.concat(chunks);
};

test('every byte value passes both ways through a real tty, modem lines or not', async () => {
  const tty = openTty();
  const link = await open(tty.ptsName);
  const all = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
  tty.slave.destroy();
  tty.master.write(all);
  expect(await read(link, 256)).toEqual(all);
  const heard = new Promise<Buffer>((resolve) => {
    let got = Buffer.alloc(0);
    tty.master.on('data', (bytes: Buffer) => {
      got = Buffer.concat([got, bytes]);
      if (got.length >= 256) resolve(got);
    });
  });
  await link.send(all);
  expect(await heard).toEqual(all);
});

test('an unplugged port is noticed at once', async () => {
  const tty = openTty();
  const link = await open(tty.ptsName);
  tty.slave.destroy();
  const lost = read(link, 1);
  const beganMs = performance.now();
  tty.master.destroy();
  await expect(lost).rejects.toBeInstanceOf(LinkLost);
  expect(performance.now() - beganMs).toBeLessThan(500);
  await expect(link.send(Buffer.from('x'))).rejects.toBeInstanceOf(LinkLost);
});

test('a port that is not there, and one that another program holds, are told apart', async () => {
  await expect(open('/dev/tty-absent')).rejects.toMatchObject({ code: 'E_NOHARDWARE' });
  const tty = openTty();
  await open(tty.ptsName);
  await expect(open(tty.ptsName)).rejects.toMatchObject({ code: 'E_CLAIMED' });
});

test('closing ends the reading without an error, and twice is fine', async () => {
  const tty = openTty();
  const link = await open(tty.ptsName);
  const reading = read(link, 1);
  await link.close();
  await link.close();
  expect(await reading).toHaveLength(0);
});
