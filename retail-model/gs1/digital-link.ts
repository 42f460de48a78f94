import { fail, ok, type Result } from '../result.ts';
import { checkAiValue, findAi, type ApplicationIdentifier } from './application-identifier.ts';
import { parsePercentEncoded, percentEncode } from './percent-encoding.ts';
import type { Element, ElementStringError } from './element-string.ts';

/** GS1 Digital Link Standard: URI Syntax 1.6. */
export type DigitalLinkError =
  | ElementStringError
  | { readonly kind: 'not-a-uri' }
  /** A web address, but with no primary key of GS1 in its path: somebody else's link. */
  | { readonly kind: 'no-key' }
  | { readonly kind: 'path-order'; readonly ais: readonly string[] }
  | { readonly kind: 'repeated'; readonly ai: string }
  | { readonly kind: 'not-an-attribute'; readonly ai: string };

export type DigitalLinkOptions = {
  /** Accept GTIN-8, -12 and -13 in place of the 14 digits, as links of version 1.0 had them. */
  readonly permitZeroSuppressedGtin: boolean;
  /** Accept the short names of version 1.1 (`/gtin/…/ser/…`), withdrawn since. */
  readonly permitShortNames: boolean;
};

export const canonicalStem = 'https://id.gs1.org';

const maxElements = 64;
const maxCharacters = 8191;

/** The elements of a Digital Link, path first, then the query in its order. Parameters that are not of GS1 are passed over. */
export const parseDigitalLink = (uri: string, options: DigitalLinkOptions): Result<readonly Element[], DigitalLinkError> => {
  if (uri.length > maxCharacters) return fail({ kind: 'too-long' });
  const match = /^(?:https?|HTTPS?):\/\/[A-Za-z0-9.:[\]-]+(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(uri);
  if (match === null || !/^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/.test(uri)) return fail({ kind: 'not-a-uri' });
  const path = readPath(match[1] ?? '', options);
  if (!path.ok) return path;
  const order = path.value.map(({ ai }) => ai);
  if (!isPathOrder(order)) return fail({ kind: 'path-order', ais: order });
  const query = readQuery(match[2] ?? '', order, options);
  if (!query.ok) return query;
  const elements = [...path.value, ...query.value];
  const repeated = elements.find(({ ai }, index) => elements.findIndex((other) => other.ai === ai) !== index);
  return repeated === undefined ? ok(elements) : fail({ kind: 'repeated', ai: repeated.ai });
};

/**
 * The link for elements in any order: the first primary key leads, with the longest sequence of its qualifiers that the
 * elements fill; the others follow as attributes, those of fixed length first. `stem` is the address before the path.
 */
export const formatDigitalLink = (elements: readonly Element[], stem: string): Result<string, DigitalLinkError> => {
  const key = elements.find(({ ai }) => (findAi(ai)?.qualifierSequences ?? null) !== null);
  if (key === undefined) return fail({ kind: 'no-key' });
  const valueOf = new Map<string, string>();
  for (const { ai, value } of elements) {
    if ((valueOf.get(ai) ?? value) !== value) return fail({ kind: 'repeated', ai });
    valueOf.set(ai, value);
  }
  const path = [key.ai, ...fullestQualifiers(key.ai, valueOf)];
  const attributes = [...valueOf.keys()].filter((ai) => !path.includes(ai));
  const stranger = attributes.find((ai) => !findAi(ai)?.digitalLinkAttribute);
  if (stranger !== undefined) return fail({ kind: 'not-an-attribute', ai: stranger });
  const isFixed = (ai: string): boolean => findAi(ai)?.fixedLength ?? false;
  const ordered = [...attributes.filter(isFixed), ...attributes.filter((ai) => !isFixed(ai))];
  const pathText = path.map((ai) => `/${ai}/${percentEncode(valueOf.get(ai) ?? '')}`).join('');
  const queryText = ordered.map((ai) => `${ai}=${percentEncode(valueOf.get(ai) ?? '')}`).join('&');
  return ok(stem.replace(/\/$/, '') + pathText + (queryText === '' ? '' : `?${queryText}`));
};

/** Looks for the key from the right, so that a stem may contain anything, digits included. */
const readPath = (path: string, options: DigitalLinkOptions): Result<readonly Element[], DigitalLinkError> => {
  const segments = path.slice(1).split('/');
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const identifier = identifierNamed(segments[at] ?? '', options);
    if (identifier === null) break;
    if (identifier.qualifierSequences === null) continue;
    const elements: Element[] = [];
    for (let pair = at; pair < segments.length; pair += 2) {
      const element = readElement(identifierNamed(segments[pair] ?? '', options), segments[pair + 1] ?? '', 'path', options);
      if (!element.ok) return element;
      elements.push(element.value);
    }
    return ok(elements);
  }
  return fail({ kind: 'no-key' });
};

