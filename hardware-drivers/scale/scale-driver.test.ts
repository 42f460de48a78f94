import { expect, test } from 'vitest';
import { driverAcceptance } from '../acceptance/driver-acceptance.ts';
import { openLoopback, type Loopback } from '../acceptance/loopback-link.ts';
import { waitReally } from '../acceptance/real-wait.ts';
import { casFrameProtocol } from './cas-frame-codec.ts';
import { hidScaleProtocol } from './hid-scale-codec.ts';
import { mtSicsProtocol } from './mt-sics-codec.ts';
import { nciProtocol } from './nci-codec.ts';
import { profileProtocol, scaleProfileSchema } from './profile-codec.ts';
import { openScaleDriver, type ScaleDriver, type WeightEvent } from './scale-driver.ts';
import { stGsTextProtocol } from './st-gs-text-codec.ts';
import { toledo8217Protocol } from './toledo-8217-codec.ts';
import type { ScaleProtocol } from './weight-reading.ts';

const runner = { test, expectTrue: (condition: boolean, message: string) => expect(condition, message).toBe(true) };
const options = { protocolName: 'scale-test', pollIntervalMs: 20, livenessTimeoutMs: 5_000 };
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const kilograms = (grams: number, digits: number): string => (grams / 1000).toFixed(3).padStart(digits, '0');

/** One stable weight of `grams`, as each scale says it. */
const said: Readonly<Record<string, { readonly protocol: ScaleProtocol; readonly weight: (grams: number) => Uint8Array; readonly framing: 'stream' | 'reports' }>> = {
  'scale-mt-sics': { protocol: mtSicsProtocol, framing: 'stream', weight: (grams) => bytesOf(`S S ${kilograms(grams, 1).padStart(10)} kg\r\n`) },
  'scale-8217': { protocol: toledo8217Protocol('kg'), framing: 'stream', weight: (grams) => bytesOf(`\x02${kilograms(grams, 6)}\r`) },
  'scale-cas': {
    protocol: casFrameProtocol, framing: 'stream',
    weight: (grams) => {
      const body = bytesOf(`S ${kilograms(grams, 6)}kg`);
      return Buffer.concat([Uint8Array.of(1, 2), body, Uint8Array.of(body.reduce((bcc, byte) => bcc ^ byte, 0), 3, 4)]);
    },
  },
  'scale-ad-cas-text': { protocol: stGsTextProtocol({ impliedDecimals: null, request: null }), framing: 'stream', weight: (grams) => bytesOf(`ST,GS,+${kilograms(grams, 7)}kg\r\n`) },
  'scale-nci': { protocol: nciProtocol, framing: 'stream', weight: (grams) => bytesOf(`\n${kilograms(grams, 7)}KG\r\n00\r\x03`) },
  'scale-hid': { protocol: hidScaleProtocol, framing: 'reports', weight: (grams) => Uint8Array.of(3, 4, 2, 0, grams & 0xff, grams >> 8) },
  'scale-profile': {
    framing: 'stream', weight: (grams) => bytesOf(`=S ${String(grams).padStart(6, '0')}=\r`),
    protocol: profileProtocol(scaleProfileSchema.parse({ pattern: '^=(?:(?<stable>S)|(?<unstable>U)) (?<weight>\\d{6})=$', unit: 'kg', impliedDecimals: 3, terminatorHex: '0d', requestHex: null, zeroHex: null, tareHex: null })),
  },
};

for (const [name, { protocol, weight, framing }] of Object.entries(said)) {
  driverAcceptance<WeightEvent>(name, {
    framing,
    open: (parts, openLink) => openScaleDriver(parts, openLink, protocol, { ...options, protocolName: name }),
    heard: () => undefined,
    frame: (n) => weight(100 + n),
    isEventOf: (event, n) => event.grams === 100 + n,
    isSerious: (event) => event.stable,
  }, runner);
}

