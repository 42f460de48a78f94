/** A value that JSON can say. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined };

/**
 * The one text of a JSON value, for hashing and signing (RFC 8785): no white space, names sorted by UTF-16 code units,
 * numbers and strings as ECMAScript writes them. A name whose value is `undefined` is left out, as JSON does.
 * Throws a `TypeError` for what JSON cannot say: a number that is not finite, a lone surrogate (RFC 8785 §3.2.2), a function.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('A text with a lone surrogate has no canonical form');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const named = value as Readonly<Record<string, unknown>>;
    const members = Object.keys(named).filter((name) => named[name] !== undefined).sort();
    return `{${members.map((name) => `${canonicalJson(name)}:${canonicalJson(named[name])}`).join(',')}}`;
  }
  throw new TypeError(`JSON has no ${typeof value}`);
}
