import fc from 'fast-check';
import { expect, test } from 'vitest';
import { driverAcceptance } from '../acceptance/driver-acceptance.ts';
import { openLoopback } from '../acceptance/loopback-link.ts';
import { waitReally } from '../acceptance/real-wait.ts';
import { disagreements, readPublishedVectors } from '../published-vectors.ts';
import { splitAimId } from './aim-identifier.ts';
import { scannerDecoders } from './decode-scanner.ts';
import { openHidGenericDecoder, openHidPosDecoder } from './hid-scan-codec.ts';
import { quietWedge, stepWedge, usualWedgeSettings } from './keyboard-wedge.ts';
import { openScannerDriver, type ScanEvent } from './scanner-driver.ts';
import { openSerialScanDecoder } from './serial-scan-codec.ts';

const runner = { test, expectTrue: (condition: boolean, message: string) => expect(condition, message).toBe(true) };
const codeOf = (n: number): string => `95200000${String(n).padStart(5, '0')}`;
const hidPos = (aimId: string, data: string, continued: boolean): Uint8Array => {
  const report = Buffer.alloc(64);
  report.set([2, data.length, ...Buffer.from(aimId + data)]);
  report[63] = continued ? 1 : 0;
  return report;
};

driverAcceptance<ScanEvent>('scanner-serial', {
  framing: 'stream',
  open: (parts, openLink) => openScannerDriver(parts, openLink, { protocolName: 'scanner-serial', stutterMs: 0, openDecoder: openSerialScanDecoder }),
  heard: () => undefined,
  frame: (n) => Buffer.from(`]E0${codeOf(n)}\r\n`),
  isEventOf: (event, n) => event.kind === 'scan-data' && event.text === codeOf(n) && event.aimId === ']E0',
  // Without a check sum any printable line is a scan: only what claims to be a product code counts.
  isSerious: (event) => event.aimId !== null,
}, runner);

driverAcceptance<ScanEvent>('scanner-hid-pos', {
  framing: 'reports',
  open: (parts, openLink) => openScannerDriver(parts, openLink, { protocolName: 'scanner-hid-pos', stutterMs: 0, openDecoder: openHidPosDecoder }),
  heard: () => undefined,
  frame: (n) => hidPos(']E0', codeOf(n), false),
  isEventOf: (event, n) => event.text === codeOf(n),
  isSerious: () => true,
}, runner);

test.each(Object.entries(scannerDecoders))('%s agrees with every published vector', (protocol, decode) => {
  const { compare, vectors } = readPublishedVectors(new URL('./fixtures/published-scanner-vectors.json', import.meta.url), protocol);
  expect(vectors.length).toBeGreaterThan(0);
  expect(vectors.flatMap((vector) => disagreements(decode, vector, compare))).toEqual([]);
});

test.each(['\r', '\n', '\r\n', '\t', '\x03'])('a scan may end with %j', (ending) => {
  expect(openSerialScanDecoder().feed(Buffer.from(`]d20109520123456788\x1d10ABC${ending}`)).frames).toEqual([{ aimId: ']d2', text: '0109520123456788\x1d10ABC' }]);
});

test('scans that no symbol holds are refused, and Chinese text is a scan', () => {
  const decoder = openSerialScanDecoder();
  expect(decoder.feed(Buffer.from('\x00\x01abc\r\xff\xfe\r]E0\r', 'latin1'))).toMatchObject({ frames: [], refused: 1 });
  expect(decoder.feed(Buffer.from('会员-17\r')).frames).toEqual([{ aimId: null, text: '会员-17' }]);
  expect(decoder.feed(Buffer.from(`${'9'.repeat(600)}\r`))).toMatchObject({ frames: [], refused: 1 });
  expect(decoder.feed(Buffer.from('\x02690123\x03')).frames).toEqual([{ aimId: null, text: '690123' }]);
});

test('however the wire cuts it, the same scans come', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[0-9A-Za-z]{1,20}$/), { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (codes, size) => {
    const bytes = Buffer.from(codes.map((code) => `]C1${code}\r\n`).join(''));
    const decoder = openSerialScanDecoder();
    const heard: string[] = [];
    for (let at = 0; at < bytes.length; at += size) heard.push(...decoder.feed(bytes.subarray(at, at + size)).frames.map(({ text }) => text));
    expect(heard).toEqual(codes);
  }));
});

