import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, csvMoney, csvOf } from './csv.ts';

describe('csv export', () => {
  it('keeps a spreadsheet from running what somebody typed as a name', () => {
    for (const attack of ['=HYPERLINK("http://x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1+1']) {
      expect(csvField(attack).replace(/^"/, '').startsWith("'")).toBe(true);
    }
  });
  it('leaves numbers as numbers, also below zero', () => {
    expect(csvField(-12.5)).toBe('-12.5');
    expect(csvMoney(1280)).toBe(12.8);
    expect(csvField(Number.NaN)).toBe('');
    expect(csvField(null)).toBe('');
  });
  it('is read back as it was by a reader of RFC 4180', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r＝＋－＠]/.test(text));
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const text = csvOf([{ heading: '商品', cell: (row: readonly [string, string]) => row[0] }, { heading: 'b', cell: (row) => row[1] }], rows);
      expect(readCsv(text.replace(/^\uFEFF/, ''))).toEqual([['商品', 'b'], ...rows.map((row) => [...row])]);
    }));
  });
  it('says that it is UTF-8', () => expect(csvOf([{ heading: 'a', cell: () => 1 }], [null])).toBe('\uFEFFa\r\n1\r\n'));
});

/** A reader written from the grammar of RFC 4180 §2. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      for (at += 1; !(text[at] === '"' && text[at + 1] !== '"'); at += text[at] === '"' ? 2 : 1) field += text[at];
      at += 1;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') field += text[at++];
    }
    record.push(field);
    if (text[at] === ',') at += 1;
    else { at += 2; records.push(record); record = []; }
  }
  return records;
}
