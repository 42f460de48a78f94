import type { Database, Statement } from 'better-sqlite3-multiple-ciphers';

const byConnection = new WeakMap<Database, Map<string, Statement>>();

/** The prepared form of `sql` on this connection: compiled once, kept as long as the connection lives. `sql` must be a constant text. */
export function prepared(connection: Database, sql: string): Statement {
  let statements = byConnection.get(connection);
  if (!statements) byConnection.set(connection, (statements = new Map()));
  let statement = statements.get(sql);
  if (!statement) statements.set(sql, (statement = connection.prepare(sql)));
  return statement;
}