const openBench = (protocol: ScaleProtocol, heard: (text: string, say: (text: string) => void) => void): { driver: ScaleDriver; cable: Loopback; events: WeightEvent[] } => {
  const events: WeightEvent[] = [];
  const cable = openLoopback((bytes, say) => heard(Buffer.from(bytes).toString('latin1'), (text) => say(bytesOf(text))));
  const driver = openScaleDriver({ deviceId: 'lane-1/scale', nowMs: () => Date.now(), wait: waitReally, onEvent: (event) => { events.push(event); }, onStatus: () => undefined }, cable.openLink, protocol, options);
  return { driver, cable, events };
};

test('a stable weight is read as whole grams with the scale\'s own words', async () => {
  const { driver, events } = openBench(mtSicsProtocol, (text, say) => { if (text === 'SI\r\n') say('S S      0.735 kg\r\n'); });
  await expect.poll(() => driver.status().power).toBe('online');
  expect(await driver.readStableWeight(1_000)).toMatchObject({ kind: 'weight', grams: 735, text: '0.735 kg', stable: true, status: 'stable' });
  expect(events[0]).toMatchObject({ status: 'in-motion', stable: false });
  expect(await driver.checkHealth('internal')).toEqual({ healthy: true, findings: ['The scale says: 0.735 kg (stable).'] });
  await driver.close();
  expect(events.at(-1)).toMatchObject({ status: 'not-ready', grams: null });
});

test('over range and under zero reject at once, motion only after the time', async () => {
  let answer = 'S +\r\n';
  const { driver } = openBench(mtSicsProtocol, (text, say) => { if (text === 'SI\r\n') say(answer); });
  await expect.poll(() => driver.status().power).toBe('online');
  await expect(driver.readStableWeight(1_000)).rejects.toMatchObject({ code: 'E_EXTENDED', extended: 'ESCAL_OVERWEIGHT' });
  answer = 'S -\r\n';
  await expect.poll(() => driver.readStableWeight(1_000).catch((error: { extended: string }) => error.extended)).toBe('ESCAL_UNDER_ZERO');
  answer = 'S D      0.735 kg\r\n';
  await expect.poll(() => driver.readStableWeight(100).catch((error: { code: string }) => error.code)).toBe('E_TIMEOUT');
  await driver.close();
});

test('zero and tare wait for the scale\'s word; a refusal and a scale without the command say so', async () => {
  const heard: string[] = [];
  const sics = openBench(mtSicsProtocol, (text, say) => {
    heard.push(text);
    if (text === 'Z\r\n') say('Z A\r\n');
    if (text === 'T\r\n') say('T +\r\n');
    if (text === 'SI\r\n') say('S S      0.000 kg\r\n');
  });
  await expect.poll(() => sics.driver.status().power).toBe('online');
  await sics.driver.zero();
  expect(heard).toContain('Z\r\n');
  await expect(sics.driver.tare()).rejects.toMatchObject({ code: 'E_FAILURE' });
  await sics.driver.close();

  const cas = openBench(casFrameProtocol, () => undefined);
  await expect.poll(() => cas.cable.openLinks()).toBe(1);
  await expect.poll(() => cas.driver.zero().catch((error: { code: string }) => error.code)).toBe('E_ILLEGAL');
  await cas.driver.close();
});

test('a scale that does not acknowledge zero is believed when it shows zero', async () => {
  let weight = '\x0200.500\r';
  const { driver } = openBench(toledo8217Protocol('kg'), (text, say) => {
    if (text === 'Z') weight = '\x0200.000\r';
    if (text === 'W') say(weight);
  });
  await expect.poll(() => driver.status().power).toBe('online');
  await driver.zero();
  await driver.close();
});

test('a scale that went silent is offline, and says so', async () => {
  let answering = true;
  const cable = openLoopback((_, say) => { if (answering) say(bytesOf('S S      0.735 kg\r\n')); });
  const driver = openScaleDriver({ deviceId: 'x', nowMs: () => Date.now(), wait: waitReally, onEvent: () => undefined, onStatus: () => undefined }, cable.openLink, mtSicsProtocol, { ...options, livenessTimeoutMs: 300 });
  await expect.poll(() => driver.status().power).toBe('online');
  answering = false;
  await expect.poll(() => driver.status().power, { timeout: 2_000 }).toBe('offline');
  expect(driver.status().trouble).toMatchObject({ code: 'E_TIMEOUT' });
  await driver.close();
});
