import { fail, ok, type Result } from '../result.ts';
import { checkPartners, checkConflicts } from './element-association.ts';
import { canonicalStem, formatDigitalLink, parseDigitalLink } from './digital-link.ts';
import { formatElementString, groupSeparator, parseBracketedElementString, parseElementString, type Element, type ElementStringError } from './element-string.ts';
import { parseNumberPattern, readEmbeddedCode } from './embedded-pattern.ts';
import { parseGs1Date } from './gs1-date.ts';
import { gs1CheckDigit } from './gtin.ts';
import { parseTransmission } from './symbology.ts';

/** One line of `mendian decode`: bytes as hex, text, or a JSON value, with the options of the protocol. */
export type DecodeInput = {
  readonly hex?: string;
  readonly text?: string;
  readonly json?: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
};

export type DecodeError = { readonly kind: string; readonly message: string };
export type Decoder = (input: DecodeInput) => Result<Record<string, unknown>, DecodeError>;

/** Year that a two-digit year is read against when `options.referenceYear` names none. */
const defaultReferenceYear = 2026;

/** An element string, bracketed or with `^` or GS for FNC1 (in front too); `options.associations` also asks for partners. */
const decodeElementString: Decoder = (input) => {
  const text = textOf(input);
  const elements = text.startsWith('(') ? parseBracketedElementString(text) : parseMarked(text);
  if (!elements.ok) return described(elements);
  if (input.options?.['associations'] === true) {
    const conflicts = checkConflicts(elements.value);
    if (!conflicts.ok) return described(conflicts);
    const partners = checkPartners(elements.value);
    if (!partners.ok) return described(partners);
  }
  return ok({ elements: elements.value, unbracketed_FNC1_as_caret: formatElementString(elements.value, '^') });
};

const parseMarked = (text: string): Result<readonly Element[], ElementStringError> => {
  if (!text.startsWith('^') && !text.startsWith(groupSeparator)) return fail({ kind: 'syntax', at: 0 });
  return parseElementString(text.slice(1).replaceAll('^', groupSeparator));
};

/** A Digital Link into elements, or elements (`(01)…`) into a link on `options.stem`. */
const decodeDigitalLink: Decoder = (input) => {
  const text = textOf(input);
  if (text.startsWith('(')) {
    const elements = parseBracketedElementString(text);
    if (!elements.ok) return described(elements);
    const stem = input.options?.['stem'];
    const uri = formatDigitalLink(elements.value, typeof stem === 'string' ? stem : canonicalStem);
    return uri.ok ? ok({ uri: uri.value }) : described(uri);
  }
  const elements = parseDigitalLink(text, {
    permitZeroSuppressedGtin: input.options?.['permitZeroSuppressedGTIN'] === true,
    permitShortNames: input.options?.['permitConvenienceAlphas'] === true,
  });
  if (!elements.ok) return described(elements);
  return ok({ elements: elements.value, aiData_FNC1_as_caret: formatElementString(elements.value, '^') });
};

/** The check digit that belongs behind the digits. */
const decodeCheckDigit: Decoder = (input) => {
  const text = textOf(input);
  if (!/^\d{1,40}$/.test(text)) return fail({ kind: 'not-digits', message: 'A check digit belongs to 1 to 40 digits.' });
  return ok({ checkDigit: gs1CheckDigit(text) });
};

const decodeDate: Decoder = (input) => {
  const year = input.options?.['referenceYear'];
  const date = parseGs1Date(textOf(input), typeof year === 'number' ? year : defaultReferenceYear);
  return date.ok ? ok({ date: date.value }) : described(date);
};

/** An EAN with a number in it, by `options.pattern`; without a pattern only its check digit is proven. */
const decodeEmbedded: Decoder = (input) => {
  const option = input.options?.['pattern'];
  const pattern = parseNumberPattern(typeof option === 'string' ? option : '.*');
  if (!pattern.ok) return described(pattern);
  const code = readEmbeddedCode(textOf(input), pattern.value);
  if (!code.ok) return described(code);
  return ok({ baseCode: code.value.baseCode, value: Number(`${code.value.whole || '0'}.${code.value.decimals || '0'}`) });
};

/** A scanner's transmission with its AIM identifier. In plain text a `^` in front is marked with a backslash, so that it is no FNC1. */
const decodeTransmission: Decoder = (input) => {
  const read = parseTransmission(textOf(input));
  if (!read.ok) return described(read);
  const { symbology, text, composite, elements } = read.value;
  const asCaret = (data: string): string => `^${data.replaceAll(groupSeparator, '^')}`;
  const plain = /^\\*\^/.test(text) ? `\\${text}` : text;
  const data = symbology.carries === 'gs1' ? asCaret(text) : plain;
  return ok({ symbology: symbology.name, elements, dataStr_FNC1_as_caret: composite === null ? data : `${data}|${asCaret(composite)}` });
};

/** Decoders by protocol name; docs/decode.md says what each value holds. */
export const gs1Decoders: Readonly<Record<string, Decoder>> = {
  'gs1-ai': decodeElementString,
  'gs1-digital-link': decodeDigitalLink,
  'gs1-check-digit': decodeCheckDigit,
  'gs1-date': decodeDate,
  'ean-embedded': decodeEmbedded,
  'scanner-aim': decodeTransmission,
};

/** Hex carries the bytes as sent (one character each); in text `{GS}` stands for the separator, which print does not show. */
const textOf = ({ hex, text }: DecodeInput): string => {
  if (typeof hex === 'string' && /^([0-9A-Fa-f]{2})*$/.test(hex)) {
    return (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
  }
  return typeof text === 'string' ? text.replaceAll('{GS}', groupSeparator) : '';
};

const described = ({ error }: { readonly error: { readonly kind: string } }): Result<never, DecodeError> => {
  const details = Object.entries(error).flatMap(([name, value]) => (name === 'kind' ? [] : [`${name} ${JSON.stringify(value)}`]));
  return fail({ kind: error.kind, message: details.length === 0 ? `Refused: ${error.kind}.` : `Refused: ${error.kind}, ${details.join(', ')}.` });
};
