import { mkdtemp, rm, symlink, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitReally } from './acceptance/real-wait.ts';
import { openByteLink } from './links/open-link.ts';
import { driverCatalog } from './driver-catalog.ts';
import type { DeviceStatus } from './device-driver.ts';
import type { WeightEvent } from './scale/scale-driver.ts';

const { open: openPty } = createRequire(import.meta.url)('@lydell/node-pty') as { open(options: object): { _pty: string; master: Duplex; slave: Duplex } };

let folder = '';
let path = '';
const masters: Duplex[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serial-'));
  path = join(folder, 'scale');
});
afterEach(async () => {
  for (const master of masters.splice(0)) master.destroy();
  await rm(folder, { recursive: true });
});

/** A scale of two sentences on a new pseudo-terminal, found under the same name as the last one. */
const plugIn = async (weight: string): Promise<Duplex> => {
  const { _pty, master, slave } = openPty({ encoding: null });
  master.on('error', () => undefined);
  slave.on('error', () => undefined);
  slave.destroy();
  master.on('data', (bytes: Buffer) => { if (bytes.includes('SI')) master.write(`S S ${weight} kg\r\n`); });
  await unlink(path).catch(() => undefined);
  await symlink(_pty, path);
  masters.push(master);
  return master;
};

test('a scale on a real tty weighs, is missed within two seconds and back within three', async () => {
  const first = await plugIn('     0.735');
  const events: WeightEvent[] = [];
  const statuses: DeviceStatus[] = [];
  const opened = driverCatalog['scale-mt-sics'].open({
    deviceId: 'lane-1/scale', nowMs: () => Date.now(), wait: waitReally,
    onEvent: (event) => { events.push(event); }, onStatus: (status) => { statuses.push(status); },
    openByteLink, brokerAccount: null,
  }, `serial:${path}?baud=9600&data=8&parity=none`, {});
  if (!opened.ok) throw new Error(opened.error.message);
  const scale = opened.value;
  await expect.poll(() => scale.status().power, { timeout: 3_000 }).toBe('online');
  expect(await scale.readStableWeight(2_000)).toMatchObject({ grams: 735, text: '0.735 kg' });

  first.destroy();
  await expect.poll(() => scale.status().power, { timeout: 2_000 }).toBe('offline');
  expect(events.at(-1)).toMatchObject({ status: 'not-ready', grams: null });
  await expect(scale.readStableWeight(100)).rejects.toMatchObject({ code: 'E_OFFLINE' });

  await plugIn('     1.200');
  await expect.poll(() => scale.status().power, { timeout: 3_000 }).toBe('online');
  expect(await scale.readStableWeight(2_000)).toMatchObject({ grams: 1200 });
  expect(statuses.map(({ power }) => power)).toContain('offline');
  await scale.close();
});
