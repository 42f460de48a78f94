import type { FieldAccess } from './field-access.ts';

type SortPart = Readonly<Record<string, unknown>>;

/**
 * The ORDER BY that sorts like RxDB's comparator, or null where only JavaScript can: a field that may be missing (undefined sorts before
 * null, SQL has one NULL), whose type the schema leaves open, or whose text UTF-8 and UTF-16 order differently.
 */
export function orderClause(sort: readonly SortPart[], fields: FieldAccess, astralPaths: ReadonlySet<string>): string | null {
  const terms: string[] = [];
  for (const part of sort) {
    const [path, direction] = Object.entries(part)[0]!;
    if (fields.typeOf(path) === null || !fields.isRequired(path) || astralPaths.has(path)) return null;
    terms.push(`${fields.sqlOf(path)} ${direction === 'desc' ? 'DESC' : 'ASC'}`);
    if (path === fields.primaryPath) break;
  }
  return terms.join(', ');
}
