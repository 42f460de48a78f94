import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gs1CheckDigit, gtinAsPrinted, hasValidCheckDigit, parseGtin } from './gtin.ts';

/** Digits of one of the lengths a GTIN is printed in, check digit included. */
const printedGtin = fc
  .constantFrom(7, 11, 12, 13)
  .chain((length) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length }))
  .map((digits) => `${digits}${gs1CheckDigit(digits)}`);

test('every printed length becomes the same 14 digits', () => {
  expect(parseGtin('96385074')).toEqual({ ok: true, value: '00000096385074' });
  expect(parseGtin('614141123452')).toEqual({ ok: true, value: '00614141123452' });
  expect(parseGtin('9521234567899')).toEqual({ ok: true, value: '09521234567899' });
  expect(parseGtin('12345678901231')).toEqual({ ok: true, value: '12345678901231' });
});

test('letters, odd lengths and wrong check digits are told apart', () => {
  expect(parseGtin('95212345678X9')).toEqual({ ok: false, error: { kind: 'not-digits', text: '95212345678X9' } });
  expect(parseGtin('')).toMatchObject({ ok: false, error: { kind: 'not-digits' } });
  expect(parseGtin('123')).toMatchObject({ ok: false, error: { kind: 'length' } });
  expect(parseGtin('9521234567890')).toMatchObject({ ok: false, error: { kind: 'check-digit', expected: 9 } });
  expect(hasValidCheckDigit('5')).toBe(false);
});

test('the printed form reads back as the same GTIN', () => {
  fc.assert(
    fc.property(printedGtin, (text) => {
      const first = parseGtin(text);
      if (!first.ok) throw new Error(first.error.kind);
      expect(parseGtin(gtinAsPrinted(first.value))).toEqual(first);
    }),
  );
});

test('a GTIN with any single digit misread is refused', () => {
  fc.assert(
    fc.property(printedGtin, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, where, by) => {
      const place = where % text.length;
      const misread = text.slice(0, place) + ((Number(text[place]) + by) % 10) + text.slice(place + 1);
      expect(parseGtin(misread)).toMatchObject({ ok: false, error: { kind: 'check-digit' } });
    }),
  );
});
