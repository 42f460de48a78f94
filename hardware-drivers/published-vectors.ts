import { readFileSync } from 'node:fs';
import type { Decode, DecodeInput } from './decode-input.ts';

/** One published message with what its source says it means. */
export interface PublishedVector {
  readonly id: string;
  readonly bytes_hex?: string;
  readonly text?: string;
  readonly json?: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly valid: boolean;
  readonly meaning: Readonly<Record<string, unknown>>;
  readonly source: string;
}
interface VectorSet {
  /** Keys of `meaning` that a decoded value must hold. */
  readonly compare: readonly string[];
  readonly vectors: readonly PublishedVector[];
}

/** The vectors of one protocol from a fixtures file. */
export const readPublishedVectors = (file: URL, protocol: string): VectorSet =>
  (JSON.parse(readFileSync(file, 'utf8')) as Record<string, VectorSet>)[protocol]!;

/** Where a decoder disagrees with a vector, one line each: empty is agreement. */
export const disagreements = (decode: Decode, vector: PublishedVector, compare: readonly string[]): readonly string[] => {
  const input: DecodeInput = {
    ...(vector.bytes_hex === undefined ? {} : { hex: vector.bytes_hex }),
    ...(vector.text === undefined ? {} : { text: vector.text }),
    ...(vector.json === undefined ? {} : { json: vector.json }),
    ...(vector.options === undefined ? {} : { options: vector.options }),
  };
  const decoded = decode(input);
  if (!vector.valid) return decoded.ok ? [`${vector.id} must be refused`] : [];
  if (!decoded.ok) return [`${vector.id} is refused: ${decoded.error.message}`];
  return compare.filter(key => key in vector.meaning)
    .filter(key => !isSame(decoded.value[key], vector.meaning[key]))
    .map(key => `${vector.id}.${key}: ${JSON.stringify(decoded.value[key])} instead of ${JSON.stringify(vector.meaning[key])}`);
};

/** Equal after letter case and the form of numbers: "0.350" and 0.35 are, "0.350" and "0.35" are two texts. */
const isSame = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(key => isSame(one[key], other[key]));
  }
  if (typeof one === 'number' || typeof other === 'number') return isNumeral(one) && isNumeral(other) && Number(one) === Number(other);
  return String(one).toLowerCase() === String(other).toLowerCase();
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumeral = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
