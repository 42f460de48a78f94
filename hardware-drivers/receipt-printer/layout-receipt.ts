import { columnsOf, type CharacterSet } from './printer-text.ts';
import type { Alignment, Picture, ReceiptBlock, ReceiptCell, ReceiptDocument } from './receipt-document.ts';

/** What the printer does, one after the other. Lines are padded already and never wider than the paper. */
export type PrintStep =
  | { readonly kind: 'line'; readonly text: string; readonly bold: boolean; readonly size: 'normal' | 'double' }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'qr'; readonly data: string; readonly moduleDots: number }
  | { readonly kind: 'barcode'; readonly data: string; readonly heightDots: number }
  | { readonly kind: 'picture'; readonly picture: Picture };

export interface PaperWidth {
  /** 48 columns on 80 mm paper, 32 on 58 mm (font A, 12 dots). */
  readonly columns: number;
  readonly characterSet: CharacterSet;
}

/** Lays a receipt out for its paper. A receipt that is not the first of its sale says so at both ends, in both languages. */
export const layoutReceipt = (document: ReceiptDocument, paper: PaperWidth, isCopy: boolean): readonly PrintStep[] => {
  const copyMark: readonly ReceiptBlock[] = isCopy ? [{ kind: 'text', text: '** 副本 COPY **', align: 'center', bold: true, size: 'double' }] : [];
  return [...copyMark, ...document.blocks, ...copyMark].flatMap((block) => stepsOf(block, paper));
};

const stepsOf = (block: ReceiptBlock, paper: PaperWidth): readonly PrintStep[] => {
  switch (block.kind) {
    case 'text': {
      const width = block.size === 'double' ? Math.floor(paper.columns / 2) : paper.columns;
      return wrapText(block.text, width, paper.characterSet).map((text) => line(padText(text, width, block.align, paper.characterSet), block.bold, block.size));
    }
    case 'row': return layOutRow(block.cells, paper).map((text) => line(text, block.bold, 'normal'));
    case 'rule': return [line('-'.repeat(paper.columns), false, 'normal')];
    case 'feed':
    case 'qr':
    case 'barcode':
    case 'picture': return [block];
  }
};

const line = (text: string, bold: boolean, size: 'normal' | 'double'): PrintStep => ({ kind: 'line', text: text.trimEnd(), bold, size });

const layOutRow = (cells: readonly ReceiptCell[], paper: PaperWidth): readonly string[] => {
  const widths = widthsOf(cells, paper.columns);
  const columns = cells.map((cell, index) => wrapText(cell.text, widths[index]!, paper.characterSet).map((text) => padText(text, widths[index]!, cell.align, paper.characterSet)));
  const height = Math.max(0, ...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) => columns.map((lines, index) => lines[row] ?? ' '.repeat(widths[index]!)).join(''));
};

/** Fixed widths first, at most what the paper has; the rest is shared, its remainder to the first. */
const widthsOf = (cells: readonly ReceiptCell[], columns: number): readonly number[] => {
  const sharing = cells.filter(({ widthColumns }) => widthColumns === 'rest').length;
  let left = columns;
  const fixed = cells.map(({ widthColumns }) => {
    const width = widthColumns === 'rest' ? 0 : Math.max(0, Math.min(widthColumns, left));
    left -= width;
    return width;
  });
  let remainder = sharing === 0 ? 0 : left % sharing;
  return cells.map(({ widthColumns }, index) => {
    if (widthColumns !== 'rest') return fixed[index]!;
    const extra = remainder > 0 ? 1 : 0;
    remainder -= extra;
    return Math.floor(left / sharing) + extra;
  });
};

/** Lines of at most `width` columns. A wide character that does not fit in one column is left out. */
export const wrapText = (text: string, width: number, characterSet: CharacterSet): readonly string[] => {
  if (width < 1) return [];
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let current = '';
    let used = 0;
    const pushLine = (): void => {
      lines.push(current.trimEnd());
      current = '';
      used = 0;
    };
    for (const word of wordsOf(paragraph)) {
      const wordWidth = columnsOf(word.trimEnd(), characterSet);
      if (used > 0 && used + wordWidth > width) pushLine();
      for (const character of word) {
        const characterWidth = columnsOf(character, characterSet);
        if (characterWidth > width) continue;
        if (used + characterWidth > width) {
          if (character === ' ') continue;
          pushLine();
        }
        current += character;
        used += characterWidth;
      }
    }
    pushLine();
  }
  return lines;
};

/** Words with the blanks behind them; every character beyond Latin is a word, so Chinese breaks anywhere. */
const wordsOf = (text: string): readonly string[] => text.match(/[\u0021-\u024f]+ *| +|[^\u0020-\u024f] */gu) ?? [];

const padText = (text: string, width: number, align: Alignment, characterSet: CharacterSet): string => {
  const free = Math.max(0, width - columnsOf(text, characterSet));
  const before = align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
  return ' '.repeat(before) + text + ' '.repeat(free - before);
};
