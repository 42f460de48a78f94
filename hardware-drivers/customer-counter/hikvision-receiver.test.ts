import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { readPublishedVectors } from '../published-vectors.ts';
import { openHikvisionReceiver, type CustomerCounterEvent } from './hikvision-receiver.ts';
import { openVisitorLedger } from './visitor-ledger.ts';

const push = readPublishedVectors(new URL('fixtures/people-vectors.json', import.meta.url), 'people-hikvision').vectors[0]!.text!;

test('a camera is answered; its minute counts once, however often it is pushed', async () => {
  const events: CustomerCounterEvent[] = [];
  const receiver = await openHikvisionReceiver({
    deviceId: 'door', nowMs: () => Date.now(), onEvent: event => events.push(event), onStatus: () => undefined,
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
  }, { host: '127.0.0.1', port: 0, silentAfterMs: 300 });
  const post = async (body: string): Promise<number> => (await fetch(`http://127.0.0.1:${receiver.port}/`, { method: 'POST', body })).status;
  const busy = push.replace('<enter>0', '<enter>12').replace('<exit>0', '<exit>9');
  expect(await post(busy)).toBe(200);
  expect(await post(`--boundary\r\nContent-Type: application/xml\r\n\r\n${busy}\r\n--boundary--`)).toBe(200);
  expect(events).toEqual([{ kind: 'visitors-counted', deviceId: 'door', camera: '4447CC5000C1', enter: 12, exit: 9, pass: 0,
    fromMs: Date.parse('2020-04-19T17:33:00Z'), toMs: Date.parse('2020-04-19T17:35:00Z') }]);
  expect(await post(push.replace('PeopleCounting', 'VMD'))).toBe(200);
  expect(await post('garbage')).toBe(400);
  expect(await post('x'.repeat(300_000)).catch(() => 413)).toBe(413);
  expect(receiver.status()).toMatchObject({ power: 'online', category: 'CustomerCounter', statistics: { framesAccepted: 2, framesRefused: 2 } });
  await vi.waitFor(() => expect(receiver.status()).toMatchObject({ power: 'offline', state: 'error' }), { timeout: 3000 });
  await receiver.close();
  expect(receiver.status().state).toBe('closed');
});

test('totals become differences, and a camera that began anew loses nobody', () => {
  const ledger = openVisitorLedger();
  const total = (enter: number, exit: number, atMs: number) =>
    ledger.note({ method: 'realTime', from: null, to: null, enter, exit, pass: null, mac: '44:47:cc:50:00:c1' }, atMs);
  expect(total(100, 90, 1)).toBeNull();
  expect(total(103, 91, 2)).toMatchObject({ enter: 3, exit: 1, fromMs: 1, toMs: 2 });
  expect(total(103, 91, 3)).toBeNull();
  expect(total(2, 0, 4)).toMatchObject({ enter: 2, exit: 0 });
});
