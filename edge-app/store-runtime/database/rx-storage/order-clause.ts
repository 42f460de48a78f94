import type { FieldAccess } from './field-access.ts';

type Part = Readonly<Record<string, unknown>>;

/**
 * The ORDER BY that sorts like RxDB's comparator, or null where only JavaScript can: a field that may be missing (undefined sorts before
 * null, SQL has one NULL), whose type the schema leaves open, or whose text UTF-8 and UTF-16 order differently.
 * A field that the selector holds to one value orders nothing and is left out: SQLite sees that for columns but not for the expressions
 * of our indexes, and would sort what the index already brings in order.
 */
export function orderClause(selector: Part, sort: readonly Part[], fields: FieldAccess, astralPaths: ReadonlySet<string>): string | null {
  const fixed = fixedPaths(selector);
  const terms: string[] = [];
  for (const part of sort) {
    const [path, direction] = Object.entries(part)[0]!;
    if (fields.typeOf(path) === null || !fields.isRequired(path)) return null;
    if (fixed.has(path)) continue;
    if (astralPaths.has(path)) return null;
    terms.push(`${fields.sqlOf(path)} ${direction === 'desc' ? 'DESC' : 'ASC'}`);
    if (path === fields.primaryPath) break;
  }
  return terms.length === 0 ? fields.sqlOf(fields.primaryPath) : terms.join(', ');
}

/** The paths that are equal in every document the selector matches. */
function fixedPaths(selector: Part): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const [name, wanted] of Object.entries(selector)) {
    if (name === '$and' && Array.isArray(wanted)) for (const part of wanted as readonly Part[]) for (const path of fixedPaths(part)) paths.add(path);
    else if (!name.startsWith('$') && isOneValue(wanted)) paths.add(name);
  }
  return paths;
}

const isOneValue = (wanted: unknown): boolean => (typeof wanted === 'object' && wanted !== null ? isPrimitive((wanted as Part)['$eq']) : isPrimitive(wanted));

const isPrimitive = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
