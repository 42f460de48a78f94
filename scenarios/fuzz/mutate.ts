/** A stream of whole numbers from a seed (xorshift32, Marsaglia 2003): millions a second, the same for the same seed. */
export interface Chance {
  /** From 0 to below `end`. */
  below(end: number): number;
}

export const openChance = (seed: number): Chance => {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
  return {
    below: (end) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % end;
    },
  };
};

const longestBytes = 2_048;
/** Values at which lengths and signs turn over. */
const edges = [0x00, 0x01, 0x02, 0x0a, 0x0d, 0x10, 0x1d, 0x20, 0x30, 0x3f, 0x7e, 0x7f, 0x80, 0xa0, 0xaa, 0xbb, 0xdd, 0xfe, 0xff];

/** A message with one to four things wrong with it: a bit, a byte, a piece left out, doubled, moved in from another message, cut off, or all of it garbage. */
export const mutate = (message: Uint8Array, other: Uint8Array, chance: Chance): Uint8Array => {
  let bytes: Uint8Array = message;
  for (let rounds = 1 + chance.below(4); rounds > 0; rounds -= 1) bytes = mutateOnce(bytes, other, chance);
  return bytes.subarray(0, longestBytes);
};

/** One byte of the message is another. */
export const changeOneByte = (message: Uint8Array, chance: Chance): Uint8Array => {
  const bytes = Uint8Array.from(message);
  bytes[chance.below(bytes.length)]! ^= 1 + chance.below(255);
  return bytes;
};

const mutateOnce = (bytes: Uint8Array, other: Uint8Array, chance: Chance): Uint8Array => {
  if (bytes.length === 0) return garbage(1 + chance.below(40), chance);
  const at = chance.below(bytes.length);
  const end = Math.min(bytes.length, at + 1 + chance.below(8));
  const changed = Uint8Array.from(bytes);
  switch (chance.below(9)) {
    case 0:
      changed[at]! ^= 1 << chance.below(8);
      return changed;
    case 1:
      changed[at] = edges[chance.below(edges.length)]!;
      return changed;
    case 2: return join(bytes.subarray(0, at), bytes.subarray(end));
    case 3: return join(bytes.subarray(0, end), bytes.subarray(at));
    case 4: return join(bytes.subarray(0, at), garbage(1 + chance.below(8), chance), bytes.subarray(at));
    case 5: return bytes.subarray(0, at);
    case 6: return join(bytes.subarray(0, at), other.subarray(chance.below(other.length + 1)));
    case 7: return join(bytes, bytes);
    default: return garbage(1 + chance.below(64), chance);
  }
};

const garbage = (length: number, chance: Chance): Uint8Array => Uint8Array.from({ length }, () => chance.below(256));
const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
