import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { ARCHIVE_TABLE, archiveFileOf, archivesOf, archiveTableSql, closeArchives, registerSql } from './journal-archives.ts';
import { entryOfDocument } from './journal-reading.ts';
import { openConnection, type Connection } from './rx-storage/open-connection.ts';
import { quoteName } from './rx-storage/sql-name.ts';

export interface Archived { readonly year: number; readonly file: string; readonly entries: number; readonly keptForChains: number }

export type ArchiveRefusal =
  | { readonly kind: 'year-not-over' }
  | { readonly kind: 'archived-already' }
  | { readonly kind: 'nothing-to-archive' }
  /** The last trading day of the year has no day close. */
  | { readonly kind: 'year-not-closed'; readonly lastDay: string }
  /** Head office has not acknowledged all of the year. */
  | { readonly kind: 'not-acknowledged'; readonly throughPlace: number; readonly acknowledgedPlace: number };

export interface ArchiveYearParts {
  /** The store's database, which nobody else has open. */
  readonly connection: Connection;
  /** The journal's table in it. */
  readonly table: string;
  readonly year: number;
  /** The place through which head office has acknowledged; null: the store has no head office. */
  readonly acknowledgedPlace: number | null;
}

/**
 * Moves a closed and acknowledged year of the journal into a file of its own. Readers of the journal (followers, verifying, exports, receipts)
 * go on seeing every entry. The newest entry of each terminal stays, so that its numbering goes on in the database alone. The archive is whole, synced and
 * checked before anything leaves the database; a power cut leaves the year in one of the two, or in both, of which the unregistered one is made anew.
 */
export function archiveYear({ connection, table, year, acknowledgedPlace }: ArchiveYearParts): Result<Archived, ArchiveRefusal> {
  const documents = quoteName(table);
  if (archivesOf(connection).some((one) => one.year >= year)) return fail({ kind: 'archived-already' });
  const dayOf = "json_extract(data, '$.businessDay')";
  const firstOfNext = connection.prepare(`SELECT min(sequence) FROM ${documents} WHERE ${dayOf} > ?`).pluck().get(`${year}-12-31`) as number | null;
  if (firstOfNext === null) return fail({ kind: 'year-not-over' });
  const through = firstOfNext - 1;
  const newest = connection.prepare(`SELECT max(sequence) FROM ${documents} GROUP BY json_extract(data, '$.terminalId')`).pluck().all() as number[];
  const kept = newest.filter((place) => place <= through);
  const isMoving = `sequence <= ${through} AND sequence NOT IN (SELECT value FROM json_each('${JSON.stringify(kept)}'))`;
  const span = connection.prepare(`SELECT count(*) AS entries, min(sequence) AS first, max(sequence) AS last, max(${dayOf}) AS lastDay FROM ${documents} WHERE ${isMoving}`).get() as { entries: number; first: number | null; last: number; lastDay: string };
  if (span.first === null) return fail({ kind: 'nothing-to-archive' });
  const isClosed = connection.prepare(`SELECT 1 FROM ${documents} WHERE json_extract(data, '$.kind') = 'day-closed' AND json_extract(data, '$.body.businessDay') = ? LIMIT 1`).get(span.lastDay) !== undefined;
  if (!isClosed) return fail({ kind: 'year-not-closed', lastDay: span.lastDay });
  if (acknowledgedPlace !== null && acknowledgedPlace < through) return fail({ kind: 'not-acknowledged', throughPlace: through, acknowledgedPlace });

  const name = `journal-${year}.sqlite`;
  const file = archiveFileOf(connection.name, { file: name });
  // An unencrypted database has unencrypted archives.
  const key = isEncrypted(connection) ? randomBytes(32) : null;
  writeArchive(connection, documents, isMoving, `${file}.unfinished`, key, span.entries);
  renameSync(`${file}.unfinished`, file);
  syncFolder(path.dirname(file));
  closeArchives(connection);
  connection.exec(registerSql);
  connection.transaction(() => {
    connection.prepare('INSERT INTO journal_archives VALUES(?, ?, ?, ?, ?, ?)').run(year, name, key, span.entries, span.first, span.last);
    connection.exec(`DELETE FROM ${documents} WHERE ${isMoving}`);
  }).immediate();
  return ok({ year, file, entries: span.entries, keptForChains: kept.length });
}

function writeArchive(connection: Connection, documents: string, isMoving: string, file: string, key: Uint8Array | null, entries: number): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  const archive = openConnection(file, key);
  try {
    archive.exec(archiveTableSql('main'));
    const insert = archive.prepare(`INSERT INTO ${ARCHIVE_TABLE} VALUES(?, ?, ?, ?, ?, ?)`);
    const rows = connection.prepare(`SELECT sequence, id, revision, deleted, last_write, data FROM ${documents} WHERE ${isMoving} ORDER BY sequence`).raw().iterate() as IterableIterator<unknown[]>;
    archive.transaction(() => { for (const row of rows) insert.run(...row); })();
    archive.pragma('journal_mode = DELETE');
  } finally {
    archive.close();
  }
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  checkArchive(file, key, entries);
}

/** What leaves the database must be readable where it went: every entry is read back and has its hash. */
function checkArchive(file: string, key: Uint8Array | null, entries: number): void {
  const reader = openConnection(file, key);
  try {
    let read = 0;
    for (const data of reader.prepare(`SELECT data FROM ${ARCHIVE_TABLE} ORDER BY sequence`).pluck().iterate() as IterableIterator<string>) {
      const entry = entryOfDocument(data);
      if (entryHash(entry, (text) => createHash('sha256').update(text).digest('hex')) !== entry.hash) throw new Error(`Entry ${entry.id} has not the hash of its content: verify the journal first`);
      read += 1;
    }
    if (read !== entries) throw new Error(`The archive holds ${read} entries of ${entries}`);
    reader.pragma('journal_mode = DELETE');
  } finally {
    reader.close();
  }
}

function isEncrypted(connection: Connection): boolean {
  const handle = openSync(connection.name, 'r');
  try {
    const head = Buffer.alloc(16);
    readSync(handle, head, 0, head.length, 0);
    return !head.toString('latin1').startsWith('SQLite format 3');
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
