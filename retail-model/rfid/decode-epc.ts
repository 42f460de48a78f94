import { fail, ok } from '../result.ts';
import type { Decoder } from '../gs1/decode-gs1.ts';
import type { Element } from '../gs1/element-string.ts';
import { gs1ElementsOf, spacedElementString } from './epc-gs1.ts';
import { decodeLegacyEpc, pureIdentityUriOf, tagUriOf, type EpcError, type LegacyEpc } from './epc-legacy.ts';
import { decodePlusEpc, type PlusEpc } from './epc-plus.ts';

/** Either generation of EPC: URIs where the scheme has them, the bare identifier of TDT 2.x for all. */
const decode: Decoder = ({ hex, text }) => {
  const digits = (hex ?? text ?? '').replace(/\s/g, '');
  const legacy = decodeLegacyEpc(digits);
  if (legacy.ok) {
    return ok({
      scheme: legacy.value.scheme,
      filter: legacy.value.filter,
      tagUri: tagUriOf(legacy.value),
      pureIdentityUri: pureIdentityUriOf(legacy.value),
      gs1ElementString: spacedElementString(gs1ElementsOf(legacy.value)),
      bareIdentifier: bareLegacy(legacy.value),
    });
  }
  if (legacy.error.kind !== 'unknown-header') return refused(legacy.error);
  const plus = decodePlusEpc(digits);
  if (!plus.ok) return refused(plus.error);
  const { scheme, filter, elements, hostname } = plus.value;
  return ok({ scheme, filter, gs1ElementString: spacedElementString(elements), bareIdentifier: barePlus(plus.value), hostname });
};

/** Decoders by protocol name; docs/decode.md says what each value holds. */
export const epcDecoders: Readonly<Record<string, Decoder>> = { 'epc-tds': decode, 'epc-tds-v2': decode };

/** The names that TDT gives to the AIs of keys, qualifiers and dates. */
const nameOfAi: Readonly<Record<string, string>> = {
  '00': 'sscc', '01': 'gtin', '21': 'serial', '253': 'gdti', '254': 'serial', '414': 'gln', '8003': 'grai', '8004': 'giai',
  '8006': 'itip', '8010': 'cpi', '8017': 'gsrnp', '8018': 'gsrn', '11': 'prodDate', '13': 'packDate', '15': 'bestBeforeDate',
  '16': 'sellByDate', '17': 'expDate', '7006': 'firstFreezeDate', '7007': 'harvestDate',
};

const named = (elements: readonly Element[], names: Readonly<Record<string, string>>): string[] =>
  elements.map(({ ai, value }) => `${names[ai] ?? nameOfAi[ai] ?? ai}=${value}`);

const bareLegacy = (epc: LegacyEpc): string => {
  const elements = gs1ElementsOf(epc);
  if (epc.scheme === 'gid-96') return `generalmanager=${epc.fields[0]};objectclass=${epc.fields[1]};serial=${epc.fields[2]}`;
  if (elements.length === 0) return `${epc.scheme.slice(0, -4)} ${epc.fields.join('.')} (filter ${epc.filter})`;
  const complete = epc.scheme.startsWith('sgln') && elements.length === 1 ? [...elements, { ai: '254', value: '0' }] : elements;
  return named(complete.map(withoutGraiZero), { '255': 'sgcn', '8011': 'cpiserial' }).join(';');
};

/** The zero that fills AI 8003 to 14 digits is no part of the bare GRAI of TDT 1.x. */
const withoutGraiZero = ({ ai, value }: Element): Element => ({ ai, value: ai === '8003' ? value.slice(1) : value });

/** In `++` schemes the serial part of GRAI, GDTI and GCN stands apart from the key. */
const serialStart: Readonly<Record<string, { readonly at: number; readonly name: string }>> = {
  '8003': { at: 14, name: 'serial' },
  '253': { at: 13, name: 'serial' },
  '255': { at: 13, name: 'couponRef' },
};

const barePlus = ({ elements, hostname }: PlusEpc): string => {
  if (hostname === null) return named(elements, { '255': 'gcn', '8011': 'serial' }).join(';');
  const parts = elements.flatMap((element) => {
    const split = serialStart[element.ai];
    if (split === undefined) return named([element], { '8011': 'serial' });
    const key = named([{ ai: element.ai, value: element.value.slice(0, split.at) }], { '255': 'sgcn' });
    return [...key, `${split.name}=${element.value.slice(split.at)}`];
  });
  return [...parts, `hostname=${hostname}`].join(';');
};

const refused = (error: EpcError) => {
  switch (error.kind) {
    case 'not-hex':
      return fail({ kind: error.kind, message: 'An EPC is 2 to 124 hex digits.' });
    case 'unknown-header':
      return fail({ kind: error.kind, message: `No EPC scheme has the header ${error.header}.` });
    case 'malformed':
      return fail({ kind: error.kind, message: `The bits are not a valid ${error.scheme}.` });
  }
};
