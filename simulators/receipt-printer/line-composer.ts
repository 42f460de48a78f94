import { columnsOf } from './character-tables.ts';
import type { Alignment, PaperItem, TextRun } from './paper.ts';

const plain = { isBold: false, isUnderlined: false, isInverse: false, isItalic: false, widthTimes: 1, heightTimes: 1 };

/** The line being set: characters gather in runs of one style and leave on a line feed or when the paper's width is full. */
export function openLineComposer(parts: { widthDots: number; put(item: PaperItem): void }) {
  let style = plain;
  let align: Alignment = 'left';
  let fontDots = 12;
  let runs: { -readonly [Key in keyof TextRun]: TextRun[Key] }[] = [];
  let columnsUsed = 0;

  const columnsAvailable = (): number => Math.floor(parts.widthDots / fontDots);
  const endLine = (): void => {
    parts.put({ kind: 'line', align, runs });
    runs = [];
    columnsUsed = 0;
  };
  return {
    align: () => align,
    isEmpty: () => runs.length === 0,
    character(character: string): void {
      const columns = columnsOf(character) * style.widthTimes;
      if (columnsUsed + columns > columnsAvailable()) endLine();
      columnsUsed += columns;
      const last = runs.at(-1);
      const isSame = last !== undefined && Object.entries(style).every(([key, value]) => last[key as keyof TextRun] === value);
      if (isSame) last.text += character;
      else runs.push({ text: character, ...style });
    },
    tab(): void {
      const target = (Math.floor(columnsUsed / 8) + 1) * 8;
      while (columnsUsed < Math.min(target, columnsAvailable())) this.character(' ');
    },
    /** ESC $: fill with blanks up to a position given in dots. */
    moveTo(dots: number): void {
      const target = Math.min(Math.floor(dots / fontDots), columnsAvailable());
      while (columnsUsed + style.widthTimes <= target) this.character(' ');
    },
    endLine,
    /** Symbols and pictures begin on a line of their own. */
    endStartedLine(): void {
      if (runs.length > 0) endLine();
    },
    setStyle(change: Partial<typeof plain>): void {
      style = { ...style, ...change };
    },
    setAlign(next: Alignment): void {
      align = next;
    },
    setFont(dots: number): void {
      fontDots = dots;
    },
    reset(): void {
      style = plain;
      align = 'left';
      fontDots = 12;
      runs = [];
      columnsUsed = 0;
    },
  };
}
