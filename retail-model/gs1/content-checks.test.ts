import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countryLetters, countryNumbers, currencyNumbers, packageTypes } from './code-lists.ts';
import { aiTable } from './ai-table.ts';
import { contentChecks, gmnCheckPair } from './content-checks.ts';

type Cases = { readonly right: readonly string[]; readonly wrong: readonly string[] };

const { checks } = JSON.parse(readFileSync(new URL('fixtures/content-checks.json', import.meta.url), 'utf8')) as {
  readonly checks: Readonly<Record<string, Cases>>;
};

for (const [name, { right, wrong }] of Object.entries(checks)) {
  test(`${name}: agrees with the unit tests of GS1's own checks`, () => {
    const check = contentChecks[name];
    expect(right.filter((text) => !check?.(text))).toEqual([]);
    expect(wrong.filter((text) => check?.(text))).toEqual([]);
  });
}

test('every check that the table of AIs names exists, and none is left over', () => {
  const named = aiTable.flatMap(([, form]) => form.split(' ').flatMap((component) => component.replace(']', '').split(',').slice(1)));
  expect([...new Set(named)].sort()).toEqual(Object.keys(contentChecks).sort());
});

test('the code lists are whole', () => {
  expect([countryLetters.size, countryNumbers.size, currencyNumbers.size]).toEqual([249, 249, 179]);
  expect(['CN', 'HK', 'DE'].every((code) => countryLetters.has(code)) && countryNumbers.has('156') && currencyNumbers.has('156')).toBe(true);
  expect(['DR', 'WRP', '8'].every((code) => packageTypes.has(code)) && packageTypes.size === 431).toBe(true);
});

test('the check pair of a Global Model Number is that of the GenSpecs example', () => {
  expect(gmnCheckPair('1987654Ad4X4bL5ttr2310c')).toBe('2K');
});
