import { fail, ok, type Result } from '../result.ts';
import { gs1CheckDigit, hasValidCheckDigit, parseGtin, type Gtin } from './gtin.ts';

/**
 * The layout of a label that carries its weight or price: `21.....{NNDDD}.` is prefix 21, five digits of item, two digits
 * before and three after the decimal point, check digit. The language is that of Odoo's barcode nomenclature
 * (odoo/addons/barcodes/models/barcode_nomenclature.py): digits stand for themselves, `.` for any, and one pair of braces
 * holds N for whole and D for decimal places. GS1 leaves prefixes 02 and 20 to 29 to each country and shop
 * (GS1 GenSpecs §2.1.11), so the layout is configuration.
 */
export type NumberPattern = { readonly before: string; readonly wholeDigits: number; readonly decimalDigits: number; readonly after: string };

/** Kilograms or currency units, by the decimal point of the pattern. */
export type EmbeddedPattern = { readonly meaning: 'weight' | 'price'; readonly pattern: NumberPattern };

export type EmbeddedPatternError = { readonly kind: 'pattern'; readonly text: string };

export type EmbeddedCodeError = { readonly kind: 'no-match' } | { readonly kind: 'length' } | { readonly kind: 'check-digit' };

export type EmbeddedCode = {
  /** The code with zeros for the number, and the check digit that then belongs to it. */
  readonly baseCode: string;
  readonly whole: string;
  readonly decimals: string;
};

/** Reads a setting: `weight:21.....{NNDDD}.` in kilograms, `price:22.....{NNNDD}.` in currency units. */
export const parseEmbeddedPattern = (text: string): Result<EmbeddedPattern, EmbeddedPatternError> => {
  const match = /^(weight|price):(.*)$/.exec(text);
  if (match === null) return fail({ kind: 'pattern', text });
  const pattern = parseNumberPattern(match[2] ?? '');
  return pattern.ok ? ok({ meaning: match[1] === 'weight' ? 'weight' : 'price', pattern: pattern.value }) : pattern;
};

export const parseNumberPattern = (text: string): Result<NumberPattern, EmbeddedPatternError> => {
  const match = /^\^?([\d.]{0,40})\{(N*)(D*)\}([\d.]{0,40})\$?$/.exec(text);
  if (match === null) return parsePlainPattern(text);
  const [, before = '', whole = '', decimal = '', after = ''] = match;
  if (whole + decimal === '') return fail({ kind: 'pattern', text });
  return ok({ before, wholeDigits: whole.length, decimalDigits: decimal.length, after });
};

/** A pattern without a number matches by its beginning only: `21`, `........` or `.*`. */
const parsePlainPattern = (text: string): Result<NumberPattern, EmbeddedPatternError> => {
  const before = text.replace(/^\^/, '').replace(/(?:\.\*)?\$?$/, '');
  if (text === '' || !/^[\d.]{0,40}$/.test(before)) return fail({ kind: 'pattern', text });
  return ok({ before, wholeDigits: 0, decimalDigits: 0, after: '' });
};

/**
 * Takes the number out of a code. Codes of 8, 12, 13 and 14 digits must carry a valid GS1 check digit; longer ones (the
 * 18-digit labels of Chinese scales) have no published one. A code may go on where the pattern ends.
 */
export const readEmbeddedCode = (text: string, pattern: NumberPattern): Result<EmbeddedCode, EmbeddedCodeError> => {
  if (!/^\d{8,24}$/.test(text)) return fail({ kind: 'length' });
  const from = pattern.before.length;
  const numberDigits = pattern.wholeDigits + pattern.decimalDigits;
  const to = from + numberDigits;
  if (!matches(pattern.before, text.slice(0, from)) || to > text.length) return fail({ kind: 'no-match' });
  if (!matches(pattern.after, text.slice(to, to + pattern.after.length))) return fail({ kind: 'no-match' });
  const hasCheckDigit = [8, 12, 13, 14].includes(text.length);
  if (hasCheckDigit && !hasValidCheckDigit(text)) return fail({ kind: 'check-digit' });
  const zeroed = text.slice(0, from) + '0'.repeat(numberDigits) + text.slice(to);
  const baseCode = hasCheckDigit ? zeroed.slice(0, -1) + gs1CheckDigit(zeroed.slice(0, -1)) : zeroed;
  return ok({ baseCode, whole: text.slice(from, from + pattern.wholeDigits), decimals: text.slice(from + pattern.wholeDigits, to) });
};

/**
 * The item number that a product of variable measure is catalogued under. Of an 18-digit label it is the EAN-13 in front
 * when the number stands behind that, else the digits before the number, filled with zeros to an EAN-13.
 */
export const baseGtinOf = (code: EmbeddedCode, pattern: NumberPattern): Result<Gtin, EmbeddedCodeError> => {
  if (code.baseCode.length <= 14) return gtinOrError(code.baseCode);
  if (pattern.before.length >= 13) return gtinOrError(code.baseCode.slice(0, 13));
  const item = code.baseCode.slice(0, Math.min(pattern.before.length, 12)).padEnd(12, '0');
  return gtinOrError(`${item}${gs1CheckDigit(item)}`);
};

/** The number in units of 10^-`places`, exact: '12' and '345' with 3 places is 12345. Further decimals are cut off. */
export const embeddedUnits = ({ whole, decimals }: EmbeddedCode, places: number): number =>
  Number(whole + decimals.padEnd(places, '0').slice(0, places));

const gtinOrError = (text: string): Result<Gtin, EmbeddedCodeError> => {
  const gtin = parseGtin(text);
  if (gtin.ok) return gtin;
  return fail({ kind: gtin.error.kind === 'check-digit' ? 'check-digit' : 'length' });
};

const matches = (pattern: string, text: string): boolean =>
  pattern.length === text.length && [...pattern].every((character, index) => character === '.' || character === text[index]);
