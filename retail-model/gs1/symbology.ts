import { fail, ok, type Result } from '../result.ts';
import { parseDigitalLink, type DigitalLinkError } from './digital-link.ts';
import { parseElementString, type Element, type ElementStringError } from './element-string.ts';
import { hasValidCheckDigit } from './gtin.ts';

/**
 * What a scanner sends after an AIM symbology identifier (ISO/IEC 15424): `retail` the digits of EAN and UPC, perhaps with a
 * composite component; `gs1` an element string whose FNC1 in front the identifier stands for; `plain` anything else.
 */
export type Symbology = { readonly name: string; readonly carries: 'retail' | 'gs1' | 'plain'; readonly digits: number };

const symbology = (name: string, carries: Symbology['carries'], digits = 0): Symbology => ({ name, carries, digits });

const symbologyById: ReadonlyMap<string, Symbology> = new Map([
  ['E0', symbology('EAN13', 'retail', 13)],
  ['E4', symbology('EAN8', 'retail', 8)],
  ['C1', symbology('GS1_128_CCA', 'gs1')],
  ['e0', symbology('DataBarExpanded', 'gs1')],
  ['d2', symbology('DM', 'gs1')],
  ['Q3', symbology('QR', 'gs1')],
  ['J1', symbology('DotCode', 'gs1')],
  ['d1', symbology('DM', 'plain')],
  ['Q1', symbology('QR', 'plain')],
  ['J0', symbology('DotCode', 'plain')],
  ['C0', symbology('Code128', 'plain')],
]);

/** Other families of ISO/IEC 15424 that shops meet; every modifier of them is plain text to us. */
const plainFamilies: Readonly<Record<string, string>> = {
  A: 'Code39', F: 'Codabar', G: 'Code93', I: 'ITF', L: 'PDF417', d: 'DM', Q: 'QR', h: 'HanXin', z: 'Aztec',
};

/** The symbology behind an identifier, with or without its `]`, or null for one that is not in use here. */
export const symbologyOf = (aimId: string): Symbology | null => {
  const id = aimId.startsWith(']') ? aimId.slice(1) : aimId;
  const known = symbologyById.get(id);
  if (known !== undefined) return known;
  const family = /^[A-Za-z][0-9A-Za-z]$/.test(id) && /[0-9A-Fa-f]$/.test(id) ? plainFamilies[id.charAt(0)] : undefined;
  return family === undefined ? null : symbology(family, 'plain');
};

export type Transmission = {
  readonly symbology: Symbology;
  /** The digits of EAN or UPC, or the text as sent, without the identifier. */
  readonly text: string;
  /** Elements of a GS1 symbol, of a composite component, or of a Digital Link; empty for plain text. */
  readonly elements: readonly Element[];
  /** The composite component of an EAN or UPC symbol as sent, else null. */
  readonly composite: string | null;
};

export type TransmissionError =
  | ElementStringError
  | DigitalLinkError
  | { readonly kind: 'no-symbology-identifier' }
  | { readonly kind: 'unknown-symbology'; readonly aimId: string }
  | { readonly kind: 'not-digits' }
  | { readonly kind: 'digits'; readonly expected: number }
  | { readonly kind: 'check-digit' };

const maxCharacters = 8190;

/** Splits `]E0952…` into identifier and text; null when there is no identifier. */
export const splitAimId = (text: string): { readonly aimId: string; readonly text: string } | null =>
  /^\][A-Za-z][0-9A-Za-z]/.test(text) ? { aimId: text.slice(0, 3), text: text.slice(3) } : null;

/** Reads a whole transmission, identifier included. A web address in a plain symbol must be a valid Digital Link. */
export const parseTransmission = (transmission: string): Result<Transmission, TransmissionError> => {
  const parts = splitAimId(transmission);
  if (parts === null) return fail({ kind: 'no-symbology-identifier' });
  const found = symbologyOf(parts.aimId);
  if (found === null) return fail({ kind: 'unknown-symbology', aimId: parts.aimId });
  if (parts.text.length > maxCharacters) return fail({ kind: 'too-long' });
  if (found.carries === 'retail') return parseRetail(found, parts.text);
  if (found.carries === 'gs1') {
    const elements = parseElementString(parts.text);
    return elements.ok ? ok({ symbology: found, text: parts.text, elements: elements.value, composite: null }) : elements;
  }
  if (!/^(https?|HTTPS?):\/\//.test(parts.text)) return ok({ symbology: found, text: parts.text, elements: [], composite: null });
  const link = parseDigitalLink(parts.text, { permitZeroSuppressedGtin: false, permitShortNames: false });
  return link.ok ? ok({ symbology: found, text: parts.text, elements: link.value, composite: null }) : link;
};

/** EAN-13 and EAN-8; a composite component follows as a message of its own, `|]e0…` (GS1 GenSpecs §5.11). */
const parseRetail = (found: Symbology, text: string): Result<Transmission, TransmissionError> => {
  const bar = text.indexOf('|]e0');
  const digits = bar === -1 ? text : text.slice(0, bar);
  if (digits.length !== found.digits) return fail({ kind: 'digits', expected: found.digits });
  if (!/^\d+$/.test(digits)) return fail({ kind: 'not-digits' });
  if (!hasValidCheckDigit(digits)) return fail({ kind: 'check-digit' });
  if (bar === -1) return ok({ symbology: found, text: digits, elements: [], composite: null });
  const composite = text.slice(bar + 4);
  const elements = parseElementString(composite);
  return elements.ok ? ok({ symbology: found, text: digits, elements: elements.value, composite }) : elements;
};
