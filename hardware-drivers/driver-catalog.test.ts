import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { waitReally } from './acceptance/real-wait.ts';
import { openByteLink } from './links/open-link.ts';
import { driverCatalog, openDriver, type DriverEvent } from './driver-catalog.ts';

const partsOf = (events: DriverEvent[]) => ({ deviceId: 'lane-1/device', nowMs: () => Date.now(), wait: waitReally, onEvent: (event: DriverEvent) => { events.push(event); }, onStatus: () => undefined, openByteLink, brokerAccount: null });

test('every driver has a name in both languages and defaults that its own schema takes', async () => {
  for (const [protocol, row] of Object.entries(driverCatalog)) {
    expect(row.names['zh-CN'], protocol).toMatch(/[\u4e00-\u9fff]/);
    expect(row.names.en, protocol).toMatch(/^[\x20-\x7e]+$/);
    if (row.attachment !== 'link') continue;
    const [link] = row.links;
    const address = { serial: 'serial:/dev/tty-absent', tcp: 'tcp:127.0.0.1:1', mqtt: 'mqtt:127.0.0.1:1', hid: 'unix:/absent.sock', 'hid-path': 'unix:/absent.sock', unix: 'unix:/absent.sock' }[link!];
    const opened = openDriver(protocol, partsOf([]), address, {});
    if (!opened.ok) throw new Error(`${protocol}: ${opened.error.message}`);
    expect(opened.value.status()).toMatchObject({ category: row.category, protocol });
    await expect.poll(() => opened.value.status().trouble).not.toBeNull();
    await opened.value.close();
  }
});

test.each([
  ['toaster', 'tcp:127.0.0.1:1', {}, 'unknown-protocol'],
  ['toString', 'tcp:127.0.0.1:1', {}, 'unknown-protocol'],
  ['cash-drawer-kick', 'tcp:127.0.0.1:1', {}, 'wrong-link'],
  ['rfid-llrp', 'serial:/dev/ttyS0', {}, 'wrong-link'],
  ['labels-kkm', 'tcp:127.0.0.1:1', {}, 'wrong-link'],
  ['gate-llrp', 'tcp:127.0.0.1:1', { lampPort: 0 }, 'bad-options'],
  ['scale-mt-sics', 'hid:0922:8003', {}, 'wrong-link'],
  ['scale-hid', 'serial:/dev/ttyS0', {}, 'wrong-link'],
  ['scale-mt-sics', 'somewhere', {}, 'unknown-link'],
  ['scale-mt-sics', 'tcp:127.0.0.1:1', { pollIntervalMs: -1 }, 'bad-options'],
  ['scale-mt-sics', 'tcp:127.0.0.1:1', { colour: 'red' }, 'bad-options'],
  ['scale-mt-sics', 'tcp:127.0.0.1:1', 'fast', 'bad-options'],
  ['receipt-printer-escpos', 'tcp:127.0.0.1:1', { columns: 5 }, 'bad-options'],
])('%s at %s with %j is refused as %s', (protocol, address, options, kind) => {
  expect(openDriver(protocol, partsOf([]), address, options)).toMatchObject({ ok: false, error: { kind } });
});

test('a scan travels from a real socket through the catalogue to its event', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-'));
  const path = join(folder, 'scanner.sock');
  const report = Buffer.alloc(64);
  report.set([2, 13, ...Buffer.from(']E09520000000017')]);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(Buffer.concat([Buffer.from([0, 64]), report]));
  });
  await new Promise<void>((resolve) => { server.listen(path, resolve); });
  const events: DriverEvent[] = [];
  const opened = openDriver('scanner-hid-pos', partsOf(events), `unix:${path}`, {});
  await expect.poll(() => events).toMatchObject([{ kind: 'scan-data', deviceId: 'lane-1/device', aimId: ']E0', text: '9520000000017' }]);
  if (opened.ok) await opened.value.close();
  server.close();
  await rm(folder, { recursive: true });
});
