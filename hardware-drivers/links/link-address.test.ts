import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLinkAddress, parseLinkAddress, plainSerialSettings, type LinkAddress } from './link-address.ts';

test.each<[string, LinkAddress]>([
  ['serial:/dev/pts/3?baud=9600&data=8&parity=none', { link: 'serial', path: '/dev/pts/3', settings: plainSerialSettings, dtr: null, rts: null }],
  ['serial:COM3?dtr=on&rts=off', { link: 'serial', path: 'COM3', settings: plainSerialSettings, dtr: true, rts: false }],
  ['serial:/dev/ttyS0?data=7&parity=even&stop=2', { link: 'serial', path: '/dev/ttyS0', settings: { baud: 9600, dataBits: 7, parity: 'even', stopBits: 2 }, dtr: null, rts: null }],
  ['tcp:127.0.0.1:5084', { link: 'tcp', host: '127.0.0.1', port: 5084 }],
  ['tcp:[fe80::1]:9100', { link: 'tcp', host: 'fe80::1', port: 9100 }],
  ['mqtt:broker.local', { link: 'mqtt', host: 'broker.local', port: 1883 }],
  ['hid:0C2E:0b61', { link: 'hid', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: null }],
  ['hid:0c2e:0b61/A-17', { link: 'hid', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'A-17' }],
  ['hid:/dev/hidraw0', { link: 'hid-path', path: '/dev/hidraw0' }],
  ['unix:/tmp/x.sock', { link: 'unix', path: '/tmp/x.sock' }],
])('%s names a link, and reads back to the same', (text, address) => {
  expect(parseLinkAddress(text, plainSerialSettings)).toEqual({ ok: true, value: address });
  expect(parseLinkAddress(formatLinkAddress(address), plainSerialSettings)).toEqual({ ok: true, value: address });
});

test.each([
  ['', 'unknown-link'], ['/dev/ttyUSB0', 'unknown-link'], ['http://x', 'unknown-link'],
  ['serial:', 'missing-path'], ['serial:/dev/ttyS0?baud=fast', 'bad-serial-setting'], ['serial:/dev/ttyS0?baud=99', 'bad-serial-setting'],
  ['serial:/dev/ttyS0?data=9', 'bad-serial-setting'], ['serial:/dev/ttyS0?colour=red', 'bad-serial-setting'],
  ['tcp:reader', 'bad-port'], ['tcp:reader:0', 'bad-port'], ['tcp:reader:70000', 'bad-port'], ['tcp::80', 'bad-port'],
  ['hid:c2e:b61', 'bad-hid-id'], ['unix:', 'missing-path'],
])('"%s" is refused as %s', (text, kind) => {
  expect(parseLinkAddress(text, plainSerialSettings)).toMatchObject({ ok: false, error: { kind } });
});

test('what the protocol needs fills what the address leaves out', () => {
  const toledo = { baud: 9600, dataBits: 7, parity: 'even', stopBits: 1 } as const;
  expect(parseLinkAddress('serial:/dev/ttyS0?baud=4800', toledo)).toMatchObject({ value: { settings: { ...toledo, baud: 4800 } } });
});

test('no text makes the parser throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((rest) => `serial:${rest}`), fc.string().map((rest) => `tcp:${rest}`)), (text) => {
    parseLinkAddress(text, plainSerialSettings);
  }));
});