test('HID POS reports are joined until nothing follows', () => {
  const decoder = openHidPosDecoder();
  const long = 'x'.repeat(56);
  expect(decoder.feed(hidPos(']Q1', long, true)).frames).toEqual([]);
  expect(decoder.feed(hidPos(']Q1', long, true)).frames).toEqual([]);
  expect(decoder.feed(hidPos(']Q1', 'end', false)).frames).toEqual([{ aimId: ']Q1', text: `${long}${long}end` }]);
  decoder.feed(hidPos(']Q1', long, true));
  expect(decoder.feed(hidPos(']E0', '9520000000017', false))).toMatchObject({ frames: [{ aimId: ']E0', text: '9520000000017' }], refused: 1 });
});

test('a HID scanner whose last report never comes holds a bounded number of them', () => {
  const decoder = openHidPosDecoder();
  for (let index = 0; index < 10_000; index += 1) expect(decoder.feed(hidPos(']Q1', 'x', true)).waitingBytes).toBeLessThanOrEqual(128 * 64);
});

test('no report makes the HID decoders throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (report) => {
    openHidPosDecoder().feed(report);
    openHidGenericDecoder().feed(report);
  }));
  expect(scannerDecoders['scanner-hid-generic']({ hex: '0105414243' })).toMatchObject({ ok: false });
  expect(scannerDecoders['scanner-hid-pos']({ hex: '02' })).toMatchObject({ ok: false });
});

test('the identifier is split off only where there is one', () => {
  expect(splitAimId(']E09520000000017')).toEqual({ aimId: ']E0', text: '9520000000017' });
  expect(splitAimId(']!x')).toEqual({ aimId: null, text: ']!x' });
});

const typeKeys = (keys: readonly string[], gapMs: number): string | null => {
  let state = quietWedge;
  let text: string | null = null;
  keys.forEach((key, index) => {
    const step = stepWedge(state, key, index * gapMs, usualWedgeSettings);
    state = step.state;
    if (step.scan !== null) text = step.scan.text;
  });
  return text;
};

test('a fast run of keys is a scan, a slow or short one is a person', () => {
  const keys = [...'952000000001', 'Shift', '7', 'Enter'];
  expect(typeKeys(keys, 10)).toBe('9520000000017');
  expect(typeKeys(keys, 36)).toBeNull();
  expect(typeKeys([...'12345', 'Enter'], 10)).toBeNull();
  expect(typeKeys([...'9'.repeat(600), 'Enter'], 1)).toBeNull();
});

test('the same code again at once is a stutter, later it is a second item', async () => {
  let nowMs = 1_000;
  const events: ScanEvent[] = [];
  const cable = openLoopback(() => undefined);
  const driver = openScannerDriver({ deviceId: 'lane-1/scanner', nowMs: () => nowMs, wait: waitReally, onEvent: (event) => { events.push(event); }, onStatus: () => undefined }, cable.openLink, { protocolName: 'scanner-serial', stutterMs: 150, openDecoder: openSerialScanDecoder });
  await expect.poll(() => driver.status().power).toBe('online');
  for (const [atMs, code] of [[1_000, 'A-1'], [1_140, 'A-1'], [1_280, 'A-1'], [1_281, 'B-2'], [1_500, 'B-2']] as const) {
    nowMs = atMs;
    cable.say(Buffer.from(`${code}\r`));
    const count = events.length;
    await expect.poll(() => events.length).toBe(count + 1);
  }
  expect(events.map(({ kind, text, receivedAtMs }) => `${kind} ${text} ${receivedAtMs}`)).toEqual(
    ['scan-data A-1 1000', 'scan-repeated A-1 1140', 'scan-repeated A-1 1280', 'scan-data B-2 1281', 'scan-data B-2 1500']);
  expect((await driver.checkHealth('internal')).findings).toContain('It read 5 codes.');
  await driver.close();
});
