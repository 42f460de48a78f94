import Database from 'better-sqlite3-multiple-ciphers';
import { Kysely, SqliteDialect } from 'kysely';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { migrate, type CloudStorage } from './cloud-storage.ts';
import type { CloudTables } from './cloud-tables.ts';

const STATEMENT_BOUND = 400;

/**
 * Head office's database in one file: nothing to install. WAL with FULL, sent at every open, since SQLite is built to reopen
 * a WAL database at NORMAL, which loses the last commits when the power goes. The file is for its owner alone: the server's key is in it.
 */
export async function openEmbeddedStorage(file: string): Promise<CloudStorage> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Database(file);
  chmodSync(file, 0o600);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('busy_timeout = 5000');
  const statements = new Map<string, Database.Statement>();
  const db = new Kysely<CloudTables>({
    dialect: new SqliteDialect({
      database: {
        prepare: (text: string) => prepared(text) as never,
        close: () => { statements.clear(); database.close(); },
      },
    }),
  });

  function prepared(text: string): Database.Statement {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    // A schema change makes kept statements stale, and batches of odd sizes would fill the cache.
    if (statements.size >= STATEMENT_BOUND) statements.clear();
    if (/^(select|insert|update|delete|with)/i.test(text)) statements.set(text, statement);
    return statement;
  }

  try {
    await migrate(db, 'embedded');
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    kind: 'embedded',
    db,
    relay: null,
    write: (work) => db.transaction().execute(work),
    makeRoom: () => Promise.resolve(),
    backUp: async (copy) => { await database.backup(copy); },
    close: () => db.destroy(),
  };
}
