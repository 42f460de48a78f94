import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEmbeddedPattern, type EmbeddedPattern } from './embedded-pattern.ts';
import { gs1CheckDigit } from './gtin.ts';
import { readScannedCode, type ScannedCode } from './scanned-code.ts';
import { memberCodeOf } from './store-codes.ts';

const pattern = (text: string): EmbeddedPattern => {
  const parsed = parseEmbeddedPattern(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const shopPatterns = [pattern('weight:21.....{NNDDD}.'), pattern('price:22.....{NNNDD}.'), pattern('weight:69...........{NNDDD}')];

const meaningOf = (text: string, aimId: string | null = null): ScannedCode => {
  const read = readScannedCode({ aimId, text }, shopPatterns);
  if (!read.ok) throw new Error(`${text}: ${read.error.kind}`);
  return read.value;
};
const refusalOf = (text: string, aimId: string | null = null): string => {
  const read = readScannedCode({ aimId, text }, shopPatterns);
  return read.ok ? `accepted as ${read.value.kind}` : read.error.kind;
};
const withCheckDigit = (digits: string): string => `${digits}${gs1CheckDigit(digits)}`;

test('an EAN is a product, with an AIM identifier and without', () => {
  const product = { kind: 'product', gtin: '09521234567899', elementString: '(01)09521234567899' };
  expect(meaningOf('9521234567899')).toEqual(product);
  expect(meaningOf('9521234567899', ']E0')).toEqual(product);
  expect(meaningOf('9521234567899', 'E0')).toEqual(product);
  expect(meaningOf(']E09521234567899')).toEqual(product);
  expect(meaningOf('614141123452', ']E0')).toMatchObject({ gtin: '00614141123452' });
});

test('a GS1 symbol gives batch, dates, serial, weight, price and pieces', () => {
  expect(meaningOf('01095212345678991728022910B7\u001d21S1\u001d3103001250392212990\u001d', ']d2')).toMatchObject({ weightGrams: 1250 });
  expect(refusalOf('0109521234567899172802311', ']d2')).toBe('content');
  expect(meaningOf('0109521234567899172802003103001250392212990\u001d10B7\u001d21S1', ']d2')).toEqual({
    kind: 'product', gtin: '09521234567899', batch: 'B7', serial: 'S1', expiresOn: '2028-02-29', weightGrams: 1250, priceMinor: 12_990,
    elementString: '(01)09521234567899(17)280200(3103)001250(3922)12990(10)B7(21)S1',
  });
  expect(meaningOf('(01)09521234567899(30)12(15)271130')).toMatchObject({ quantity: 12, bestBeforeOn: '2027-11-30' });
});

test('weights and prices keep every gram and cent of their decimals', () => {
  expect(meaningOf('(01)09521234567899(3101)000015')).toMatchObject({ weightGrams: 1500 });
  expect(meaningOf('(01)09521234567899(3105)012345')).toMatchObject({ weightGrams: 123 });
  expect(meaningOf('(01)09521234567899(3931)156125')).toMatchObject({ priceMinor: 1250 });
  expect(meaningOf('(01)09521234567899(3932)978125')).not.toHaveProperty('priceMinor');
  expect(meaningOf('(01)09521234567899(3923)12345')).not.toHaveProperty('priceMinor');
});

test('a Digital Link is a product, another address is unknown, a broken one refused', () => {
  expect(meaningOf('https://id.gs1.org/01/09521234567899/10/B7?17=280229', ']Q1')).toMatchObject({ kind: 'product', batch: 'B7', expiresOn: '2028-02-29' });
  expect(meaningOf('https://example.com/news?id=7')).toEqual({ kind: 'unknown', text: 'https://example.com/news?id=7' });
  expect(refusalOf('https://id.gs1.org/01/09521234567890')).toBe('content');
});

test('labels of the shop carry weight or price by its patterns', () => {
  expect(meaningOf(withCheckDigit('210012301250'))).toEqual({ kind: 'embedded', baseGtin: '02100123000005', weightGrams: 1250 });
  expect(meaningOf(withCheckDigit('220012301250'))).toEqual({ kind: 'embedded', baseGtin: `0${withCheckDigit('220012300000')}`, priceMinor: 1250 });
  expect(meaningOf(`${withCheckDigit('691234567890')}01250`)).toEqual({ kind: 'embedded', baseGtin: `0${withCheckDigit('691234567890')}`, weightGrams: 1250 });
  expect(refusalOf('2100123012500')).toBe('check-digit');
  expect(refusalOf('691234567890501250')).toBe('check-digit');
});

test("the shop's own codes are told apart", () => {
  expect(meaningOf(memberCodeOf('00012345'), ']C0')).toEqual({ kind: 'member', memberCode: memberCodeOf('00012345') });
  expect(refusalOf('M000123450')).toBe('check-digit');
  expect(meaningOf('R-s01-lane1-000042', ']Q1')).toEqual({ kind: 'receipt', receiptCode: 's01-lane1-000042' });
  expect(meaningOf('https://shop.example/r/s01-lane1-000042')).toEqual({ kind: 'receipt', receiptCode: 's01-lane1-000042' });
  expect(meaningOf('C-SPRING-25')).toEqual({ kind: 'coupon', couponCode: 'SPRING-25' });
  expect(meaningOf(withCheckDigit('991234567890'))).toMatchObject({ kind: 'coupon' });
  expect(meaningOf('(255)9521234567899123456')).toEqual({ kind: 'coupon', couponCode: '9521234567899123456' });
  expect(meaningOf('134567890123456789')).toEqual({ kind: 'payment', payCode: '134567890123456789' });
  expect(meaningOf('281234567890123456')).toEqual({ kind: 'payment', payCode: '281234567890123456' });
});

test('unknown is an answer, wrong is refused', () => {
  expect(meaningOf('12345')).toEqual({ kind: 'unknown', text: '12345' });
  expect(meaningOf('')).toEqual({ kind: 'unknown', text: '' });
  expect(meaningOf('00106141412345678908', ']C1')).toMatchObject({ kind: 'unknown' });
  expect(refusalOf('9521234567890')).toBe('check-digit');
  expect(refusalOf('89ABC', ']C1')).toBe('unknown-ai');
  expect(refusalOf('(01)09521234567899(02)09521234567899(37)5')).toBe('excluded');
  expect(refusalOf('(01)09521234567899(10)A(10)B')).toBe('repeated');
  expect(refusalOf('0109521234567899171302\u001d', ']d2')).toBe('length');
});

test('a composite component adds to the bars above it', () => {
  expect(meaningOf('9521234567899|]e01728022910B7', ']E0')).toMatchObject({ gtin: '09521234567899', batch: 'B7', expiresOn: '2028-02-29' });
});

test('no scan makes the reader throw', () => {
  const aimId = fc.constantFrom(null, ']E0', ']E4', ']C1', ']d2', ']Q1', ']Q3', ']X9', 'e0', '');
  const text = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: fc.constantFrom(...'0123456789M-|]e\u001d()'), maxLength: 40 }));
  fc.assert(
    fc.property(aimId, text, (id, scanned) => {
      const read = readScannedCode({ aimId: id, text: scanned }, shopPatterns);
      expect(typeof (read.ok ? read.value.kind : read.error.kind)).toBe('string');
    }),
    { numRuns: 3000 },
  );
});
