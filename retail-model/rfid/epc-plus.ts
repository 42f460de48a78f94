import { fail, ok, type Result } from '../result.ts';
import { checkAiValue, findAi } from '../gs1/application-identifier.ts';
import type { Element } from '../gs1/element-string.ts';
import { bitsOfNumber, hexOfBits, readBits, variableBitsOfHex, type BitReader } from './epc-bits.ts';
import { bcd } from './epc-characters.ts';
import { readHostname, writeHostname } from './epc-hostname.ts';
import type { EpcError } from './epc-legacy.ts';
import { readDelimitedText, readVariableDigits, readVariableText, writeDelimitedText, writeVariableDigits, writeVariableText } from './epc-variable-text.ts';

/** An EPC of TDS 2.x, which holds the GS1 key itself and needs no company prefix length. */
export type PlusEpc = {
  /** 'sgtin+', or 'sgtin++' with the host name of a Digital Link. */
  readonly scheme: string;
  readonly filter: number;
  /** Set when further AIs follow the EPC in memory (they are not read here). */
  readonly moreDataFollows: boolean;
  /** The key and its qualifiers as AIs; the date of a DSGTIN comes last. */
  readonly elements: readonly Element[];
  /** Lower or upper case as written; null in `+` schemes. */
  readonly hostname: string | null;
};

type Part =
  | { readonly kind: 'digits'; readonly count: number }
  | { readonly kind: 'text' }
  | { readonly kind: 'delimited' }
  | { readonly kind: 'numeric' };

type PlusScheme = {
  readonly name: string;
  readonly plusHeader: string;
  readonly plusPlusHeader: string;
  readonly dated: boolean;
  /** AIs in their order, each of one or two parts. */
  readonly ais: readonly (readonly [ai: string, ...parts: readonly Part[]])[];
};

const digits = (count: number): Part => ({ kind: 'digits', count });
const text: Part = { kind: 'text' };
const delimited: Part = { kind: 'delimited' };
const numeric: Part = { kind: 'numeric' };

/** Headers of TDS 2.3 table 14-1. */
const plusSchemes: readonly PlusScheme[] = [
  { name: 'cpi', plusHeader: 'F0', plusPlusHeader: 'E6', dated: false, ais: [['8010', delimited], ['8011', numeric]] },
  { name: 'grai', plusHeader: 'F1', plusPlusHeader: 'EB', dated: false, ais: [['8003', digits(14), text]] },
  { name: 'sgln', plusHeader: 'F2', plusPlusHeader: 'E9', dated: false, ais: [['414', digits(13)], ['254', text]] },
  { name: 'itip', plusHeader: 'F3', plusPlusHeader: 'ED', dated: false, ais: [['8006', digits(18)], ['21', text]] },
  { name: 'gsrn', plusHeader: 'F4', plusPlusHeader: 'E7', dated: false, ais: [['8018', digits(18)]] },
  { name: 'gsrnp', plusHeader: 'F5', plusPlusHeader: 'E8', dated: false, ais: [['8017', digits(18)]] },
  { name: 'gdti', plusHeader: 'F6', plusPlusHeader: 'EA', dated: false, ais: [['253', digits(13), text]] },
  { name: 'sgtin', plusHeader: 'F7', plusPlusHeader: 'FD', dated: false, ais: [['01', digits(14)], ['21', text]] },
  { name: 'sgcn', plusHeader: 'F8', plusPlusHeader: 'EC', dated: false, ais: [['255', digits(13), numeric]] },
  { name: 'sscc', plusHeader: 'F9', plusPlusHeader: 'EF', dated: false, ais: [['00', digits(18)]] },
  { name: 'giai', plusHeader: 'FA', plusPlusHeader: 'EE', dated: false, ais: [['8004', delimited]] },
  { name: 'dsgtin', plusHeader: 'FB', plusPlusHeader: 'FC', dated: true, ais: [['01', digits(14)], ['21', text]] },
];

/** AI of the date in a DSGTIN by its indicator of four bits (TDS §14.5.8): production, packaging, best before, sell by, expiry, first freeze, harvest. */
const dateAis = ['11', '13', '15', '16', '17', '7006', '7007'];

/** Reads EPC memory. Digits, check digits and characters are proven by the rules of their AIs. */
export const decodePlusEpc = (hex: string): Result<PlusEpc, EpcError> => {
  const bits = variableBitsOfHex(hex);
  if (bits === null) return fail({ kind: 'not-hex' });
  const header = hex.slice(0, 2).toUpperCase();
  const found = schemeByHeader.get(header);
  if (found === undefined) return fail({ kind: 'unknown-header', header });
  const { scheme, plusPlus } = found;
  const name = nameOf(scheme, plusPlus);
  const malformed = fail({ kind: 'malformed', scheme: name } as const);
  const reader = readBits(bits.slice(8));
  const moreDataFollows = reader.take(1) === '1';
  const filter = Number(reader.number(3) ?? 0n);
  const date = scheme.dated ? readDate(reader) : undefined;
  if (date === null) return malformed;
  const elements = readKeys(scheme, plusPlus, reader);
  if (elements === null) return malformed;
  const hostname = plusPlus ? readHostname(reader) : null;
  if (plusPlus && hostname === null) return malformed;
  if (!moreDataFollows && reader.rest().includes('1')) return malformed;
  const all = date === undefined ? elements : [...elements, date];
  return all.every(isValid) ? ok({ scheme: name, filter, moreDataFollows, elements: all, hostname }) : malformed;
};

