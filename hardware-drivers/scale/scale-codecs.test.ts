import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casFrameProtocol } from './cas-frame-codec.ts';
import { hidScaleProtocol } from './hid-scale-codec.ts';
import { mtSicsProtocol } from './mt-sics-codec.ts';
import { nciProtocol } from './nci-codec.ts';
import { profileProtocol, scaleProfileSchema, type ScaleProfile } from './profile-codec.ts';
import { stGsTextProtocol } from './st-gs-text-codec.ts';
import { toledo8217Protocol } from './toledo-8217-codec.ts';
import type { ScaleProtocol, WeightReading } from './weight-reading.ts';
import { gramsOfDecimal } from './weight-unit.ts';

const readingsOf = (protocol: ScaleProtocol, text: string): readonly WeightReading[] =>
  protocol.openDecoder().feed(Buffer.from(text, 'latin1')).frames.flatMap((frame) => (frame.kind === 'weight' ? [frame.reading] : []));
const statusOf = (protocol: ScaleProtocol, text: string): string => readingsOf(protocol, text).map(({ status, grams }) => `${status} ${grams}`).join(', ');

test.each([
  ['0.735', 'kg', 735], ['00.0005', 'kg', 1], ['00.0004', 'kg', 0], ['-0.015', 'kg', -15], ['4.9', 'oz', 139], ['1.00', 'lb', 454], ['100.00', 'g', 100],
  ['1.5', '斤', 750], ['1', 'tael', null], ['1e3', 'g', null], ['', 'g', null], ['99999', 'kg', null], ['-0.000', 'kg', 0],
])('%s %s is %s g', (decimal, unit, grams) => {
  expect(gramsOfDecimal(decimal, unit)).toBe(grams);
});

test('what each scale says of its state', () => {
  expect(statusOf(mtSicsProtocol, 'S S      0.735 kg\r\nS D      0.7 kg\r\nS S     -0.015 kg\r\nS S      0.000 kg\r\nS +\r\nS -\r\nS I\r\n'))
    .toBe('stable 735, in-motion 700, under-zero -15, zero 0, over-range null, under-zero null, not-ready null');
  expect(statusOf(toledo8217Protocol('kg'), '\x0201.234\r\x0201.234N\r\x02?\x01\r\x02?\x02\r\x02?\x04\r\x02?\x30\r\x02?\x08\r'))
    .toBe('stable 1234, stable 1234, in-motion null, over-range null, under-zero null, zero 0, not-ready null');
  expect(statusOf(stGsTextProtocol({ impliedDecimals: null, request: null }), 'ST,GS,+00.735kg\r\nUS,GS,+00.742kg\r\nOL,GS,+99999999\r\nST,GS,-00.015kg\r\nST,TR,+00.015kg\r\nST,GS,+0000735kg\r\nST,NT,+   735 g\r\n'))
    .toBe('stable 735, in-motion 742, over-range null, under-zero -15, not-ready null, stable 735');
  expect(statusOf(stGsTextProtocol({ impliedDecimals: 3, request: null }), 'ST,GS,+0000735kg\r\n')).toBe('stable 735');
  expect(statusOf(nciProtocol, '\n0001.00KG\r\n00\r\x03\n0001.00KG\r\n10\r\x03\n0000.00KG\r\n20\r\x03\n0001.00KG\r\n01\r\x03\n0001.00KG\r\n02\r\x03\n1lb 04.0oz\r\n00\r\x03\n-----KG\r\n00\r\x03'))
    .toBe('stable 1000, in-motion 1000, zero 0, under-zero null, over-range null, stable 567, not-ready null');
});

test('a frame whose parity bits arrive is checked by them', () => {
  const protocol = toledo8217Protocol('kg');
  const withParity = Buffer.from('\x0201.234\r', 'latin1').map((byte) => {
    let ones = 0;
    for (let bit = byte; bit > 0; bit >>= 1) ones += bit & 1;
    return ones % 2 === 0 ? byte : byte | 0x80;
  });
  expect(withParity[0]).toBe(0x82);
  expect(protocol.openDecoder().feed(withParity).frames).toHaveLength(1);
  for (let index = 1; index < withParity.length - 1; index += 1) {
    const hurt = Uint8Array.from(withParity);
    hurt[index]! ^= 0x01;
    expect(protocol.openDecoder().feed(hurt).frames).toEqual([]);
  }
});

const profile: ScaleProfile = { pattern: '^(?<sign>[+-])(?<weight>[\\d. ]+)(?<unit>kg|g)?(?:(?<unstable>M)|(?<overload>O))?$', unit: 'kg', impliedDecimals: 3, terminatorHex: '0d0a', requestHex: null, zeroHex: null, tareHex: null };

test('a profile reads what its pattern names', () => {
  const protocol = profileProtocol(scaleProfileSchema.parse(profile));
  expect(statusOf(protocol, '+  0.735kg\r\n+000735\r\n-000015\r\n+000735M\r\n+000735O\r\n+000735g\r\nnonsense\r\n+000\r\n'))
    .toBe('stable 735, stable 735, under-zero -15, in-motion 735, over-range null, stable 735, zero 0');
});

test.each([{ pattern: '(' }, { pattern: '^\\d+$' }, { unit: 'stone' }, { impliedDecimals: 9 }, { terminatorHex: 'x' }, { colour: 'red' }])('a profile with %j is refused', (change) => {
  expect(scaleProfileSchema.safeParse({ ...profile, ...change }).success).toBe(false);
});

const protocols: readonly (readonly [string, ScaleProtocol, string])[] = [
  ['scale-mt-sics', mtSicsProtocol, 'S S      0.735 kg\r\n'], ['scale-8217', toledo8217Protocol('kg'), '\x0200.735\r'],
  ['scale-cas', casFrameProtocol, '\x01\x02S 00.488kg\x65\x03\x04'], ['scale-ad-cas-text', stGsTextProtocol({ impliedDecimals: null, request: null }), 'ST,GS,+00.735kg\r\n'],
  ['scale-nci', nciProtocol, '\n0000.74KG\r\n00\r\x03'], ['scale-hid', hidScaleProtocol, '\x03\x04\x02\x00\xdf\x02'], ['scale-profile', profileProtocol(profile), '+000735\r\n'],
];

test.each(protocols)('%s: no bytes make it throw, hold more than a line, or say nothing for ever', (_, protocol, good) => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...good).map((one) => Buffer.from(one, 'latin1'))), { maxLength: 20 }), (chunks) => {
    const decoder = protocol.openDecoder();
    for (const chunk of chunks) expect(decoder.feed(chunk).waitingBytes).toBeLessThan(256);
    const goodBytes = Buffer.from(good, 'latin1');
    const heard = [...decoder.feed(goodBytes).frames, ...decoder.feed(goodBytes).frames];
    expect(heard.some((frame) => frame.kind === 'weight' && frame.reading.status === 'stable')).toBe(true);
  }), { numRuns: 300 });
});
