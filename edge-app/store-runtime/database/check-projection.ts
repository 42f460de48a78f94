import { createHash } from 'node:crypto';
import Database from 'better-sqlite3-multiple-ciphers';
import type { Follower } from './followers.ts';
import type { PlacedEntry } from './journal-reading.ts';
import type { Connection } from './rx-storage/open-connection.ts';
import { quoteName } from './rx-storage/sql-name.ts';

const PAGE_ENTRIES = 500;

/** Whether a live projection is what the journal says, table by table. */
export type ProjectionCheck = {
  readonly name: string;
  readonly isEqual: boolean;
  readonly entries: number;
  readonly tables: readonly { readonly table: string; readonly isEqual: boolean; readonly liveRows: number; readonly rebuiltRows: number }[];
};

type CheckParts = {
  readonly connection: Connection;
  readonly follower: Follower;
  readonly read: (place: number, limit: number) => readonly PlacedEntry[];
  readonly livePlace: () => number;
  readonly signal: AbortSignal;
};

/** Folds the journal into a database in memory up to where the live projection stands, and compares. Others get their turn between pages. */
export async function checkProjection({ connection, follower, read, livePlace, signal }: CheckParts): Promise<ProjectionCheck> {
  const rebuilt = new Database(':memory:');
  try {
    follower.createTables(rebuilt);
    let place = 0;
    let entries = 0;
    while (place < livePlace()) {
      const page = read(place, PAGE_ENTRIES).filter((placed) => placed.place <= livePlace());
      if (page.length === 0) break;
      rebuilt.transaction(() => page.forEach(({ entry }) => follower.fold(entry, rebuilt)))();
      place = page.at(-1)!.place;
      entries += page.length;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    const tables = follower.tables.map((table) => {
      const [live, again] = [contentOf(connection, table), contentOf(rebuilt, table)];
      return { table, isEqual: live.hash === again.hash, liveRows: live.rows, rebuiltRows: again.rows };
    });
    return { name: follower.name, isEqual: tables.every(({ isEqual }) => isEqual), entries, tables };
  } finally {
    rebuilt.close();
  }
}

/** A table's rows as one hash, whatever order they were written in. */
function contentOf(connection: Connection, table: string): { readonly hash: string; readonly rows: number } {
  const columns = (connection.pragma(`table_info(${quoteName(table)})`) as { name: string }[]).map(({ name }) => quoteName(name)).join(', ');
  const hash = createHash('sha256');
  let rows = 0;
  for (const row of connection.prepare(`SELECT ${columns} FROM ${quoteName(table)} ORDER BY ${columns}`).raw().safeIntegers().iterate()) {
    hash.update(JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)));
    rows++;
  }
  return { hash: hash.digest('hex'), rows };
}
