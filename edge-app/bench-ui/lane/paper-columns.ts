import type { PaperItem } from '../bench/device-states.ts';

/** Characters that a receipt printer sets two columns wide: Chinese, full-width forms and their punctuation. */
const double = /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\uFFE5]+/g;
/** The narrowest paper that receipts are set for: 58 mm, font A. */
const leastColumns = 32;

/** A text in stretches of one width, in order. */
export function widthParts(text: string): readonly { readonly text: string; readonly isDouble: boolean }[] {
  const parts: { text: string; isDouble: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(double)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isDouble: false });
    parts.push({ text: match[0], isDouble: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isDouble: false });
  return parts;
}

const columnsOfText = (text: string): number => widthParts(text).reduce((sum, part) => sum + [...part.text].length * (part.isDouble ? 2 : 1), 0);

/** How many columns the widest line has, so that the paper can be drawn as wide as it was printed. */
export const columnsOf = (items: readonly PaperItem[]): number =>
  Math.max(leastColumns, ...items.map((item) => (item.kind === 'line' ? item.runs.reduce((sum, run) => sum + columnsOfText(run.text) * run.widthTimes, 0) : 0)));
