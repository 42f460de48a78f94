import { expect, test } from 'vitest';
import { disagreements, readPublishedVectors } from '../published-vectors.ts';
import { scaleDecoders } from './decode-scale.ts';

const fixtures = new URL('./fixtures/published-scale-vectors.json', import.meta.url);

test.each(Object.entries(scaleDecoders))('%s agrees with every published vector', (protocol, decode) => {
  const { compare, vectors } = readPublishedVectors(fixtures, protocol);
  expect(vectors.length).toBeGreaterThan(0);
  expect(vectors.flatMap((vector) => disagreements(decode, vector, compare))).toEqual([]);
});

test.each([
  ['scale-mt-sics', 'S A 1.234 g\r\n'], ['scale-mt-sics', 'S S x g\r\n'], ['scale-mt-sics', 'nonsense\r\n'], ['scale-mt-sics', ''],
  ['scale-8217', 'NOT A SCALE'], ['scale-8217', 'W+000001.234kg\r'], ['scale-8217', '\x021.234\r'], ['scale-8217', '\x0201.234'],
  ['scale-cas', '\x01\x02S 00.735kg\x5a\x03\x04'], ['scale-cas', '\x01\x02S 00.735'],
  ['scale-ad-cas-text', 'ST,GS,+00.735\r\n'], ['scale-ad-cas-text', 'XX,GS,+00.735kg\r\n'], ['scale-ad-cas-text', 'ST,GS,+00.7x5kg\r\n'],
  ['scale-nci', '\n0000.26LB\r\n0\r\x03'], ['scale-nci', '0000.26LB\r\n00\r\x03'], ['scale-nci', '\n00\r'],
] as const)('%s refuses %j', (protocol, text) => {
  expect(scaleDecoders[protocol]({ text })).toMatchObject({ ok: false, error: { kind: 'bad-frame' } });
});

test.each(['03090bff3100', '03040dff3100', '03040b0b3100', '05040bff3100', '03040bff310007', ''])('scale-hid refuses %s', (hex) => {
  expect(scaleDecoders['scale-hid']({ hex })).toMatchObject({ ok: false, error: { kind: 'bad-report' } });
});

test('other messages of the documents', () => {
  expect(scaleDecoders['scale-8217']({ text: '\x0201.234N\r' })).toMatchObject({ value: { weight: '01.234', net: true } });
  expect(scaleDecoders['scale-8217']({ text: '\x02?\x02\r' })).toMatchObject({ value: { statusByte: 2, inMotion: false, overCapacity: true } });
  expect(scaleDecoders['scale-8217']({ text: '\x02E\rhello' })).toMatchObject({ value: { echo: 'hello' } });
  expect(scaleDecoders['scale-ad-cas-text']({ text: 'OL,GS,+99999999\r\n' })).toMatchObject({ value: { stable: false, overload: true, value: null } });
  expect(scaleDecoders['scale-ad-cas-text']({ text: 'ST,NT,+00.720kg\r\n' })).toMatchObject({ value: { net: true, value: 0.72 } });
  expect(scaleDecoders['scale-ad-cas-text']({ text: 'ST,+00123.45  g\r\n' })).toMatchObject({ value: { value: 123.45, unit: 'g' } });
  expect(scaleDecoders['scale-nci']({ text: '\n0001.50LB\r\nS10\r\x03' })).toMatchObject({ value: { weight: '0001.50', inMotion: true } });
  expect(scaleDecoders['scale-nci']({ text: '\n0000.00LB\r\n2p0\r\x03' })).toMatchObject({ value: { atZero: true, status: [0x32, 0x70, 0x30] } });
  expect(scaleDecoders['scale-mt-sics']({ text: 'T A 2.486 g\r\n' })).toMatchObject({ value: { cmd: 'T', weight: '2.486', unit: 'g' } });
  expect(scaleDecoders['scale-mt-sics']({ text: 'I4 A "1234567"\r\n' })).toMatchObject({ value: { cmd: 'I4', serialNumber: '1234567' } });
  expect(scaleDecoders['scale-hid']({ hex: '03020c00ff00' })).toMatchObject({ value: { statusName: 'stable at zero', unitName: 'lb', value: 255 } });
});
