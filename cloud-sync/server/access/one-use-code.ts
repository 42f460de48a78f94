/** Crockford's base 32: no I, L, O, U, so that a person reads a code to another without mistake. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code for people: 12 characters of 5 random bits in groups of four, 60 bits in all. */
export function readableCode(random: (bytes: number) => Uint8Array): string {
  const characters = [...random(12)].map((byte) => ALPHABET[byte & 31]!);
  return [0, 4, 8].map((at) => characters.slice(at, at + 4).join('')).join('-');
}

/** What a person typed, as the code was made: case, hyphens and the letters that look like digits do not matter. */
export const normalisedCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
