import iconv from 'iconv-lite';

/** What the printer's fonts hold: 'gb18030' for printers sold in China, 'windows-1252' for those with Latin fonts only. */
export type CharacterSet = 'gb18030' | 'windows-1252';

/** GB18030 holds these only as four bytes that cheap printers lack, or not at all; the neighbour looks the same on paper. */
const substitutes: ReadonlyMap<string, string> = new Map([['¥', '￥'], ['\u00a0', ' '], ['–', '-'], ['•', '·'], ['\t', ' ']]);

/** The bytes that print this text: control characters never pass, and what the font lacks is a question mark. */
export const encodeText = (text: string, characterSet: CharacterSet): Uint8Array =>
  Buffer.concat(Array.from(text.normalize('NFC'), (character) => encodeCharacter(character, characterSet)));

/** Columns on paper: a character of more than one byte is printed two columns wide. */
export const columnsOf = (text: string, characterSet: CharacterSet): number => {
  let columns = 0;
  for (const character of text.normalize('NFC')) columns += encodeCharacter(character, characterSet).length > 1 ? 2 : 1;
  return columns;
};

const encodeCharacter = (character: string, characterSet: CharacterSet): Uint8Array => {
  const code = character.codePointAt(0)!;
  if (code >= 0x20 && code < 0x7f) return Uint8Array.of(code);
  if (characterSet === 'windows-1252') {
    const encoded = iconv.encode(character === '￥' ? '¥' : character, 'windows-1252');
    return code < 0x80 || encoded.length !== 1 ? Uint8Array.of(0x3f) : encoded;
  }
  const substitute = substitutes.get(character);
  if (substitute !== undefined) return iconv.encode(substitute, 'gb18030');
  return code < 0xa0 ? Uint8Array.of(0x3f) : iconv.encode(character, 'gb18030');
};