/** The hex of EPC memory, whole words, or null when an element is missing or not valid. Further AIs are not written. */
export const encodePlusEpc = (epc: Omit<PlusEpc, 'moreDataFollows'>): string | null => {
  const plusPlus = epc.scheme.endsWith('++');
  const scheme = plusSchemes.find((candidate) => nameOf(candidate, plusPlus) === epc.scheme);
  if (scheme === undefined || !epc.elements.every(isValid) || !(epc.filter >= 0 && epc.filter <= 7)) return null;
  const header = Number.parseInt(plusPlus ? scheme.plusPlusHeader : scheme.plusHeader, 16);
  const date = epc.elements.find(({ ai }) => dateAis.includes(ai));
  const parts = [
    bitsOfNumber(BigInt(header), 8),
    bitsOfNumber(BigInt(epc.filter), 4),
    scheme.dated ? writeDate(date) : '',
    ...scheme.ais.map(([ai, ...form]) => writeKey(epc.elements.find((element) => element.ai === ai)?.value, form, plusPlus)),
    plusPlus ? writeHostname(epc.hostname ?? '') : '',
  ];
  return parts.includes(null) ? null : hexOfBits(parts.join(''));
};

const nameOf = (scheme: PlusScheme, plusPlus: boolean): string => `${scheme.name}${plusPlus ? '++' : '+'}`;

const isValid = ({ ai, value }: Element): boolean => {
  const identifier = findAi(ai);
  return identifier !== null && checkAiValue(identifier, value).ok;
};

const readKeys = (scheme: PlusScheme, plusPlus: boolean, reader: BitReader): readonly Element[] | null => {
  const elements: Element[] = [];
  for (const [ai, ...parts] of scheme.ais) {
    let value = '';
    for (const part of parts) {
      const read = readPart(part, plusPlus, reader);
      if (read === null) return null;
      value += read;
    }
    elements.push({ ai, value });
  }
  return elements;
};

const readPart = (part: Part, plusPlus: boolean, reader: BitReader): string | null => {
  switch (part.kind) {
    case 'digits': {
      const bits = reader.take(part.count * 4);
      return bits === null ? null : bcd.decode(bits);
    }
    case 'text':
      return readVariableText(reader);
    case 'delimited':
      return readDelimitedText(reader);
    case 'numeric':
      return readVariableDigits(reader, plusPlus ? 'digits' : 'integer');
  }
};

const writeKey = (value: string | undefined, parts: readonly Part[], plusPlus: boolean): string | null => {
  let rest = value ?? '';
  let bits = '';
  for (const part of parts) {
    const own = part.kind === 'digits' ? rest.slice(0, part.count) : rest;
    rest = rest.slice(own.length);
    const written = writePart(part, own, plusPlus);
    if (written === null) return null;
    bits += written;
  }
  return rest === '' ? bits : null;
};

const writePart = (part: Part, value: string, plusPlus: boolean): string | null => {
  switch (part.kind) {
    case 'digits':
      return value.length === part.count ? bcd.encode(value) : null;
    case 'text':
      return writeVariableText(value);
    case 'delimited':
      return writeDelimitedText(value);
    case 'numeric':
      return writeVariableDigits(value, plusPlus ? 'digits' : 'integer');
  }
};

/** Year of the century in 7 bits, month in 4, day in 5, after the indicator. */
const readDate = (reader: BitReader): Element | null => {
  const ai = dateAis[Number(reader.number(4) ?? 15n)];
  const [year, month, day] = [reader.number(7), reader.number(4), reader.number(5)];
  if (ai === undefined || year === null || month === null || day === null || year > 99n) return null;
  return { ai, value: [year, month, day].map((number) => number.toString().padStart(2, '0')).join('') };
};

const writeDate = (date: Element | undefined): string | null => {
  if (date === undefined || date.value.length !== 6) return null;
  const [year = 0, month = 0, day = 0] = (date.value.match(/../g) ?? []).map(Number);
  const fields = [[dateAis.indexOf(date.ai), 4], [year, 7], [month, 4], [day, 5]] as const;
  return fields.map(([value, count]) => value.toString(2).padStart(count, '0')).join('');
};

type FoundScheme = { readonly scheme: PlusScheme; readonly plusPlus: boolean };

const schemeByHeader: ReadonlyMap<string, FoundScheme> = new Map(
  plusSchemes.flatMap((scheme): [string, FoundScheme][] => [
    [scheme.plusHeader, { scheme, plusPlus: false }],
    [scheme.plusPlusHeader, { scheme, plusPlus: true }],
  ]),
);
