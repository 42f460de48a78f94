import type { CollectionTables } from './collection-tables.ts';
import type { PreparedStatements } from './prepared-statements.ts';
import type { StoredDocument } from './stored-document.ts';

/**
 * A place in the order of a collection's changes. Not a time: a clock that is set back must not hide what was written.
 * One counter per collection for all its schema versions, in a table of its own: a number is never given twice, neither after a migration
 * (the checkpoints of a replication survive it) nor after the newest row was purged.
 */
export type Checkpoint = { readonly sequence: number };

/** The last number given. */
export const lastSequence = (statements: PreparedStatements, { sequenceName }: CollectionTables): number =>
  (statements.get('SELECT sequence FROM rx_sequences WHERE name = ?', 'pluck').get(sequenceName) as number | undefined) ?? 0;

/** Remembers the last number given, inside the transaction that gives it. */
export function storeSequence(statements: PreparedStatements, { sequenceName }: CollectionTables, sequence: number): void {
  statements.get('INSERT INTO rx_sequences(name, sequence) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET sequence = excluded.sequence').run(sequenceName, sequence);
}

/** The current state of each document changed after the checkpoint, in the order of their latest changes, deleted ones included. */
export function changedSince(statements: PreparedStatements, { documents }: CollectionTables, limit: number, checkpoint: Partial<Checkpoint> | undefined) {
  const since = checkpoint?.sequence ?? 0;
  const rows = statements.get(`SELECT sequence, data FROM ${documents} WHERE sequence > ? ORDER BY sequence LIMIT ?`).all(since, limit) as readonly { sequence: number; data: string }[];
  return {
    documents: rows.map(({ data }) => JSON.parse(data) as StoredDocument),
    checkpoint: { sequence: rows.at(-1)?.sequence ?? since },
  };
}
