import { expect, test } from 'vitest';
import { driverAcceptance } from 'hardware-drivers/acceptance/driver-acceptance.ts';
import { openScaleDriver, type WeightEvent } from 'hardware-drivers/scale/scale-driver.ts';
import { exampleScaleProtocol } from './example-scale.ts';

const lineOf = (grams: number): Uint8Array => Buffer.from(`W,S,${(grams / 1000).toFixed(3).padStart(7)},kg\r\n`);

driverAcceptance<WeightEvent>('scale-example', {
  framing: 'stream',
  open: (parts, openLink) => openScaleDriver(parts, openLink, exampleScaleProtocol, { protocolName: 'scale-example', pollIntervalMs: 20, livenessTimeoutMs: 5_000 }),
  heard: () => undefined,
  frame: (n) => lineOf(100 + n),
  isEventOf: (event, n) => event.grams === 100 + n,
  isSerious: (event) => event.stable,
}, { test, expectTrue: (condition, message) => expect(condition, message).toBe(true) });

/** Put here every line that the manual prints and every one that you recorded, with what it means. */
test.each([
  ['W,S,  0.735,kg\r\n', { status: 'stable', grams: 735, text: '0.735 kg' }],
  ['W,D,  0.735,kg\r\n', { status: 'in-motion', grams: 735 }],
  ['W,S, -0.010,kg\r\n', { status: 'under-zero' }],
  ['W,O, 99.999,kg\r\n', { status: 'over-range', grams: null }],
])('%j', (line, expected) => {
  expect(exampleScaleProtocol.openDecoder().feed(Buffer.from(line)).frames).toMatchObject([{ kind: 'weight', reading: expected }]);
});
