import { fail, ok, type Result } from '../result.ts';
import { bitsOfHex, hexOfBits, readBits, variableBitsOfHex } from './epc-bits.ts';
import { epcSchemes, type EpcScheme } from './epc-schemes.ts';
import { readSegment, writeSegment } from './epc-segments.ts';

/** An EPC as its tag URI says it: `fields` in the order of the URI, not escaped, company prefix first where there is one. */
export type LegacyEpc = {
  /** 'sgtin-96' and so on. */
  readonly scheme: string;
  /** What kind of thing carries the tag; null in GID, which has no filter. */
  readonly filter: number | null;
  readonly fields: readonly string[];
};

export type EpcError =
  | { readonly kind: 'not-hex' }
  | { readonly kind: 'unknown-header'; readonly header: string }
  /** The bits are too few, or break the layout or the rules of the scheme. */
  | { readonly kind: 'malformed'; readonly scheme: string };

/** The text of a tag URI that cannot be written, and why. */
export type EpcUriError = { readonly kind: 'not-an-epc-uri' } | { readonly kind: 'does-not-fit'; readonly scheme: string };

/** Reads the EPC memory of a tag. Bits after the EPC, which fill the last word, must be zero. */
export const decodeLegacyEpc = (hex: string): Result<LegacyEpc, EpcError> => {
  const header = hex.slice(0, 2).toUpperCase();
  const bits = header === aerospaceHeader ? variableBitsOfHex(hex) : bitsOfHex(hex);
  if (bits === null) return fail({ kind: 'not-hex' });
  const scheme = schemeByHeader.get(header);
  if (scheme === undefined) return fail({ kind: 'unknown-header', header });
  const reader = readBits(bits.slice(8));
  const fields: string[] = [];
  for (const segment of scheme.segments) {
    const found = readSegment(segment, reader);
    if (found === null) return fail({ kind: 'malformed', scheme: scheme.name });
    fields.push(...found);
  }
  if (reader.rest().includes('1')) return fail({ kind: 'malformed', scheme: scheme.name });
  return ok({ scheme: scheme.name, filter: hasFilter(scheme) ? Number(fields.shift()) : null, fields });
};

/** The hex of EPC memory, whole words. Numbers out of range, letters that the scheme has not, and wrong lengths do not fit. */
export const encodeLegacyEpc = (epc: LegacyEpc): Result<string, EpcUriError> => {
  const scheme = schemeByName.get(epc.scheme);
  if (scheme === undefined) return fail({ kind: 'not-an-epc-uri' });
  const fields = [...(hasFilter(scheme) ? [String(epc.filter)] : []), ...epc.fields];
  let bits = Number.parseInt(scheme.header, 16).toString(2).padStart(8, '0');
  for (const segment of scheme.segments) {
    const written = writeSegment(segment, fields);
    if (written === null) return fail({ kind: 'does-not-fit', scheme: scheme.name });
    bits += written;
  }
  return fields.length === 0 ? ok(hexOfBits(bits)) : fail({ kind: 'does-not-fit', scheme: scheme.name });
};

/** `urn:epc:tag:sgtin-96:3.0614141.812345.6789` (TDS §12). */
export const tagUriOf = ({ scheme, filter, fields }: LegacyEpc): string =>
  `urn:epc:tag:${scheme}:${[...(filter === null ? [] : [String(filter)]), ...fields.map(escapeField)].join('.')}`;

/** `urn:epc:id:sgtin:0614141.812345.6789` (TDS §6): the same thing, whatever tag it is in. */
export const pureIdentityUriOf = ({ scheme, fields }: LegacyEpc): string =>
  `urn:epc:id:${scheme.slice(0, scheme.lastIndexOf('-'))}:${fields.map(escapeField).join('.')}`;

/** Reads a tag URI. Its fields are proven only when it is encoded. */
export const parseTagUri = (uri: string): Result<LegacyEpc, EpcUriError> => {
  const match = /^urn:epc:tag:([a-z]+-(?:\d+|var)):(.{1,200})$/.exec(uri);
  const scheme = schemeByName.get(match?.[1] ?? '');
  if (match === null || scheme === undefined) return fail({ kind: 'not-an-epc-uri' });
  const parts = splitFields(match[2] ?? '', scheme).map((part) => part.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  const filter = hasFilter(scheme) ? parts.shift() : null;
  return ok({ scheme: scheme.name, filter: filter === null ? null : Number(filter), fields: parts });
};

const hasFilter = (scheme: EpcScheme): boolean => scheme.segments[0]?.kind === 'filter';

/** Dots part the fields, and the last field may hold dots of its own. */
const splitFields = (text: string, scheme: EpcScheme): string[] => {
  const count = scheme.segments.reduce((sum, { kind }) => sum + (kind === 'zeros' ? 0 : kind === 'partition' ? 2 : 1), 0);
  const parts = text.split('.');
  return parts.length <= count ? parts : [...parts.slice(0, count - 1), parts.slice(count - 1).join('.')];
};

/** Characters that a URN may not hold are written with a percent sign (TDS Table A-1). */
const escapeField = (field: string): string =>
  field.replace(/["#%&/<>?]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** ADI ends in text; the other schemes end at a known bit. */
const aerospaceHeader = '3B';

const schemeByHeader: ReadonlyMap<string, EpcScheme> = new Map(epcSchemes.map((scheme) => [scheme.header, scheme]));
const schemeByName: ReadonlyMap<string, EpcScheme> = new Map(epcSchemes.map((scheme) => [scheme.name, scheme]));
