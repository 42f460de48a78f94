/** Bits as text of `0` and `1`: a tag holds at most 496 of them, and no field then needs care at 32 bits. */
export type BitReader = {
  /** The next `count` bits, or null when there are not as many. */
  readonly take: (count: number) => string | null;
  /** The next `count` bits as an unsigned number, or null. */
  readonly number: (count: number) => bigint | null;
  readonly rest: () => string;
};

export const readBits = (bits: string): BitReader => {
  let at = 0;
  const take = (count: number): string | null => {
    if (at + count > bits.length) return null;
    at += count;
    return bits.slice(at - count, at);
  };
  return {
    take,
    number: (count) => {
      const found = take(count);
      return found === null ? null : numberOfBits(found);
    },
    rest: () => bits.slice(at),
  };
};

export const numberOfBits = (bits: string): bigint => (bits === '' ? 0n : BigInt(`0b${bits}`));

/** The number in exactly `count` bits, or null when it needs more. */
export const bitsOfNumber = (value: bigint, count: number): string | null => {
  const bits = value.toString(2).padStart(count, '0');
  if (count === 0) return value === 0n ? '' : null;
  return bits.length === count ? bits : null;
};

/** EPC memory ends at 496 bits (TDS 2.3 §9.3); readers give it as hex, whole words or not. */
export const bitsOfHex = (hex: string): string | null =>
  /^[0-9A-Fa-f]{2,124}$/.test(hex) ? [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('') : null;

/**
 * Bits of an EPC of variable length. Tables print such an EPC without the last nibble when that is zero and would make an odd
 * count of digits, so of an even count four more zero bits are allowed for; tags themselves give whole words.
 */
export const variableBitsOfHex = (hex: string): string | null => {
  const bits = bitsOfHex(hex);
  return bits !== null && hex.length % 2 === 0 ? `${bits}0000` : bits;
};

/** Upper-case hex, filled with zero bits to whole 16-bit words, as tag memory is written. */
export const hexOfBits = (bits: string): string => {
  const words = bits.padEnd(Math.ceil(bits.length / 16) * 16, '0');
  return (words.match(/.{4}/g) ?? []).map((nibble) => Number.parseInt(nibble, 2).toString(16).toUpperCase()).join('');
};
