/** A value that JSON can say. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined };

/**
 * The one text of a JSON value, for hashing and signing (RFC 8785): no white space, names sorted by UTF-16 code units,
 * numbers and strings as ECMAScript writes them. A name whose value is `undefined` is left out, as JSON does.
 * Throws a `TypeError` for what JSON cannot say: a number that is not finite, a lone surrogate (RFC 8785 §3.2.2), a function.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('A text with a lone surrogate has no canonical form');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`);
      return JSON.stringify(value);
    case 'boolean': return String(value);
    case 'object': return value === null ? 'null' : Array.isArray(value) ? listText(value) : membersText(value as Readonly<Record<string, unknown>>);
    default: throw new TypeError(`JSON has no ${typeof value}`);
  }
}

// Every entry passes here in the till and at head office: plain loops take a quarter less than mapping and joining.
function listText(values: readonly unknown[]): string {
  let text = '';
  for (let at = 0; at < values.length; at += 1) text += at === 0 ? canonicalJson(values[at]) : `,${canonicalJson(values[at])}`;
  return `[${text}]`;
}

function membersText(named: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const name of Object.keys(named).sort()) {
    const member = named[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${canonicalJson(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}
