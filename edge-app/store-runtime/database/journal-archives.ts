import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { applyKey, type Connection } from './rx-storage/open-connection.ts';

/** A year of the journal that lies in a file of its own. The file never changes; its key lies in the store's database, so a new key of the database needs no new archive. */
export interface JournalArchive {
  readonly year: number;
  readonly file: string;
  readonly key: Uint8Array | null;
  readonly entries: number;
  /** Places of its first and last entry in the order of the whole journal. */
  readonly firstPlace: number;
  readonly lastPlace: number;
}

/** The rows of an archive are those of the journal's table, as they were. */
export const ARCHIVE_TABLE = 'entries';
export const archiveTableSql = (schema: string): string =>
  `CREATE TABLE ${schema}.${ARCHIVE_TABLE}(sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL, deleted INTEGER NOT NULL, last_write REAL NOT NULL, data TEXT NOT NULL)`;
export const registerSql = 'CREATE TABLE IF NOT EXISTS journal_archives(year INTEGER PRIMARY KEY, file TEXT NOT NULL, key BLOB, entries INTEGER NOT NULL, first_place INTEGER NOT NULL, last_place INTEGER NOT NULL)';

/** An archive that is missing or is not the one this store made; the message names the file and what to do. */
export class ArchiveUnreadable extends Error {}

/** Archives lie beside the database, and beside a backup beside the backup. */
export const archiveFileOf = (databaseFile: string, { file }: { readonly file: string }): string => path.join(path.dirname(databaseFile), 'archives', file);

/** The archives that this database knows of, oldest first. */
export function archivesOf(connection: Connection): readonly JournalArchive[] {
  if (connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'journal_archives'").get() === undefined) return [];
  return connection.prepare('SELECT year, file, key, entries, first_place AS firstPlace, last_place AS lastPlace FROM journal_archives ORDER BY year').all() as JournalArchive[];
}

/** Opened archives of a connection, read-only. Opened with the first question and kept as long as the connection is used. */
const openedOf = new WeakMap<Connection, readonly { readonly archive: JournalArchive; readonly reader: Connection }[]>();

/** The archives of this database, open to read. Throws `ArchiveUnreadable`. */
export function openArchives(connection: Connection): readonly { readonly archive: JournalArchive; readonly reader: Connection }[] {
  let opened = openedOf.get(connection);
  if (!opened) {
    opened = archivesOf(connection).map((archive) => ({ archive, reader: openArchive(archiveFileOf(connection.name, archive), archive) }));
    openedOf.set(connection, opened);
  }
  return opened;
}

/** Gives the archives of a connection back; to be called before its files are moved or the connection ends. */
export function closeArchives(connection: Connection): void {
  for (const { reader } of openedOf.get(connection) ?? []) reader.close();
  openedOf.delete(connection);
}

function openArchive(file: string, { key, year }: JournalArchive): Connection {
  let reader: Connection;
  try {
    reader = new Database(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw new ArchiveUnreadable(`The journal of ${year} lies in ${file}, which cannot be opened: put it back from a backup's folder "archives"`, { cause: error });
  }
  try {
    applyKey(reader, key);
    reader.pragma('schema_version');
    return reader;
  } catch (error) {
    reader.close();
    throw new ArchiveUnreadable(`${file} is not the archive of ${year} that this store made`, { cause: error });
  }
}

/** Copies the archives of a database to where a copy of it looks for them; what is there already is left. Archives never change. */
export function copyArchives(connection: Connection, toDatabaseFile: string): void {
  for (const archive of archivesOf(connection)) {
    const [from, to] = [archiveFileOf(connection.name, archive), archiveFileOf(toDatabaseFile, archive)];
    if (existsSync(to) && existsSync(from) && statSync(to).size === statSync(from).size) continue;
    if (!existsSync(from)) throw new ArchiveUnreadable(`The journal of ${archive.year} is missing: ${from}`);
    mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
    copyFileSync(from, to);
  }
}
