import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gs1CheckDigit, parseGtin, type Gtin } from '../gs1/gtin.ts';
import { epcDecoders } from './decode-epc.ts';
import { decodeEpc, encodeSgtin96, epcToGtin } from './epc.ts';
import { decodeLegacyEpc, encodeLegacyEpc, parseTagUri, tagUriOf } from './epc-legacy.ts';
import { decodePlusEpc, encodePlusEpc } from './epc-plus.ts';

type Vector = { readonly id: string; readonly hex: string; readonly valid: boolean; readonly meaning: Record<string, unknown> };
type AnnexE = {
  readonly legacy: readonly { readonly hex: string; readonly tagUri: string; readonly gs1ElementString?: string }[];
  readonly plus: readonly { readonly hex: string; readonly scheme: string; readonly bareIdentifier: string }[];
};

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`epc-fixtures/${name}.json`, import.meta.url), 'utf8'));
const annexE = read('tds-annex-e') as AnnexE;
const withoutPadding = (hex: string): string => hex.toUpperCase().replace(/0+$/, '');

const digits = (count: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });
const gtins: fc.Arbitrary<Gtin> = digits(13).map((text) => {
  const gtin = parseGtin(`${text}${gs1CheckDigit(text)}`);
  if (!gtin.ok) throw new Error(gtin.error.kind);
  return gtin.value;
});
const gs1Text = fc.string({ unit: fc.constantFrom(...'!"%&\'()*+,-./0123456789:;<=>?AFGZ_afgz'), minLength: 1, maxLength: 20 });

for (const protocol of ['epc-tds', 'epc-tds-v2']) {
  test(`${protocol}: published vectors`, () => {
    for (const { id, hex, valid, meaning } of read(protocol) as readonly Vector[]) {
      const result = epcDecoders[protocol]?.({ hex });
      expect({ id, ok: result?.ok }).toEqual({ id, ok: valid });
      const { hexAsPrinted: _, ...compared } = meaning;
      if (result?.ok) expect({ id, ...result.value }).toMatchObject({ id, ...compared });
    }
  });
}

test('the examples of TDS annex E are read, and written to the same bits', () => {
  for (const { hex, ...expected } of annexE.legacy) {
    expect(epcDecoders['epc-tds']?.({ hex })).toMatchObject({ ok: true, value: expected });
    const epc = parseTagUri(expected.tagUri);
    const written = epc.ok ? encodeLegacyEpc(epc.value) : epc;
    expect(written.ok ? withoutPadding(written.value) : written).toBe(withoutPadding(hex));
  }
  for (const { hex, ...expected } of annexE.plus) {
    expect(epcDecoders['epc-tds-v2']?.({ hex })).toMatchObject({ ok: true, value: expected });
    const epc = decodePlusEpc(hex);
    expect(withoutPadding((epc.ok ? encodePlusEpc(epc.value) : null) ?? '')).toBe(withoutPadding(hex));
  }
});

test('any GTIN and serial goes into an SGTIN-96 and comes back', () => {
  fc.assert(
    fc.property(gtins, fc.integer({ min: 6, max: 12 }), fc.bigInt({ min: 0n, max: 2n ** 38n - 1n }), fc.integer({ min: 0, max: 7 }), (gtin, companyPrefixDigits, serial, filter) => {
      const hex = encodeSgtin96({ gtin, companyPrefixDigits, serial, filter });
      if (!hex.ok) throw new Error(hex.error.kind);
      expect(hex.value).toMatch(/^30[0-9A-F]{22}$/);
      expect(epcToGtin(hex.value)).toEqual({ ok: true, value: { gtin, serial: String(serial), expiry: null } });
      expect(decodeEpc(hex.value.toLowerCase())).toMatchObject({ ok: true, value: { scheme: 'sgtin-96', filter } });
    }),
  );
});

