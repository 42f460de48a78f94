import { expect, test } from 'vitest';
import { driverAcceptance } from 'hardware-drivers/acceptance/driver-acceptance.ts';
import { openScannerDriver, type ScanEvent } from 'hardware-drivers/scanner/scanner-driver.ts';
import { openExampleDecoder } from './example-scanner.ts';

const codeOf = (n: number): string => String(6_901_234_000_000 + n);

driverAcceptance<ScanEvent>('scanner-example', {
  framing: 'stream',
  open: (parts, openLink) => openScannerDriver(parts, openLink, { protocolName: 'scanner-example', stutterMs: 0, openDecoder: openExampleDecoder }),
  heard: () => undefined,
  frame: (n) => Buffer.from(`#E0 ${codeOf(n)}\r\n`),
  isEventOf: (event, n) => event.text === codeOf(n),
  isSerious: () => true,
}, { test, expectTrue: (condition, message) => expect(condition, message).toBe(true) });

/** Put here every line that the manual prints and every one that you recorded, with what it means. */
test.each([
  ['#E0 6901234567892\r\n', { aimId: ']E0', text: '6901234567892' }],
  ['#Q1 https://example.com/\r', { aimId: ']Q1', text: 'https://example.com/' }],
])('%j', (line, expected) => {
  expect(openExampleDecoder().feed(Buffer.from(line)).frames).toEqual([expected]);
});
