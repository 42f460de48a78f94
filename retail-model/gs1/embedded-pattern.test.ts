import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseGtinOf, embeddedUnits, parseEmbeddedPattern, parseNumberPattern, readEmbeddedCode } from './embedded-pattern.ts';
import { gs1CheckDigit } from './gtin.ts';
import { parseGs1Date } from './gs1-date.ts';

test('every weight that fits a label is read back to the gram', () => {
  const pattern = parseEmbeddedPattern('weight:21.....{NNDDD}.');
  if (!pattern.ok) throw new Error(pattern.error.kind);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 99_999 }), (item, grams) => {
      const digits = `21${String(item).padStart(5, '0')}${String(grams).padStart(5, '0')}`;
      const code = readEmbeddedCode(`${digits}${gs1CheckDigit(digits)}`, pattern.value.pattern);
      if (!code.ok) throw new Error(code.error.kind);
      expect(embeddedUnits(code.value, 3)).toBe(grams);
      const base = `21${String(item).padStart(5, '0')}00000`;
      expect(baseGtinOf(code.value, pattern.value.pattern)).toEqual({ ok: true, value: `0${base}${gs1CheckDigit(base)}` });
    }),
  );
});

test('patterns that say nothing clear are refused', () => {
  for (const text of ['', '*', '21{}', '21{DDNN}', '21{NN}{DD}', '21{NNDD', 'ab{NN}', '2'.repeat(60)]) {
    expect({ text, ok: parseNumberPattern(text).ok }).toEqual({ text, ok: false });
  }
  for (const text of ['21.....{NNDDD}.', '^21.....{NNDDD}.$', '.*', '21.*', '........']) expect(parseNumberPattern(text).ok).toBe(true);
  expect(parseEmbeddedPattern('volume:21.....{NNDDD}.').ok).toBe(false);
});

test('a two-digit year lies from 49 before to 50 after the year it is read in', () => {
  expect(parseGs1Date('761231', 2026)).toEqual({ ok: true, value: '2076-12-31' });
  expect(parseGs1Date('771231', 2026)).toEqual({ ok: true, value: '1977-12-31' });
  expect(parseGs1Date('490101', 2099)).toEqual({ ok: true, value: '2149-01-01' });
  expect(parseGs1Date('270200', 2026)).toEqual({ ok: true, value: '2027-02-28' });
  expect(parseGs1Date('271301', 2026).ok).toBe(false);
  expect(parseGs1Date('270229', 2026).ok).toBe(false);
});
