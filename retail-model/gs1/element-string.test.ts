import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aiTable } from './ai-table.ts';
import { findAi } from './application-identifier.ts';
import { formatDigitalLink, parseDigitalLink } from './digital-link.ts';
import { formatBracketed, formatElementString, groupSeparator, parseBracketedElementString, parseElementString, type Element } from './element-string.ts';
import { gs1CheckDigit } from './gtin.ts';

const digits = (min: number, max = min): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
const characters82 = fc.string({ unit: fc.constantFrom(...'!"%&\'()*+,-./0189:;<=>?AZ_az'), minLength: 1, maxLength: 20 });
const element = (ai: string, value: fc.Arbitrary<string>): fc.Arbitrary<Element> => value.map((text) => ({ ai, value: text }));

const gtin = element('01', digits(13).map((text) => `${text}${gs1CheckDigit(text)}`));
const attributes = fc.tuple(
  element('3103', digits(6)),
  element('17', fc.constantFrom('270131', '280229', '291200')),
  element('99', characters82),
  element('3922', digits(1, 15)),
  element('400', characters82),
);
const product: fc.Arbitrary<readonly Element[]> = fc
  .tuple(gtin, fc.tuple(element('22', characters82), element('10', characters82), element('21', characters82)), attributes)
  .chain(([key, qualifiers, more]) => fc.shuffledSubarray([...qualifiers, ...more]).map((some) => [key, ...some]));

test('what is written is read back, concatenated and bracketed', () => {
  fc.assert(
    fc.property(product, (elements) => {
      expect(parseElementString(formatElementString(elements, groupSeparator).slice(1))).toEqual({ ok: true, value: elements });
    }),
  );
});

test('brackets in values survive, but for a backslash before them, which is not in the character set', () => {
  fc.assert(fc.property(product, (elements) => {
    expect(parseBracketedElementString(formatBracketed(elements))).toEqual({ ok: true, value: elements });
  }));
});

test('a Digital Link carries the same elements, key and qualifiers first', () => {
  fc.assert(
    fc.property(product, (elements) => {
      const uri = formatDigitalLink(elements, 'https://example.com/shop/');
      if (!uri.ok) throw new Error(uri.error.kind);
      const read = parseDigitalLink(uri.value, { permitZeroSuppressedGtin: false, permitShortNames: false });
      if (!read.ok) throw new Error(`${uri.value}: ${read.error.kind}`);
      const sorted = (some: readonly Element[]): readonly string[] => some.map(({ ai, value }) => `${ai} ${value}`).sort();
      expect(sorted(read.value)).toEqual(sorted(elements));
      expect(read.value[0]).toEqual(elements[0]);
    }),
  );
});

test('no text makes a reader throw, and what is accepted is written and read again alike', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'0123456789A()\\%/?&=#', groupSeparator), maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'01/?=&%2') , maxLength: 50 }).map((rest) => `https://a.cn/01/09521234567899${rest}`),
  );
  fc.assert(
    fc.property(text, (input) => {
      const read = parseElementString(input);
      if (read.ok) expect(parseElementString(formatElementString(read.value, groupSeparator).slice(1))).toEqual(read);
      parseBracketedElementString(input);
      parseDigitalLink(input, { permitZeroSuppressedGtin: true, permitShortNames: true });
    }),
    { numRuns: 2000 },
  );
});

test('the table is whole: every row can be looked up, and no AI begins another', () => {
  const ais = aiTable.flatMap(([names]) => names.split(' ').map((name) => name.split('-')[0] ?? ''));
  expect(ais.length).toBeGreaterThan(200);
  for (const ai of ais) {
    expect(findAi(ai)?.ai).toBe(ai);
    expect(ais.some((other) => other !== ai && other.startsWith(ai))).toBe(false);
  }
  expect(findAi('3105')).toMatchObject({ fixedLength: true, maxLength: 6, excludes: ['310n'] });
  expect(findAi('3106')).toBeNull();
});
