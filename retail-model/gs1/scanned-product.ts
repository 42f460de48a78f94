import { formatBracketed, type Element } from './element-string.ts';
import { parseGs1Date } from './gs1-date.ts';
import { parseGtin, type Gtin } from './gtin.ts';

/** A product with what its symbol says about this one piece. A member is absent when the symbol does not say it. */
export type ScannedProduct = {
  readonly kind: 'product';
  readonly gtin: Gtin;
  readonly batch?: string;
  /** Use by, AI 17 or the date of 7003, `YYYY-MM-DD`. */
  readonly expiresOn?: string;
  /** Best before, AI 15. */
  readonly bestBeforeOn?: string;
  readonly serial?: string;
  /** Net weight, AI 310n; beyond the gram it is cut off. */
  readonly weightGrams?: number;
  /** Price of this piece, AI 392n, or 393n in yuan. */
  readonly priceMinor?: number;
  /** Pieces, AI 30. */
  readonly quantity?: number;
  /** All of it, as people read it: `(01)09521234567899(10)A1`. */
  readonly elementString: string;
};

/**
 * The year that labels of today are read against: their two-digit years lie from 1977 to 2076. A fixed year keeps a scan's
 * meaning the same whenever it is replayed.
 */
const referenceYear = 2026;

/** Minor units of the currency have this many decimals (CNY, ISO 4217 numeric 156). */
const currencyDecimals = 2;
const yuan = '156';

/** The product of elements with a GTIN (AI 01), or null without one. The elements have been checked. */
export const productOf = (elements: readonly Element[]): ScannedProduct | null => {
  const value = (ai: string): string | undefined => elements.find((element) => element.ai === ai)?.value;
  const gtin = parseGtin(value('01') ?? '');
  if (!gtin.ok) return null;
  const [batch, serial, pieces] = [value('10'), value('21'), value('30')];
  const expiresOn = dateOf(value('17') ?? value('7003')?.slice(0, 6));
  const bestBeforeOn = dateOf(value('15'));
  const weightGrams = scaled(measureOf(elements, '310'), 3, 'cut');
  const priceMinor = scaled(priceOf(elements), currencyDecimals, 'exact');
  return {
    kind: 'product',
    gtin: gtin.value,
    ...(batch === undefined ? {} : { batch }),
    ...(expiresOn === null ? {} : { expiresOn }),
    ...(bestBeforeOn === null ? {} : { bestBeforeOn }),
    ...(serial === undefined ? {} : { serial }),
    ...(weightGrams === null ? {} : { weightGrams }),
    ...(priceMinor === null ? {} : { priceMinor }),
    ...(pieces === undefined ? {} : { quantity: Number(pieces) }),
    elementString: formatBracketed(elements),
  };
};

const dateOf = (text: string | undefined): string | null => {
  const date = parseGs1Date(text ?? '', referenceYear);
  return date.ok ? date.value : null;
};

type Measure = { readonly digits: string; readonly decimals: number };

/** The last digit of a measure's AI is the number of its decimals (GS1 GenSpecs §3.6.1). */
const measureOf = (elements: readonly Element[], family: string): Measure | null => {
  const found = elements.find(({ ai }) => ai.length === 4 && ai.startsWith(family));
  return found === undefined ? null : { digits: found.value, decimals: Number(found.ai.charAt(3)) };
};

const priceOf = (elements: readonly Element[]): Measure | null => {
  const withCurrency = measureOf(elements, '393');
  if (withCurrency?.digits.startsWith(yuan)) return { ...withCurrency, digits: withCurrency.digits.slice(yuan.length) };
  return measureOf(elements, '392');
};

/** A measure in units of 10^-`places`. A price that is not a whole number of minor units is none we may charge. */
const scaled = (measure: Measure | null, places: number, surplus: 'cut' | 'exact'): number | null => {
  if (measure === null) return null;
  const surplusDigits = Math.max(0, measure.decimals - places);
  const kept = measure.digits.slice(0, Math.max(0, measure.digits.length - surplusDigits));
  const dropped = measure.digits.slice(kept.length);
  if (surplus === 'exact' && /[1-9]/.test(dropped)) return null;
  const units = Number(kept) * 10 ** Math.max(0, places - measure.decimals);
  return Number.isSafeInteger(units) ? units : null;
};
