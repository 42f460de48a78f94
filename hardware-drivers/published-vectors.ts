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

/** Where a decoder disagrees with a vector, one line each: empty is agreement. Letter case and the form of numbers do not count. */
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
    .filter(key => canonical(decoded.value[key]) !== canonical(vector.meaning[key]))
    .map(key => `${vector.id}.${key}: ${canonical(decoded.value[key])} instead of ${canonical(vector.meaning[key])}`);
};

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => `${key}:${canonical(one)}`).join(',')}}`;
  }
  return String(value).toLowerCase();
};
