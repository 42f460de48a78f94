import type { Minor } from 'retail-model/money/amount.ts';

const notesMinor: readonly Minor[] = [500, 1000, 2000, 5000, 10_000];

/** Amounts a person is likely to hand over for what is due: the next multiple of each renminbi note, smallest first, at most `most`, the exact amount left out. */
export const noteSuggestions = (dueMinor: Minor, most: number): readonly Minor[] =>
  [...new Set(notesMinor.map((note) => Math.ceil(dueMinor / note) * note))].filter((amount) => amount > dueMinor).sort((a, b) => a - b).slice(0, most);
