import { bitsOfNumber, numberOfBits, type BitReader } from './epc-bits.ts';
import { eightBitCage, sevenBit, sixBit, sixBitCage } from './epc-characters.ts';
import { companyPrefixBits, type Segment } from './epc-schemes.ts';

/** The fields that the next bits hold for a segment, or null when the bits break its rule. */
export const readSegment = (segment: Segment, reader: BitReader): readonly string[] | null => {
  switch (segment.kind) {
    case 'filter':
    case 'integer':
      return one(reader.number(segment.bits)?.toString() ?? null);
    case 'digits':
      return one(paddedDigits(reader.number(segment.bits), segment.digits));
    case 'numeric-string': {
      const digits = reader.number(segment.bits)?.toString() ?? '';
      return digits.startsWith('1') && digits.length > 1 ? [digits.slice(1)] : null;
    }
    case 'zeros':
      return reader.number(segment.bits) === 0n ? [] : null;
    case 'text':
      return one(readText(reader.take(segment.bits), segment.maxCharacters));
    case 'part':
      return one(readPart(reader, segment.minCharacters, segment.maxCharacters));
    case 'cage':
      return one(readCage(reader, segment.bitsPerCharacter));
    case 'partition':
      return readPartition(segment, reader);
  }
};

/** The bits of a segment for its fields, taken from the front of `fields`, or null when they do not fit. */
export const writeSegment = (segment: Segment, fields: string[]): string | null => {
  if (segment.kind === 'zeros') return '0'.repeat(segment.bits);
  const field = fields.shift();
  if (field === undefined) return null;
  switch (segment.kind) {
    case 'filter':
    case 'integer':
      return /^(0|[1-9]\d*)$/.test(field) ? bitsOfNumber(BigInt(field), segment.bits) : null;
    case 'digits':
      return field.length === segment.digits && /^\d+$/.test(field) ? bitsOfNumber(BigInt(field), segment.bits) : null;
    case 'numeric-string':
      return /^\d+$/.test(field) ? bitsOfNumber(BigInt(`1${field}`), segment.bits) : null;
    case 'text':
      return writeText(field, segment.bits, segment.maxCharacters);
    case 'part':
      return writePart(field, segment.minCharacters, segment.maxCharacters);
    case 'cage':
      return writeCage(field, segment.bitsPerCharacter);
    case 'partition':
      return writePartition(segment, field, fields.shift());
  }
};

type Partition = Extract<Segment, { kind: 'partition' }>;

const readPartition = (segment: Partition, reader: BitReader): readonly string[] | null => {
  const value = Number(reader.number(3) ?? 7);
  const prefixBits = companyPrefixBits[value];
  if (prefixBits === undefined) return null;
  const prefix = paddedDigits(reader.number(prefixBits), 12 - value);
  if (prefix === null) return null;
  const size = segment.digitsAtZero + value;
  const reference = readReference(segment, reader, prefixBits, size);
  return reference === null ? null : [prefix, reference];
};

const readReference = (segment: Partition, reader: BitReader, prefixBits: number, size: number): string | null => {
  const bits = segment.totalBits - prefixBits;
  switch (segment.reference) {
    case 'padded':
      return paddedDigits(reader.number(bits), size);
    case 'integer': {
      const digits = reader.number(bits)?.toString() ?? null;
      return digits !== null && digits.length <= size ? digits : null;
    }
    case 'text':
      return readText(reader.take(bits), size);
    case 'part':
      return readPart(reader, 1, size);
  }
};

const writePartition = (segment: Partition, prefix: string, reference: string | undefined): string | null => {
  const value = 12 - prefix.length;
  const prefixBits = companyPrefixBits[value];
  if (prefixBits === undefined || reference === undefined || !/^\d+$/.test(prefix)) return null;
  const size = segment.digitsAtZero + value;
  const written = writeReference(segment, reference, segment.totalBits - prefixBits, size);
  const head = (bitsOfNumber(BigInt(value), 3) ?? '') + (bitsOfNumber(BigInt(prefix), prefixBits) ?? '');
  return written === null ? null : head + written;
};

const writeReference = (segment: Partition, reference: string, bits: number, size: number): string | null => {
  switch (segment.reference) {
    case 'padded':
      return reference.length === size && /^\d*$/.test(reference) ? bitsOfNumber(BigInt(reference), bits) : null;
    case 'integer':
      return reference.length <= size && /^(0|[1-9]\d*)$/.test(reference) ? bitsOfNumber(BigInt(reference), bits) : null;
    case 'text':
      return writeText(reference, bits, size);
    case 'part':
      return writePart(reference, 1, size);
  }
};

const one = (field: string | null): readonly string[] | null => (field === null ? null : [field]);

/** A number in `digits` decimal digits; none of them at all must be zero bits (a company prefix of 12 digits). */
const paddedDigits = (value: bigint | null, digits: number): string | null => {
  if (value === null) return null;
  const written = digits === 0 && value === 0n ? '' : value.toString().padStart(digits, '0');
  return written.length === digits ? written : null;
};

/** 7-bit characters, then nothing but zero bits. */
const readText = (bits: string | null, maxCharacters: number): string | null => {
  if (bits === null) return null;
  const used = Math.ceil((bits.lastIndexOf('1') + 1) / 7);
  const whole = bits.slice(0, used * 7);
  if (used === 0 || used > maxCharacters || whole.length < used * 7) return null;
  return sevenBit.decode(whole);
};

const writeText = (text: string, bits: number, maxCharacters: number): string | null => {
  const written = sevenBit.encode(text);
  return written === null || text === '' || text.length > maxCharacters || written.length > bits ? null : written.padEnd(bits, '0');
};

const readPart = (reader: BitReader, minCharacters: number, maxCharacters: number): string | null => {
  let bits = '';
  for (let count = 0; count <= maxCharacters; count += 1) {
    const character = reader.take(6);
    if (character === null) return null;
    if (numberOfBits(character) === 0n) return count < minCharacters ? null : sixBit.decode(bits);
    bits += character;
  }
  return null;
};

const writePart = (text: string, minCharacters: number, maxCharacters: number): string | null => {
  const written = sixBit.encode(text);
  return written === null || text.length < minCharacters || text.length > maxCharacters ? null : `${written}000000`;
};

/** A CAGE code of five characters after a blank, or a DoDAAC of six. */
const readCage = (reader: BitReader, bitsPerCharacter: 6 | 8): string | null => {
  const bits = reader.take(6 * bitsPerCharacter);
  const text = bits === null ? null : (bitsPerCharacter === 6 ? sixBitCage : eightBitCage).decode(bits);
  return text !== null && /^[ 0-9A-HJ-NP-Z][0-9A-HJ-NP-Z]{5}$/.test(text) ? text.trimStart() : null;
};

const writeCage = (text: string, bitsPerCharacter: 6 | 8): string | null =>
  /^[0-9A-HJ-NP-Z]{5,6}$/.test(text) ? (bitsPerCharacter === 6 ? sixBitCage : eightBitCage).encode(text.padStart(6, ' ')) : null;
