import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { DeviceParts, DeviceStatus } from '../device-driver.ts';
import type { RfidReaderEvent } from '../rfid-reader/rfid-reader-event.ts';
import { openExitGate, type ExitGateEvent } from './exit-gate.ts';
import { openGateWatch, usualGateWatch, type GateCrossing, type GateWatch } from './gate-watch.ts';

const eye = { inner: 1, outer: 2, brokenIs: 'active' } as const;
const watchWith = (photoEye: typeof eye | { inner: number; outer: null; brokenIs: 'active' } | null): GateWatch => openGateWatch({ ...usualGateWatch, photoEye });
const read = (watch: GateWatch, epc: string, atMs: number, rssiDbm: number | null = -50): void => watch.tagRead({ epc, tid: null, rssiDbm, atMs });
const epcsOf = (crossings: readonly GateCrossing[]): string[][] => crossings.map(crossing => crossing.tags.map(tag => tag.epc));
const run = (watch: GateWatch, fromMs: number, toMs: number): GateCrossing[] => {
  const decided: GateCrossing[] = [];
  for (let atMs = fromMs; atMs <= toMs; atMs += 20) decided.push(...watch.passTime(atMs));
  return decided;
};

test('a person is told within 200 ms of the beam, with the tags that came along, and later tags follow', () => {
  const watch = watchWith({ inner: 1, outer: null, brokenIs: 'active' });
  read(watch, 'AA', 9_000);
  read(watch, 'OLD', 8_000);
  watch.inputChanged(1, true, 10_000);
  read(watch, 'BB', 10_100);
  const first = run(watch, 10_000, 10_200);
  expect(first).toMatchObject([{ crossing: 1, part: 'first', direction: 'unknown', beganAtMs: 10_000, decidedAtMs: 10_200 }]);
  expect(epcsOf(first)).toEqual([['AA', 'BB']]);
  read(watch, 'BB', 10_300);
  read(watch, 'CC', 10_310);
  watch.inputChanged(1, false, 10_400);
  expect(run(watch, 10_220, 12_000)).toMatchObject([{ crossing: 1, part: 'further', tags: [{ epc: 'CC' }] }]);
  expect(run(watch, 12_000, 20_000)).toEqual([]);
});

test('tags without a person, and a person without tags', () => {
  const watch = watchWith({ inner: 1, outer: null, brokenIs: 'active' });
  read(watch, 'AA', 1_000);
  expect(run(watch, 1_000, 5_000)).toEqual([]);
  watch.inputChanged(1, true, 9_000);
  expect(epcsOf(run(watch, 9_000, 9_400))).toEqual([[]]);
});

test('what hangs beside the gate crosses nothing, and a weak read is the shelf behind', () => {
  const watch = watchWith({ inner: 1, outer: null, brokenIs: 'active' });
  for (let atMs = 0; atMs < 30_000; atMs += 500) read(watch, 'SHELF', atMs);
  watch.inputChanged(1, true, 30_000);
  read(watch, 'SHELF', 30_050);
  read(watch, 'FAR', 30_050, -70);
  read(watch, 'BAG', 30_060);
  expect(epcsOf(run(watch, 30_000, 30_300))).toEqual([['BAG']]);
});

test('two beams tell in from out', () => {
  const out = watchWith(eye);
  out.inputChanged(1, true, 1_000);
  out.inputChanged(2, true, 1_300);
  expect(run(out, 1_000, 1_400)).toMatchObject([{ direction: 'out' }]);
  const into = watchWith(eye);
  into.inputChanged(2, true, 1_000);
  into.inputChanged(2, false, 1_200);
  into.inputChanged(1, true, 1_500);
  expect(run(into, 1_000, 2_000)).toMatchObject([{ direction: 'in', beganAtMs: 1_500 }]);
});

test('two people are two crossings, and a second pass of the same tag is told again', () => {
  const watch = watchWith({ inner: 1, outer: null, brokenIs: 'active' });
  for (const beganAtMs of [1_000, 5_000]) {
    watch.inputChanged(1, true, beganAtMs);
    read(watch, 'AA', beganAtMs + 10);
    watch.inputChanged(1, false, beganAtMs + 300);
    expect(run(watch, beganAtMs, beganAtMs + 2_000)).toMatchObject([{ tags: [{ epc: 'AA' }] }]);
  }
});

test('a gate without an eye goes by its tags', () => {
  const watch = watchWith(null);
  read(watch, 'AA', 1_000);
  read(watch, 'BB', 1_100);
  expect(epcsOf(run(watch, 1_000, 1_220))).toEqual([['AA', 'BB']]);
  expect(run(watch, 1_240, 4_000)).toEqual([]);
});

test('the gate tells crossings, sounds and silences, and puts a reader right that came back with the buzzer on', async () => {
  const events: ExitGateEvent[] = [];
  const statuses: DeviceStatus[] = [];
  const outputs: string[] = [];
  let readerParts: DeviceParts<RfidReaderEvent> | null = null;
  const status: DeviceStatus = { deviceId: 'gate', category: 'RFIDScanner', protocol: 'rfid-llrp', state: 'idle', power: 'online', trouble: null, lastAnswerAtMs: 1,
    statistics: { bytesReceived: 0, bytesSent: 0, framesAccepted: 0, framesRefused: 0, connections: 1 } };
  const gate = openExitGate({
    deviceId: 'gate', nowMs: () => Date.now(), onEvent: event => events.push(event), onStatus: one => statuses.push(one),
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
  }, parts => {
    readerParts = parts;
    return {
      status: () => status, checkHealth: async () => ({ healthy: true, findings: [] }), close: async () => { outputs.push('closed'); },
      setOutput: async (port, on) => { outputs.push(`${port} ${on ? 'on' : 'off'}`); },
    };
  }, { watch: { ...usualGateWatch, photoEye: { inner: 1, outer: null, brokenIs: 'active' } }, lampPort: 3, buzzerPort: 4, tickMs: 5 });

  readerParts!.onStatus(status);
  expect(statuses[0]).toMatchObject({ category: 'Gate', protocol: 'gate-llrp' });
  await vi.waitFor(() => expect(outputs).toEqual(['3 off', '4 off']));
  const nowMs = Date.now();
  readerParts!.onEvent({ kind: 'tag-read', deviceId: 'gate', epc: 'AA', antenna: 1, rssiDbm: -50, readAtMs: nowMs, tid: null });
  readerParts!.onEvent({ kind: 'input-changed', deviceId: 'gate', port: 1, active: true, changedAtMs: nowMs });
  await vi.waitFor(() => expect(events).toMatchObject([{ kind: 'gate-crossed', deviceId: 'gate', tags: [{ epc: 'AA' }] }]));
  expect(events[0]!.decidedAtMs - nowMs).toBeLessThan(500);
  await gate.alarm(60);
  await vi.waitFor(() => expect(outputs.slice(2)).toEqual(['3 on', '4 on', '3 off', '4 off']));
  await gate.close();
  expect(outputs.at(-1)).toBe('closed');
});
