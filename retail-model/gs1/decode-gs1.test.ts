import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gs1Decoders, type DecodeInput } from './decode-gs1.ts';
import { checkConflicts, checkPartners } from './element-association.ts';
import { parseBracketedElementString } from './element-string.ts';

type Vector = DecodeInput & { readonly id: string; readonly valid: boolean; readonly meaning?: Record<string, unknown> };
type EngineCase = { readonly valid: boolean; readonly text: string; readonly options?: Record<string, unknown>; readonly expected?: unknown };

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));

const decode = (protocol: string, input: DecodeInput): ReturnType<(typeof gs1Decoders)[string]> => {
  const decoder = gs1Decoders[protocol];
  if (decoder === undefined) throw new Error(`No decoder is named ${protocol}`);
  return decoder(input);
};

const protocols = ['gs1-ai', 'gs1-digital-link', 'gs1-check-digit', 'gs1-date', 'ean-embedded', 'scanner-aim'];

test('every protocol of GS1 has a decoder and no other is offered', () => {
  expect(Object.keys(gs1Decoders).sort()).toEqual([...protocols].sort());
});

for (const protocol of protocols) {
  test(`${protocol}: published vectors are read, and the wrong ones refused`, () => {
    const vectors = read(`${protocol}.json`) as readonly Vector[];
    expect(vectors.length).toBeGreaterThan(0);
    for (const { id, valid, meaning, ...input } of vectors) {
      const result = decode(protocol, input);
      expect({ id, ok: result.ok }).toEqual({ id, ok: valid });
      const { ean8CheckDigit: _, encoding: __, ...compared } = meaning ?? {};
      if (result.ok) expect({ id, ...result.value }).toMatchObject({ id, ...compared });
    }
  });
}

const engine = read('syntax-engine.json') as Record<string, readonly EngineCase[]>;

/** What the engine's tests expect: the other form of the data, or symbology and data of a transmission. */
const comparable = (value: Readonly<Record<string, unknown>>): unknown =>
  value['unbracketed_FNC1_as_caret'] ??
  value['uri'] ??
  value['aiData_FNC1_as_caret'] ?? { symbology: value['symbology'], dataStr_FNC1_as_caret: value['dataStr_FNC1_as_caret'] };

for (const protocol of ['gs1-ai', 'gs1-digital-link', 'scanner-aim']) {
  test(`${protocol}: agrees with the unit tests of GS1's own syntax engine`, () => {
    for (const { valid, text, options, expected } of engine[protocol] ?? []) {
      const result = decode(protocol, { text, ...(options === undefined ? {} : { options }) });
      expect({ text, ok: result.ok }).toEqual({ text, ok: valid });
      if (result.ok && expected !== undefined) expect(comparable(result.value)).toEqual(expected);
    }
  });
}

test("which AIs go together: agrees with GS1's own syntax engine", () => {
  const cases = engine['associations'] as readonly (EngineCase & { readonly check: string })[];
  expect(cases.length).toBeGreaterThan(50);
  for (const { valid, text, check } of cases) {
    const elements = parseBracketedElementString(text);
    if (!elements.ok) throw new Error(`${text}: ${elements.error.kind}`);
    const conflicts = checkConflicts(elements.value);
    const partners = checkPartners(elements.value);
    const refusal = check === 'conflicts' ? conflicts : partners;
    const isRefused = !refusal.ok && (check !== 'serial' || refusal.error.kind === 'serial-missing');
    expect({ text, isRefused }).toEqual({ text, isRefused: !valid });
  }
});

test('a refusal says what is wrong and with which AI', () => {
  expect(decode('gs1-ai', { text: '(01)12345678901234' })).toEqual({
    ok: false,
    error: { kind: 'content', message: 'Refused: content, ai "01", value "12345678901234", rule "csum".' },
  });
  expect(decode('gs1-ai', { text: '(10)A', options: { associations: true } })).toMatchObject({ ok: false, error: { kind: 'missing-partner' } });
  expect(decode('gs1-date', {})).toMatchObject({ ok: false });
});