test('what does not fit a tag is not written', () => {
  const gtin = '09521234567899' as Gtin;
  expect(encodeSgtin96({ gtin, companyPrefixDigits: 7, serial: 2n ** 38n, filter: 1 }).ok).toBe(false);
  expect(encodeSgtin96({ gtin, companyPrefixDigits: 5, serial: 1, filter: 1 }).ok).toBe(false);
  expect(encodeSgtin96({ gtin, companyPrefixDigits: 7, serial: '007', filter: 1 }).ok).toBe(false);
  expect(encodeSgtin96({ gtin, companyPrefixDigits: 7, serial: 1, filter: 8 }).ok).toBe(false);
  expect(encodePlusEpc({ scheme: 'sgtin+', filter: 1, elements: [{ ai: '01', value: '09521234567890' }, { ai: '21', value: 'A' }], hostname: null })).toBeNull();
  expect(parseTagUri('urn:epc:tag:sgtin-97:1.2.3.4').ok).toBe(false);
});

test('any serial of GS1 goes into SGTIN-198, SGTIN+ and SGTIN++ and comes back', () => {
  fc.assert(
    fc.property(gtins, gs1Text, fc.constantFrom('id.example.com', 'shop.com.cn', 'A.B-C.CN', 'mixed.Case.co.uk'), (gtin, serial, hostname) => {
      const item = { gtin, serial, expiry: null };
      const legacy = encodeLegacyEpc({ scheme: 'sgtin-198', filter: 1, fields: [gtin.slice(1, 8), gtin.slice(0, 1) + gtin.slice(8, 13), serial] });
      expect(legacy.ok ? epcToGtin(legacy.value) : legacy).toEqual({ ok: true, value: item });
      const elements = [{ ai: '01', value: gtin }, { ai: '21', value: serial }];
      expect(epcToGtin(encodePlusEpc({ scheme: 'sgtin+', filter: 1, elements, hostname: null }) ?? '')).toEqual({ ok: true, value: item });
      const named = encodePlusEpc({ scheme: 'sgtin++', filter: 1, elements, hostname }) ?? '';
      expect(decodePlusEpc(named)).toMatchObject({ ok: true, value: { hostname, elements } });
      const dated = encodePlusEpc({ scheme: 'dsgtin+', filter: 1, elements: [...elements, { ai: '17', value: '280229' }], hostname: null });
      expect(epcToGtin(dated ?? '')).toEqual({ ok: true, value: { ...item, expiry: '280229' } });
    }),
  );
});

test('tags of pallets, shelves and strangers are no products', () => {
  expect(epcToGtin('3174257BF4499602D2000000')).toEqual({ ok: false, error: { kind: 'not-a-trade-item', scheme: 'sscc-96' } });
  expect(epcToGtin('E2003412B802011526370494')).toEqual({ ok: false, error: { kind: 'unknown-header', header: 'E2' } });
  expect(epcToGtin('no hex')).toEqual({ ok: false, error: { kind: 'not-hex' } });
});

test('cut, out of range or with bits left over is refused', () => {
  for (const hex of [
    '3074257BF7194E4000001A', // 88 of 96 bits
    '307C257BF7194E4000001A85', // partition 7
    '3077FFFFFF194E4000001A85', // company prefix beyond its 7 digits
    '3074257BF7194E4000001A8500000001', // bits after the EPC
    '3174257BF4499602D2000001', // reserved bits of SSCC
    '3674257BF6B7A659B2C2BF1000000000000000000000000004', // text after its end
    'F73A95211411234538566CB0AFC4', // not a digit in the GTIN
    'F73795211411234548566CB0AFC4', // check digit
    'F737952114112345385', // text cut off
  ]) {
    expect({ hex, ok: decodeEpc(hex).ok }).toEqual({ hex, ok: false });
  }
});

test('no bits make the decoder throw, and what it accepts of the fixed schemes it writes back alike', () => {
  const headers = fc.constantFrom('30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '2C', '2D', '2E', '2F', '3A', '3B', '3C', '3D', '3E', '3F', '40', '41', 'F0', 'F7', 'FA', 'FC', 'E6', '00');
  const body = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), maxLength: 60 }).map((text) => text.padEnd(22, '0'));
  fc.assert(
    fc.property(headers, body, (header, rest) => {
      decodeEpc(header + rest);
      const epc = decodeLegacyEpc(header + rest);
      if (!epc.ok) return;
      expect(parseTagUri(tagUriOf(epc.value))).toEqual(epc);
      const written = encodeLegacyEpc(epc.value);
      expect(written.ok ? withoutPadding(written.value) : written).toBe(withoutPadding(header + rest));
    }),
    { numRuns: 5000 },
  );
});
