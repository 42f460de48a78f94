import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { openPostgresStorage } from 'cloud-sync/server/storage/postgres-storage.ts';
import { sql } from 'kysely';

/** What lies in head office's tables, read beside the server and not through it. */
export interface Arrived { readonly entries: number; readonly distinct: number; readonly stores: number; readonly gapless: boolean; readonly parked: number; readonly quarantined: number; readonly salesInTakings: number; readonly takingsMinor: number; readonly unitsInStock: number }

const question = `
  SELECT (SELECT count(*) FROM journal) AS entries,
    (SELECT count(*) FROM (SELECT DISTINCT "entryId" FROM journal) AS ids) AS "distinct",
    (SELECT count(DISTINCT "storeId") FROM journal) AS stores,
    (SELECT count(*) FROM (SELECT "storeId" FROM journal GROUP BY "storeId", "terminalId" HAVING max(sequence) <> count(*) OR min(sequence) <> 1) AS gaps) AS gaps,
    (SELECT count(*) FROM parked) AS parked,
    (SELECT count(*) FROM quarantine WHERE state = 'open') AS quarantined,
    (SELECT coalesce(sum(sales), 0) FROM takings) AS sales,
    (SELECT coalesce(sum("takingsMinor"), 0) FROM takings) AS "takingsMinor",
    (SELECT coalesce(sum(units), 0) FROM stock) AS units`;

export interface OfficeReader {
  arrived(): Promise<Arrived>;
  /** Null before the store has sent one. */
  stateOf(storeId: string): Promise<Readonly<Record<string, unknown>> | null>;
  count(): Promise<number>;
  close(): Promise<void>;
}

/** Reads the database of a head office that runs, or ran, in `folder`, or at `databaseUrl`. */
export async function openOfficeReader(folder: string, databaseUrl: string | null): Promise<OfficeReader> {
  const query = databaseUrl === null ? embedded(path.join(folder, 'cloud', 'head-office.sqlite')) : await postgres(databaseUrl);
  return {
    async arrived() {
      const [row] = await query.rows(question);
      const number = (name: string): number => Number(row![name]);
      return { entries: number('entries'), distinct: number('distinct'), stores: number('stores'), gapless: number('gaps') === 0, parked: number('parked'), quarantined: number('quarantined'), salesInTakings: number('sales'), takingsMinor: number('takingsMinor'), unitsInStock: number('units') };
    },
    async stateOf(storeId) {
      const [row] = await query.rows(`SELECT "stateText" FROM stores WHERE "storeId" = '${storeId.replaceAll("'", '')}'`);
      return row?.['stateText'] === null || row === undefined ? null : (JSON.parse(String(row['stateText'])) as Record<string, unknown>);
    },
    async count() { return Number((await query.rows('SELECT coalesce(sum(sequence), 0) AS entries FROM heads'))[0]!['entries']); },
    close: query.close,
  };
}

type Row = Readonly<Record<string, unknown>>;

function embedded(file: string): { rows(text: string): Promise<Row[]>; close(): Promise<void> } {
  if (!existsSync(file)) throw new Error(`There is no head office in ${file}`);
  const database = new Database(file, { readonly: true });
  return { rows: (text) => Promise.resolve(database.prepare(text).all() as Row[]), close: () => { database.close(); return Promise.resolve(); } };
}

async function postgres(url: string): Promise<{ rows(text: string): Promise<Row[]>; close(): Promise<void> }> {
  const storage = await openPostgresStorage(url, 'reader');
  return { rows: async (text) => (await sql.raw<Row>(text).execute(storage.db)).rows, close: () => storage.close() };
}