const readQuery = (query: string, path: readonly string[], options: DigitalLinkOptions): Result<readonly Element[], DigitalLinkError> => {
  const elements: Element[] = [];
  const parameters = query.split('&').filter(Boolean);
  if (parameters.length + path.length > maxElements) return fail({ kind: 'too-long' });
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    const name = parameter.slice(0, Math.max(equals, 0));
    if (!/^\d+$/.test(name)) continue;
    const identifier = findAi(name);
    if (identifier === null) return fail({ kind: 'unknown-ai', text: name });
    const element = readElement(identifier, parameter.slice(equals + 1), 'query', options);
    if (!element.ok) return element;
    if (!identifier.digitalLinkAttribute || fitsInPath(name, path)) return fail({ kind: 'not-an-attribute', ai: name });
    elements.push(element.value);
  }
  return ok(elements);
};

const readElement = (
  identifier: ApplicationIdentifier | null,
  encoded: string,
  place: 'path' | 'query',
  options: DigitalLinkOptions,
): Result<Element, DigitalLinkError> => {
  if (identifier === null) return fail({ kind: 'unknown-ai', text: encoded });
  const decoded = parsePercentEncoded(encoded, place);
  const suppressed = options.permitZeroSuppressedGtin && identifier.ai === '01' && [8, 12, 13].includes(decoded.length);
  const value = checkAiValue(identifier, suppressed ? decoded.padStart(14, '0') : decoded);
  return value.ok ? ok({ ai: identifier.ai, value: value.value }) : value;
};

const identifierNamed = (name: string, options: DigitalLinkOptions): ApplicationIdentifier | null =>
  findAi((options.permitShortNames ? shortNames[name] : undefined) ?? name);

/** A key, then some of the qualifiers of one of its sequences, in their order. */
const isPathOrder = ([key = '', ...qualifiers]: readonly string[]): boolean =>
  (findAi(key)?.qualifierSequences ?? []).some((sequence) => {
    const inOrder = sequence.filter((ai) => qualifiers.includes(ai));
    return inOrder.length === qualifiers.length && inOrder.every((ai, index) => ai === qualifiers[index]);
  });

const fitsInPath = (ai: string, path: readonly string[]): boolean =>
  path.some((_, index) => isPathOrder([...path.slice(0, index + 1), ai, ...path.slice(index + 1)]));

/** Ties go to the sequence that sorts first, as in GS1's own generator. */
const fullestQualifiers = (key: string, valueOf: ReadonlyMap<string, string>): readonly string[] =>
  (findAi(key)?.qualifierSequences ?? [])
    .map((sequence) => sequence.filter((ai) => valueOf.has(ai)))
    .sort((left, right) => right.length - left.length || (left.join(' ') < right.join(' ') ? -1 : 1))[0] ?? [];

const shortNames: Readonly<Record<string, string>> = {
  cpid: '8010', cpsn: '8011', cpv: '22', gcn: '255', gdti: '253', giai: '8004', ginc: '401', gln: '414', glnx: '254', gmn: '8013',
  grai: '8003', gsin: '402', gsrn: '8018', gsrnp: '8017', gtin: '01', itip: '8006', lot: '10', party: '417', refno: '8020',
  ser: '21', srin: '8019', sscc: '00',
};
