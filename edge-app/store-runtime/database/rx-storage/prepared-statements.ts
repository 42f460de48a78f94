import type { Statement } from 'better-sqlite3-multiple-ciphers';
import type { Connection } from './open-connection.ts';

/** Statements of one collection kept prepared; queries with other shapes push out the ones unused for longest. */
const MAX_STATEMENTS = 200;

export type PreparedStatements = {
  /** The statement for this SQL text, prepared once. `pluck`: rows come as their first column. */
  readonly get: (sql: string, pluck?: 'pluck') => Statement<unknown[], unknown>;
  readonly clear: () => void;
};

export function openPreparedStatements(connection: Connection): PreparedStatements {
  const statements = new Map<string, Statement<unknown[], unknown>>();
  return {
    get: (sql, pluck) => {
      const known = statements.get(sql);
      if (known) {
        if (statements.size === MAX_STATEMENTS) {
          statements.delete(sql);
          statements.set(sql, known);
        }
        return known;
      }
      const statement = connection.prepare<unknown[], unknown>(sql);
      if (pluck) statement.pluck();
      if (statements.size >= MAX_STATEMENTS) statements.delete(statements.keys().next().value!);
      statements.set(sql, statement);
      return statement;
    },
    clear: () => statements.clear(),
  };
}
