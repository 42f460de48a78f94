import type { Decode, DecodeInput } from 'hardware-drivers/decode-input.ts';
import { decoders } from 'hardware-drivers/decoders.ts';
import { readKeptVectors, type NamedVector } from '../vectors/kept-vectors.ts';
import type { FuzzedCodec } from './fuzz-codec.ts';
import { mutate, type Chance } from './mutate.ts';

const strange: readonly unknown[] = [null, true, -1, 0, 1e308, 4_294_967_296, '', 'x', '0'.repeat(300), [], {}, '\ud800', '__proto__'];

/** The decoders of `mendian decode`, fed with their published messages after something went wrong with them. */
export const messageCodecs = (): readonly FuzzedCodec[] => {
  const vectors = readKeptVectors();
  return [...decoders].map(([protocol, decode]) => messageCodec(protocol, decode, vectors.filter((vector) => vector.protocol === protocol)));
};

const messageCodec = (protocol: string, decode: Decode, vectors: readonly NamedVector[]): FuzzedCodec => ({
  name: `decode ${protocol}`,
  open: () => (chance) => {
    const vector = vectors[chance.below(vectors.length)]!;
    const input = mutatedInput(vector, vectors[chance.below(vectors.length)]!, chance);
    const result = decode(input);
    if (typeof result.ok !== 'boolean') return { input, fault: 'neither a value nor an error' };
    if (!result.ok && (result.error.kind === '' || result.error.message === '')) return { input, fault: 'an error without words' };
    return null;
  },
});

const bytesOf = (vector: NamedVector): Uint8Array => Buffer.from(vector.bytes_hex ?? '', 'hex');
const textOf = (vector: NamedVector): Uint8Array => Buffer.from(vector.text ?? JSON.stringify(vector.json ?? ''), 'utf8');

const mutatedInput = (vector: NamedVector, other: NamedVector, chance: Chance): DecodeInput => {
  const options = vector.options === undefined || chance.below(8) === 0 ? {} : { options: vector.options };
  if (vector.bytes_hex !== undefined) return { hex: Buffer.from(mutate(bytesOf(vector), bytesOf(other), chance)).toString('hex'), ...options };
  if (vector.json !== undefined && chance.below(2) === 0) return { json: withOneStrangeValue(vector.json, chance), ...options };
  return { text: Buffer.from(mutate(textOf(vector), textOf(other), chance)).toString('utf8'), ...options };
};

/** The same JSON with one value somewhere replaced by one that nobody expects. */
const withOneStrangeValue = (value: unknown, chance: Chance): unknown => {
  if (typeof value !== 'object' || value === null || chance.below(6) === 0) return strange[chance.below(strange.length)];
  const keys = Object.keys(value);
  if (keys.length === 0) return strange[chance.below(strange.length)];
  const key = keys[chance.below(keys.length)]!;
  const inner = withOneStrangeValue((value as Record<string, unknown>)[key], chance);
  return Array.isArray(value) ? value.map((item: unknown, index) => (String(index) === key ? inner : item)) : { ...value, [key]: inner };
};
