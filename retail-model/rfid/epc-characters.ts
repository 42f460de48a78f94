/** Text in tags, by bits: what `decode` gives back as null is not text of that coding. */
export type CharacterCoding = {
  readonly bitsPerCharacter: number;
  readonly decode: (bits: string) => string | null;
  readonly encode: (text: string) => string | null;
};

const coding = (bitsPerCharacter: number, alphabet: ReadonlyMap<number, string>): CharacterCoding => {
  const codeOf = new Map([...alphabet].map(([code, character]) => [character, code]));
  return {
    bitsPerCharacter,
    decode: (bits) => {
      let text = '';
      for (let at = 0; at < bits.length; at += bitsPerCharacter) {
        const character = alphabet.get(Number.parseInt(bits.slice(at, at + bitsPerCharacter), 2));
        if (character === undefined) return null;
        text += character;
      }
      return text;
    },
    encode: (text) => {
      const codes = [...text].map((character) => codeOf.get(character));
      if (codes.includes(undefined)) return null;
      return codes.map((code) => (code ?? 0).toString(2).padStart(bitsPerCharacter, '0')).join('');
    },
  };
};

const numbered = (characters: string, code: (character: string, index: number) => number): ReadonlyMap<number, string> =>
  new Map([...characters].map((character, index) => [code(character, index), character]));

const characterSet82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const characterSet39 = '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO/IEC 646 in 7 bits, only the characters that GS1 allows (TDS Table A-1). */
export const sevenBit = coding(7, numbered(characterSet82, (character) => character.charCodeAt(0)));

/** The last six bits of ISO/IEC 646 (TDS Table G-1): component parts and aerospace. */
export const sixBit = coding(6, numbered(characterSet39, (character) => character.charCodeAt(0) & 0x3f));

/** Six bits with the blank that fills a five-character CAGE code from the left (TDS §14.6.14). */
export const sixBitCage = coding(6, numbered(` ${characterSet39}`, (character) => character.charCodeAt(0) & 0x3f));

/** CAGE code or DoDAAC in 8 bits, filled with a blank (USDoD-96). */
export const eightBitCage = coding(8, numbered(' 0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', (character) => character.charCodeAt(0)));

export const upperHex = coding(4, numbered('0123456789ABCDEF', (_, index) => index));
export const lowerHex = coding(4, numbered('0123456789abcdef', (_, index) => index));

/** File-safe, URI-safe base 64 (RFC 4648 §5). */
export const fileSafe64 = coding(6, numbered('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', (_, index) => index));

/** One decimal digit in 4 bits. */
export const bcd = coding(4, numbered('0123456789', (_, index) => index));

/** URN Code 40: three characters in 16 bits, 1600·a + 40·b + c + 1 (ISO/IEC 15962 annex T). Code 0 fills up and stands for nothing. */
const code40Characters = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789';

export const decodeCode40 = (bits: string, length: number): string | null => {
  let text = '';
  for (let at = 0; at < bits.length; at += 16) {
    const value = Number.parseInt(bits.slice(at, at + 16), 2) - 1;
    if (value < 0 || value >= 64_000) return null;
    text += code40Characters.charAt(Math.floor(value / 1600)) + code40Characters.charAt(Math.floor(value / 40) % 40) + code40Characters.charAt(value % 40);
  }
  return text.slice(length).trim() === '' && !text.slice(0, length).includes(' ') ? text.slice(0, length) : null;
};

export const encodeCode40 = (text: string): string | null => {
  const codes = [...text].map((character) => code40Characters.indexOf(character));
  if (codes.some((code) => code < 1)) return null;
  let bits = '';
  for (let at = 0; at < codes.length; at += 3) {
    const value = 1600 * (codes[at] ?? 0) + 40 * (codes[at + 1] ?? 0) + (codes[at + 2] ?? 0) + 1;
    bits += value.toString(2).padStart(16, '0');
  }
  return bits;
};
