import { fail, ok, type Result } from '../result.ts';
import type { Element } from '../gs1/element-string.ts';
import { parseGtin, type Gtin } from '../gs1/gtin.ts';
import { gs1ElementsOf } from './epc-gs1.ts';
import { decodeLegacyEpc, encodeLegacyEpc, type EpcError, type EpcUriError } from './epc-legacy.ts';
import { decodePlusEpc } from './epc-plus.ts';

/** The EPC of a tag in the terms of a shop: which key of GS1 it is. */
export type Epc = {
  /** 'sgtin-96', 'sgtin+' and so on (TDS 2.3 §14). */
  readonly scheme: string;
  readonly filter: number | null;
  /** Key and qualifiers; empty for tags that are not of GS1 (GID, ADI, USDoD). */
  readonly elements: readonly Element[];
};

/** Reads an EPC of any scheme of TDS 1.x and 2.x from the hex that a reader reports, whole words or not, in either letter case. */
export const decodeEpc = (hex: string): Result<Epc, EpcError> => {
  const legacy = decodeLegacyEpc(hex);
  if (legacy.ok) return ok({ scheme: legacy.value.scheme, filter: legacy.value.filter, elements: gs1ElementsOf(legacy.value) });
  if (legacy.error.kind !== 'unknown-header') return legacy;
  const plus = decodePlusEpc(hex);
  return plus.ok ? ok({ scheme: plus.value.scheme, filter: plus.value.filter, elements: plus.value.elements }) : plus;
};

export type EpcGtinError = EpcError | { readonly kind: 'not-a-trade-item'; readonly scheme: string };

/** One piece of a product by its tag: its GTIN and its serial number, and the expiry (`YYMMDD`) that a DSGTIN carries. */
export type TaggedItem = { readonly gtin: Gtin; readonly serial: string; readonly expiry: string | null };

/** The product behind a tag, for baskets and gates. A tag on a pallet, a crate or a shelf is none. */
export const epcToGtin = (hex: string): Result<TaggedItem, EpcGtinError> => {
  const epc = decodeEpc(hex);
  if (!epc.ok) return epc;
  const value = (ai: string): string | undefined => epc.value.elements.find((element) => element.ai === ai)?.value;
  const gtin = parseGtin(value('01') ?? '');
  if (!gtin.ok) return fail({ kind: 'not-a-trade-item', scheme: epc.value.scheme });
  return ok({ gtin: gtin.value, serial: value('21') ?? '', expiry: value('17') ?? null });
};

/**
 * The 24 hex digits of an SGTIN-96. `companyPrefixDigits` is 6 to 12; `serial` has no leading zero and is below 2^38
 * (274,877,906,944); `filter` 1 is a piece for sale, 0 all others, 2 a full case (TDS Table 10-1).
 */
export const encodeSgtin96 = (item: {
  readonly gtin: Gtin;
  readonly companyPrefixDigits: number;
  readonly serial: string | number | bigint;
  readonly filter: number;
}): Result<string, EpcUriError> => {
  const digits = item.gtin.slice(1, 13);
  const itemReference = item.gtin.slice(0, 1) + digits.slice(item.companyPrefixDigits);
  const fields = [digits.slice(0, item.companyPrefixDigits), itemReference, String(item.serial)];
  return encodeLegacyEpc({ scheme: 'sgtin-96', filter: item.filter, fields });
};
