import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { FieldAccess } from './field-access.ts';
import type { Connection } from './open-connection.ts';
import { namePart, quoteName } from './sql-name.ts';
import type { StoredDocument } from './stored-document.ts';
import { createAstralTable } from './text-order.ts';

/** The tables of one collection in one schema version; names are already quoted unless they end in `Name`. */
export type CollectionTables = {
  readonly documentsName: string;
  readonly documents: string;
  /** null where the schema has no attachments. */
  readonly attachments: string | null;
  /** The key of its sequence in rx_sequences: the same for every schema version, see change-sequence.ts. */
  readonly sequenceName: string;
};

export function collectionTablesOf(databaseName: string, collectionName: string, schema: RxJsonSchema<StoredDocument>): CollectionTables {
  const sequenceName = `${namePart(databaseName)}/${namePart(collectionName)}`;
  const documentsName = `documents/${sequenceName}/${schema.version}`;
  return {
    documentsName,
    documents: quoteName(documentsName),
    attachments: schema.attachments ? quoteName(`attachments/${sequenceName}/${schema.version}`) : null,
    sequenceName,
  };
}

/**
 * Creates what is missing, in one transaction.
 *
 * A document is one row whose rowid is its place in the order of changes: the newest change stands last, so "changed since" reads
 * a stretch of the table and an insert appends. Each index of the schema is an SQL index on the same expressions that queries use.
 */
export function createCollectionTables(connection: Connection, tables: CollectionTables, schema: RxJsonSchema<StoredDocument>, fields: FieldAccess): void {
  const { documents, attachments, documentsName } = tables;
  const wanted = new Map<string, string>([
    ['rx_sequences', 'CREATE TABLE IF NOT EXISTS rx_sequences(name TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID'],
    ['rx_astral_paths', createAstralTable],
    [
      documentsName,
      `CREATE TABLE IF NOT EXISTS ${documents}(sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL, deleted INTEGER NOT NULL, last_write REAL NOT NULL, data TEXT NOT NULL)`,
    ],
    [`${documentsName}/deleted`, `CREATE INDEX IF NOT EXISTS ${quoteName(`${documentsName}/deleted`)} ON ${documents}(last_write) WHERE deleted = 1`],
  ]);
  for (const paths of indexesOf(schema, fields.primaryPath)) {
    const name = `${documentsName}/index/${paths.join(',')}`;
    wanted.set(name, `CREATE INDEX IF NOT EXISTS ${quoteName(name)} ON ${documents}(${paths.map((path) => fields.sqlOf(path)).join(', ')})`);
  }
  if (attachments !== null) {
    wanted.set(
      attachments.slice(1, -1),
      `CREATE TABLE IF NOT EXISTS ${attachments}(document_id TEXT, attachment_id TEXT, digest TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY(document_id, attachment_id))`,
    );
  }
  const known = new Set(connection.prepare('SELECT name FROM sqlite_master WHERE name IN (SELECT value FROM json_each(?))').pluck().all(JSON.stringify([...wanted.keys()])));
  const missing = [...wanted].filter(([name]) => !known.has(name)).map(([, sql]) => sql);
  if (missing.length > 0) connection.transaction(() => missing.forEach((sql) => connection.exec(sql))).immediate();
}

/** The schema's indexes without the two the table itself stands for: the primary key, and the order of changes. */
function indexesOf(schema: RxJsonSchema<StoredDocument>, primaryPath: string): readonly (readonly string[])[] {
  const covered = new Set([`_deleted,${primaryPath}`, primaryPath, `_meta.lwt,${primaryPath}`]);
  return (schema.indexes ?? []).map((index) => (typeof index === 'string' ? [index] : index)).filter((paths) => !covered.has(paths.join(',')));
}

/** Deletes the tables of this schema version. The sequence stays: checkpoints elsewhere may still count by it. */
export function dropCollectionTables(connection: Connection, { documents, documentsName, attachments }: CollectionTables): void {
  connection.exec(`DROP TABLE IF EXISTS ${documents}`);
  if (attachments !== null) connection.exec(`DROP TABLE IF EXISTS ${attachments}`);
  connection.prepare('DELETE FROM rx_astral_paths WHERE table_name = ?').run(documentsName);
}
