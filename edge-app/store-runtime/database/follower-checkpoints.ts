import type { Follower } from './followers.ts';
import type { Connection } from './rx-storage/open-connection.ts';
import { quoteName } from './rx-storage/sql-name.ts';

/** How far each projection has come, in the file of the projections themselves. */
export type Checkpoints = {
  /** Makes the tables where they are missing or of another version; the place of the last entry folded, 0 for none. */
  readonly open: (follower: Follower) => number;
  /** Inside the transaction of the fold. */
  readonly save: (follower: Follower, place: number) => void;
  /** Drops the tables and begins anew. */
  readonly reset: (follower: Follower) => void;
};

/** A place counts in one table of the journal: where the journal moved to another one, every projection begins anew. */
export function openCheckpoints(connection: Connection, journalName: string): Checkpoints {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS follower_checkpoints(name TEXT PRIMARY KEY, version INTEGER NOT NULL, journal TEXT NOT NULL, tables TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID',
  );
  const find = connection.prepare('SELECT version, journal, tables, place FROM follower_checkpoints WHERE name = ?');
  const save = connection.prepare('UPDATE follower_checkpoints SET place = ? WHERE name = ?');
  const insert = connection.prepare('INSERT OR REPLACE INTO follower_checkpoints(name, version, journal, tables, place) VALUES(?, ?, ?, ?, 0)');
  type Row = { readonly version: number; readonly journal: string; readonly tables: string; readonly place: number };

  const reset = (follower: Follower): void => {
    const known = find.get(follower.name) as Row | undefined;
    // The tables of the version before may have had other names.
    const tables = new Set([...(known ? (JSON.parse(known.tables) as string[]) : []), ...follower.tables]);
    connection
      .transaction(() => {
        for (const table of tables) connection.exec(`DROP TABLE IF EXISTS ${quoteName(table)}`);
        follower.createTables(connection);
        insert.run(follower.name, follower.version, journalName, JSON.stringify(follower.tables));
      })
      .immediate();
  };

  return {
    open: (follower) => {
      const known = find.get(follower.name) as Row | undefined;
      if (known?.version === follower.version && known.journal === journalName) return known.place;
      reset(follower);
      return 0;
    },
    save: ({ name }, place) => void save.run(place, name),
    reset,
  };
}
