import { getQueryMatcher, getSortComparator, type PreparedQuery, type RxJsonSchema } from 'rxdb/plugins/core';
import type { CollectionTables } from './collection-tables.ts';
import type { FieldAccess } from './field-access.ts';
import { orderClause } from './order-clause.ts';
import type { PreparedStatements } from './prepared-statements.ts';
import type { StoredDocument, StoredFields } from './stored-document.ts';
import { whereClause } from './where-clause.ts';

export type Collection = {
  readonly schema: RxJsonSchema<StoredDocument>;
  readonly tables: CollectionTables;
  readonly fields: FieldAccess;
  readonly statements: PreparedStatements;
  readonly astralPaths: Set<string>;
  readonly textPaths: readonly string[];
};

const parse = (data: unknown): StoredDocument => JSON.parse(data as string) as StoredDocument;

/** The documents with these ids, in any order. */
export function findByIds({ statements, tables }: Collection, ids: readonly string[], withDeleted: boolean): StoredDocument[] {
  const alive = withDeleted ? '' : ' AND deleted = 0';
  if (ids.length === 1) {
    const data = statements.get(`SELECT data FROM ${tables.documents} WHERE id = ?${alive}`, 'pluck').get(ids[0]);
    return data === undefined ? [] : [parse(data)];
  }
  return statements.get(`SELECT data FROM ${tables.documents} WHERE id IN (SELECT value FROM json_each(?))${alive}`, 'pluck').all(JSON.stringify(ids)).map(parse);
}

/** What the query finds, sorted, skipped and limited: by SQL as far as SQL and JavaScript agree, the rest here. */
export function findByQuery(collection: Collection, { query }: PreparedQuery<StoredFields>): StoredDocument[] {
  const { schema, statements, tables, fields, astralPaths } = collection;
  const where = whereClause(query.selector as Readonly<Record<string, unknown>>, fields);
  const order = orderClause(query.selector, query.sort, fields, astralPaths);
  // A prepared query made by hand may leave both out.
  const skip = query.skip ?? 0;
  const limit = query.limit ?? Infinity;
  const sql = `SELECT data FROM ${tables.documents} WHERE ${where.sql}${order === null ? '' : ` ORDER BY ${order}`}`;

  if (order !== null && where.isExact) {
    // A limit that SQLite sees written out costs a sixth less than a bound one; a program uses few different limits.
    const isPlain = limit === Infinity || (Number.isSafeInteger(limit) && limit >= 0);
    const limited = limit === Infinity ? (skip === 0 ? sql : `${sql} LIMIT -1`) : isPlain ? `${sql} LIMIT ${limit}` : `${sql} LIMIT ?`;
    const values = isPlain ? where.values : [...where.values, limit];
    const rows = skip === 0 ? statements.get(limited, 'pluck').all(...values) : statements.get(`${limited} OFFSET ?`, 'pluck').all(...values, skip);
    return rows.map(parse);
  }

  const matches = where.isExact ? null : getQueryMatcher(schema, query);
  const found: StoredDocument[] = [];
  const enough = order === null ? Infinity : skip + limit;
  if (enough > 0) {
    for (const data of statements.get(sql, 'pluck').iterate(...where.values)) {
      const document = parse(data);
      if (matches !== null && !matches(document)) continue;
      if (found.push(document) >= enough) break;
    }
  }
  if (order === null) found.sort(getSortComparator(schema, query));
  return found.slice(skip, skip + limit);
}

/** How many documents the query finds, skip and limit included. */
export function countByQuery(collection: Collection, { query }: PreparedQuery<StoredFields>): number {
  const { schema, statements, tables, fields } = collection;
  const where = whereClause(query.selector as Readonly<Record<string, unknown>>, fields);
  const within = (count: number): number => Math.max(0, Math.min(count - (query.skip ?? 0), query.limit ?? Infinity));

  if (where.isExact) {
    // All that is not deleted: the small indexes of the ids and of the deleted answer without touching a document.
    const sql =
      where.sql === 'deleted = 0'
        ? `SELECT (SELECT count(*) FROM ${tables.documents}) - (SELECT count(*) FROM ${tables.documents} WHERE deleted = 1)`
        : `SELECT count(*) FROM ${tables.documents} WHERE ${where.sql}`;
    return within(statements.get(sql, 'pluck').get(...where.values) as number);
  }
  const matches = getQueryMatcher(schema, query);
  let count = 0;
  for (const data of statements.get(`SELECT data FROM ${tables.documents} WHERE ${where.sql}`, 'pluck').iterate(...where.values)) {
    if (matches(parse(data))) count++;
  }
  return within(count);
}
