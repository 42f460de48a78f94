import iconv from 'iconv-lite';

/** Character code tables by the n of ESC t (Epson ESC/POS command reference, "ESC t"). */
const tableNames: ReadonlyMap<number, string> = new Map([
  [0, 'cp437'], [2, 'cp850'], [3, 'cp860'], [4, 'cp863'], [5, 'cp865'], [13, 'cp857'], [14, 'cp737'], [15, 'iso88597'], [16, 'windows1252'],
  [17, 'cp866'], [18, 'cp852'], [19, 'cp858'], [33, 'cp775'], [34, 'cp855'], [36, 'cp862'], [37, 'cp864'], [39, 'iso88592'], [40, 'iso885915'],
  [45, 'windows1250'], [46, 'windows1251'], [47, 'windows1253'], [48, 'windows1254'],
]);

/** One byte in the table chosen by ESC t; U+FFFD where this printer has no such table. */
export function characterOf(byte: number, table: number): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  const name = tableNames.get(table);
  return name === undefined || !iconv.encodingExists(name) ? '\ufffd' : iconv.decode(Buffer.of(byte), name);
}

/** A two- or four-byte GB18030 character; U+FFFD when the bytes are none. */
export const chineseCharacterOf = (bytes: readonly number[]): string => iconv.decode(Buffer.from(bytes), 'gb18030');

/** Columns on paper: wide characters take two. */
export function columnsOf(character: string): number {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1;
}
