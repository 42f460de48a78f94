import { expect, test } from 'vitest';
import { openLoopback } from '../acceptance/loopback-link.ts';
import { waitReally } from '../acceptance/real-wait.ts';
import { m100Bytes } from '../rfid-reader/serial/m100-codec.ts';
import { probeAddress } from './probe-address.ts';

/** A device at the end of a cable, by what it does with what it hears. */
const probe = async (heard: (text: string, say: (bytes: Uint8Array) => void) => void) => {
  const cable = openLoopback((bytes, say) => heard(Buffer.from(bytes).toString('latin1'), say));
  const probed = await probeAddress('serial:/dev/ttyUSB0', { openByteLink: () => cable.openLink, wait: (ms, signal) => waitReally(ms / 20, signal), onTry: () => undefined }, new AbortController().signal);
  expect(cable.openLinks()).toBe(0);
  if (!probed.ok) throw new Error(probed.error.message);
  return probed.value.protocol;
};
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test('each is known by its own answer', async () => {
  expect(await probe((text, say) => { if (text.startsWith('\x10\x04')) say(Uint8Array.of(0x12)); })).toBe('receipt-printer-escpos');
  let line = '';
  expect(await probe((text, say) => {
    line += text;
    for (let end = line.indexOf('\r\n'); end >= 0; end = line.indexOf('\r\n')) {
      say(latin1(line.slice(0, end) === 'SI' ? 'S S      0.735 kg\r\n' : 'ES\r\n'));
      line = line.slice(end + 2);
    }
  })).toBe('scale-mt-sics');
  expect(await probe((text, say) => { if (text === 'W') say(latin1('\x0201.234\r')); })).toBe('scale-8217');
  expect(await probe((text, say) => {
    if (!text.startsWith('\xbb')) return;
    const answer = m100Bytes('bb-7e', 0x03, latin1('\0M100'));
    answer[1] = 1;
    answer[answer.length - 2] = answer.subarray(1, -2).reduce((sum, byte) => (sum + byte) & 0xff, 0);
    say(answer);
  })).toBe('rfid-m100');
});

test('nobody is taken for somebody: silence, an echo, chatter', async () => {
  expect(await probe(() => undefined)).toBeNull();
  expect(await probe((text, say) => say(latin1(text)))).toBeNull();
  expect(await probe((_, say) => say(latin1('OK\r\nREADY\r\n')))).toBeNull();
});

test('a HID device is not asked, a broken address is said', async () => {
  const parts = { openByteLink: () => openLoopback(() => undefined).openLink, wait: waitReally, onTry: () => undefined };
  for (const address of ['hid:0c2e:0b61', 'toaster']) expect(await probeAddress(address, parts, new AbortController().signal)).toMatchObject({ ok: false });
});
