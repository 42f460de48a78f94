import { bitsOfNumber, type BitReader } from './epc-bits.ts';
import { bcd, decodeCode40, encodeCode40, fileSafe64, lowerHex, sevenBit, upperHex } from './epc-characters.ts';

/** The codings of TDS 2.x §14.5: three bits say how text is written, then its length, then the text. */
const lengthBits = 5;
const maxCharacters = 31;

/** Text of a component, or null when the bits end early or hold no text of the coding they name. */
export const readVariableText = (reader: BitReader): string | null => {
  const indicator = reader.number(3);
  const length = reader.number(lengthBits);
  if (indicator === null || length === null || length === 0n) return null;
  return readCoded(Number(indicator), Number(length), reader);
};

/** The shortest of the codings that can write the text; of equals the one with the lowest number. */
export const writeVariableText = (text: string): string | null => {
  if (text === '' || text.length > maxCharacters) return null;
  const candidates = [0, 1, 2, 3, 4, 5].flatMap((indicator) => {
    const bits = writeCoded(indicator, text);
    return bits === null ? [] : [{ indicator, bits }];
  });
  const best = candidates.sort((left, right) => left.bits.length - right.bits.length || left.indicator - right.indicator)[0];
  return best === undefined ? null : bitsOf(best.indicator, 3) + bitsOf(text.length, lengthBits) + best.bits;
};

/** Digits as nibbles up to `F`, or up to `E`, after which the rest of the key stands as variable text (TDS §14.5.5). */
export const readDelimitedText = (reader: BitReader): string | null => {
  let digits = '';
  for (let count = 0; count <= maxCharacters; count += 1) {
    const nibble = Number(reader.number(4) ?? -1n);
    if (nibble === 15) return digits;
    if (nibble === 14) {
      const rest = readVariableText(reader);
      return rest === null ? null : digits + rest;
    }
    if (nibble < 0 || nibble > 9) return null;
    digits += String(nibble);
  }
  return null;
};

export const writeDelimitedText = (text: string): string | null => {
  const digits = /^\d*/.exec(text)?.[0] ?? '';
  const rest = text.slice(digits.length);
  const written = rest === '' ? '' : writeVariableText(rest);
  return written === null ? null : (bcd.encode(digits) ?? '') + (rest === '' ? '1111' : `1110${written}`);
};

/** Up to 12 digits after a length of 4 bits: as one integer in `+` schemes, digit by digit in `++` schemes. */
export const readVariableDigits = (reader: BitReader, form: 'integer' | 'digits'): string | null => {
  const length = Number(reader.number(4) ?? 0n);
  if (length === 0 || length > 12) return null;
  return form === 'integer' ? readInteger(length, reader) : bcd.decode(reader.take(length * 4) ?? 'x');
};

export const writeVariableDigits = (digits: string, form: 'integer' | 'digits'): string | null => {
  if (!/^\d{1,12}$/.test(digits)) return null;
  const written = form === 'integer' ? bitsOfNumber(BigInt(digits), integerBits(digits.length)) : bcd.encode(digits);
  return written === null ? null : bitsOf(digits.length, 4) + written;
};

/** Bits that any number of so many decimal digits fits in (TDS Table B). */
const integerBits = (digits: number): number => (10n ** BigInt(digits) - 1n).toString(2).length;

const readInteger = (length: number, reader: BitReader): string | null => {
  const digits = reader.number(integerBits(length))?.toString().padStart(length, '0');
  return digits?.length === length ? digits : null;
};

const readCoded = (indicator: number, length: number, reader: BitReader): string | null => {
  if (indicator === 0) return readInteger(length, reader);
  if (indicator === 5) {
    const bits = reader.take(Math.ceil(length / 3) * 16);
    return bits === null ? null : decodeCode40(bits, length);
  }
  const coding = codingByIndicator[indicator];
  const bits = coding === undefined ? null : reader.take(length * coding.bitsPerCharacter);
  return bits === null || coding === undefined ? null : coding.decode(bits);
};

const writeCoded = (indicator: number, text: string): string | null => {
  if (indicator === 0) return /^(0|[1-9]\d*)$/.test(text) ? bitsOfNumber(BigInt(text), integerBits(text.length)) : null;
  if (indicator === 5) return encodeCode40(text);
  return codingByIndicator[indicator]?.encode(text) ?? null;
};

const codingByIndicator = [undefined, upperHex, lowerHex, fileSafe64, sevenBit] as const;

const bitsOf = (value: number, count: number): string => value.toString(2).padStart(count, '0');
