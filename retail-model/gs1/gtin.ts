import { fail, ok, type Result } from '../result.ts';

declare const gtinBrand: unique symbol;

/** A Global Trade Item Number as 14 digits, shorter forms filled with zeros from the left, check digit proven (GS1 GenSpecs §3.3.2). */
export type Gtin = string & { readonly [gtinBrand]: true };

export type GtinError =
  | { readonly kind: 'not-digits'; readonly text: string }
  | { readonly kind: 'length'; readonly text: string }
  | { readonly kind: 'check-digit'; readonly text: string; readonly expected: number };

/** Reads GTIN-8, GTIN-12, GTIN-13 or GTIN-14. Surrounding blanks are not forgiven: a scanner adds none. */
export const parseGtin = (text: string): Result<Gtin, GtinError> => {
  if (!/^\d+$/.test(text)) return fail({ kind: 'not-digits', text });
  if (![8, 12, 13, 14].includes(text.length)) return fail({ kind: 'length', text });
  if (!hasValidCheckDigit(text)) return fail({ kind: 'check-digit', text, expected: gs1CheckDigit(text.slice(0, -1)) });
  return ok(text.padStart(14, '0') as Gtin);
};

/** The form a shopper finds under the bars: EAN-8, UPC-A (12 digits), EAN-13, or all 14 digits of a case. */
export const gtinAsPrinted = (gtin: Gtin): string => {
  if (gtin.startsWith('000000')) return gtin.slice(6);
  if (gtin.startsWith('00')) return gtin.slice(2);
  return gtin.startsWith('0') ? gtin.slice(1) : gtin;
};

/**
 * The GS1 check digit of the digits before it: weights 3,1,3,1… from the right, up to the next ten (GS1 GenSpecs §7.9.1).
 * `digits` holds decimal digits only; the caller has looked.
 */
export const gs1CheckDigit = (digits: string): number => {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    sum += place % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10;
};

/** Whether the last digit is the check digit of those before it. False for anything but two or more digits. */
export const hasValidCheckDigit = (digits: string): boolean =>
  /^\d{2,}$/.test(digits) && gs1CheckDigit(digits.slice(0, -1)) === Number(digits.at(-1));
