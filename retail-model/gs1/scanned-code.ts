import { fail, ok, type Result } from '../result.ts';
import { parseDigitalLink } from './digital-link.ts';
import { checkConflicts, type AssociationError } from './element-association.ts';
import { groupSeparator, parseBracketedElementString, parseElementString, type Element } from './element-string.ts';
import { baseGtinOf, embeddedUnits, readEmbeddedCode, type EmbeddedPattern } from './embedded-pattern.ts';
import { parseGtin, type Gtin, type GtinError } from './gtin.ts';
import { productOf, type ScannedProduct } from './scanned-product.ts';
import { readCouponCode, readMemberCode, readPaymentCode, readReceiptCode } from './store-codes.ts';
import { splitAimId, symbologyOf, type TransmissionError } from './symbology.ts';

/** What a scan means to a lane. Amounts in minor units, weights in grams, dates `YYYY-MM-DD`. */
export type ScannedCode =
  | ScannedProduct
  | { readonly kind: 'embedded'; readonly baseGtin: Gtin; readonly weightGrams: number }
  | { readonly kind: 'embedded'; readonly baseGtin: Gtin; readonly priceMinor: number }
  | { readonly kind: 'member'; readonly memberCode: string }
  | { readonly kind: 'receipt'; readonly receiptCode: string }
  | { readonly kind: 'coupon'; readonly couponCode: string }
  /** A number of the form of a pay code. Only a lane that waits for payment takes it as one. */
  | { readonly kind: 'payment'; readonly payCode: string }
  | { readonly kind: 'unknown'; readonly text: string };

export type ScannedCodeError = TransmissionError | AssociationError | GtinError;

/** As the scanner event gives it: the AIM identifier (`]E0` or `E0`) when the scanner sends one, and the text with GS for FNC1. */
export type Scan = { readonly aimId: string | null; readonly text: string };

/**
 * Reads a scan. A code that nobody here can know is `unknown`; a code that claims to be of GS1 or of the shop and is wrong
 * (check digit, AI, date, contradiction) is refused. `patterns` are tried in their order before an EAN is taken as a product.
 */
export const readScannedCode = (scan: Scan, patterns: readonly EmbeddedPattern[]): Result<ScannedCode, ScannedCodeError> => {
  const split = scan.aimId === null ? splitAimId(scan.text) : null;
  const text = split === null ? scan.text : split.text;
  const aimId = scan.aimId ?? split?.aimId ?? null;
  if (text.length > 8190) return fail({ kind: 'too-long' });
  const carries = aimId === null ? null : (symbologyOf(aimId)?.carries ?? null);
  if (carries === 'gs1') return readElements(parseElementString(text), text);
  if (carries === 'retail' || aimId?.replace(']', '').startsWith('E')) return readRetail(text, patterns);
  return readText(text, patterns);
};

/** EAN and UPC. A composite component adds its elements to the GTIN of the bars. */
const readRetail = (text: string, patterns: readonly EmbeddedPattern[]): Result<ScannedCode, ScannedCodeError> => {
  const [digits = '', composite] = text.split('|]e0');
  if (composite === undefined) return readDigits(digits, patterns);
  const gtin = parseGtin(digits);
  if (!gtin.ok) return gtin;
  const more = parseElementString(composite);
  return more.ok ? readElements(ok([{ ai: '01', value: gtin.value }, ...more.value]), text) : more;
};

/** Plain text, with or without an identifier: wedges and cheap scanners send none. */
const readText = (text: string, patterns: readonly EmbeddedPattern[]): Result<ScannedCode, ScannedCodeError> => {
  const member = readMemberCode(text);
  if (member !== null) {
    return member.valid ? ok({ kind: 'member', memberCode: member.memberCode }) : fail({ kind: 'check-digit' });
  }
  const receiptCode = readReceiptCode(text);
  if (receiptCode !== null) return ok({ kind: 'receipt', receiptCode });
  const couponCode = readCouponCode(text);
  if (couponCode !== null) return ok({ kind: 'coupon', couponCode });
  if (/^https?:\/\//i.test(text)) return readLink(text);
  if (/^\(\d{2,4}\)/.test(text)) return readElements(parseBracketedElementString(text), text);
  if (text.includes(groupSeparator)) {
    return readElements(parseElementString(text.startsWith(groupSeparator) ? text.slice(1) : text), text);
  }
  if (/^\d+$/.test(text)) return readDigits(text, patterns);
  return readUnmarkedElements(text);
};

const readDigits = (text: string, patterns: readonly EmbeddedPattern[]): Result<ScannedCode, ScannedCodeError> => {
  for (const { meaning, pattern } of patterns) {
    const code = readEmbeddedCode(text, pattern);
    if (!code.ok) {
      if (code.error.kind === 'check-digit') return fail({ kind: 'check-digit' });
      continue;
    }
    const baseGtin = baseGtinOf(code.value, pattern);
    if (!baseGtin.ok) return fail({ kind: 'check-digit' });
    return ok(
      meaning === 'weight'
        ? { kind: 'embedded', baseGtin: baseGtin.value, weightGrams: embeddedUnits(code.value, 3) }
        : { kind: 'embedded', baseGtin: baseGtin.value, priceMinor: embeddedUnits(code.value, 2) },
    );
  }
  const gtin = parseGtin(text);
  if (gtin.ok) return ok(isCouponPrefix(text) ? { kind: 'coupon', couponCode: text } : productOf([{ ai: '01', value: gtin.value }]) ?? { kind: 'unknown', text });
  if (gtin.error.kind === 'check-digit') return gtin;
  const payment = readPaymentCode(text);
  return payment === null ? readUnmarkedElements(text) : ok({ kind: 'payment', payCode: payment.payCode });
};

/** EAN-13 prefixes of coupons: 981–984 and 990–999 (GS1 prefix list). */
const isCouponPrefix = (text: string): boolean => text.length === 13 && /^(98[1-4]|99)/.test(text);

/** Without a mark, only a string that begins with a GTIN and reads to its end is taken for one of GS1. */
const readUnmarkedElements = (text: string): Result<ScannedCode, ScannedCodeError> => {
  const elements = /^01\d{14}/.test(text) ? parseElementString(text) : null;
  return elements?.ok ? readElements(elements, text) : ok({ kind: 'unknown', text });
};

/** A web address without a key of GS1, or of no valid form, is somebody's link and not an error. */
const readLink = (text: string): Result<ScannedCode, ScannedCodeError> => {
  const link = parseDigitalLink(text, { permitZeroSuppressedGtin: true, permitShortNames: true });
  if (link.ok || (link.error.kind !== 'no-key' && link.error.kind !== 'not-a-uri')) return readElements(link, text);
  return ok({ kind: 'unknown', text });
};

const readElements = (read: Result<readonly Element[], ScannedCodeError>, text: string): Result<ScannedCode, ScannedCodeError> => {
  if (!read.ok) return read;
  const elements = checkConflicts(read.value);
  if (!elements.ok) return elements;
  const coupon = elements.value.find(({ ai }) => ['255', '8110', '8112'].includes(ai));
  if (coupon !== undefined) return ok({ kind: 'coupon', couponCode: coupon.value });
  return ok(productOf(elements.value) ?? { kind: 'unknown', text });
};
