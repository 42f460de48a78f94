import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openLoopback } from 'hardware-drivers/acceptance/loopback-link.ts';
import { waitReally } from 'hardware-drivers/acceptance/real-wait.ts';
import { loadDriverFile, loadDriverFiles } from 'hardware-drivers/load-driver-file.ts';
import type { WeightEvent } from 'hardware-drivers/scale/scale-driver.ts';

const run = promisify(execFile);
/** Inside the repository, where the imports of a driver resolve. */
const inFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(path.join('hardware-drivers', 'added-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
const mendian = (...args: readonly string[]) => run(process.execPath, ['command-line/mendian.ts', 'driver', ...args, '--json']).then(({ stdout }) => JSON.parse(stdout) as Record<string, unknown>, (error: { stdout: string }) => JSON.parse(error.stdout) as Record<string, unknown>);

test('a generated scale is one file, weighs by configuration alone, and never takes the place of another protocol', () => inFolder(async (folder) => {
  expect(await mendian('new', 'scale', 'acme-30', '--folder', folder)).toMatchObject({ ok: true, protocol: 'scale-acme-30' });
  const file = path.join(folder, 'acme-30-scale.ts');
  expect(await mendian('check', file)).toMatchObject({ ok: true, protocol: 'scale-acme-30', category: 'Scale', names: { en: 'Acme30 scale' } });
  const row = (await loadDriverFiles([file])).get('scale-acme-30')!;
  if (row.category !== 'Scale') throw new Error(row.category);
  const cable = openLoopback((bytes, say) => { if (Buffer.from(bytes).toString() === 'W?\r\n') say(Buffer.from('W,S,  0.735,kg\r\n')); });
  const events: WeightEvent[] = [];
  const opened = row.open({ deviceId: 'lane-1/scale', nowMs: () => Date.now(), wait: waitReally, onEvent: (event) => void events.push(event), onStatus: () => undefined, openByteLink: () => cable.openLink, brokerAccount: null }, 'serial:/dev/ttyUSB0', { pollIntervalMs: 20 });
  if (!opened.ok) throw new Error(opened.error.message);
  await expect.poll(() => events.at(-1)).toMatchObject({ grams: 735, stable: true });
  await opened.value.close();
  expect(await mendian('new', 'scale', 'acme-30', '--folder', folder)).toMatchObject({ ok: false });
}), 30_000);

test('a file that is no driver is refused with its reason', async () => {
  expect(await loadDriverFile('hardware-drivers/absent.ts')).toMatchObject({ ok: false, error: { kind: 'driver-file-unreadable' } });
  expect(await loadDriverFile('hardware-drivers/byte-link.ts')).toMatchObject({ ok: false, error: { kind: 'no-driver-in-file' } });
  expect(await mendian('new', 'toaster', 'acme')).toMatchObject({ ok: false });
  expect(await mendian('new', 'scale', '../acme')).toMatchObject({ ok: false });
});
