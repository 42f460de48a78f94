import Database, { SqliteError } from 'better-sqlite3-multiple-ciphers';
import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import { applyKey, type Connection } from './rx-storage/open-connection.ts';
import { ArchiveUnreadable, closeArchives } from './journal-archives.ts';
import { rowsById } from './journal-reading.ts';
import { openChainCheck, type ChainParts, type JournalVerdict } from './verify-journal.ts';

/** Opens a database file to look at: nothing is written, a wrong key or another file throws at the first look. */
export function openToRead(file: string, key: Uint8Array | null): Connection {
  const connection = new Database(file, { readonly: true, fileMustExist: true });
  try {
    applyKey(connection, key);
    connection.pragma('schema_version');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The journal's table in a store's database: that of its newest schema version. Throws where there is none. */
export function findJournalTable(connection: Connection): string {
  const names = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'documents/*/journal/[0-9]*'").pluck().all() as string[];
  const newest = names.sort((a, b) => versionOf(a) - versionOf(b)).at(-1);
  if (newest === undefined) throw new Error(`There is no journal in ${connection.name}`);
  return newest;
}

const versionOf = (name: string): number => Number(name.slice(name.lastIndexOf('/') + 1));

type Row = { readonly id: string; readonly revision: string; readonly deleted: number; readonly last_write: number; readonly data: string };

/** Checks the journal in a database, row by row in the order of the ids; what the rows say beside the entry included. */
export function verifyJournalDatabase(file: string, key: Uint8Array | null, parts: ChainParts): JournalVerdict {
  const chain = openChainCheck(parts);
  let connection: Connection | null = null;
  try {
    connection = openToRead(file, key);
    const sound = connection.pragma('quick_check(1)', { simple: true });
    for (const row of rowsById<Row>({ connection, name: findJournalTable(connection) }, 'id, revision, deleted, last_write, data', 'NOT INDEXED')) {
      const fault = checkRow(chain, row);
      if (fault) return fault;
    }
    return sound === 'ok' ? chain.end() : chain.bad('database-damaged', null, String(sound));
  } catch (error) {
    if (error instanceof SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code)) return chain.bad('database-damaged', null, error.message);
    if (error instanceof ArchiveUnreadable) return chain.bad('archive-missing', null, error.message);
    throw error;
  } finally {
    if (connection) closeArchives(connection);
    connection?.close();
  }
}

function checkRow(chain: ReturnType<typeof openChainCheck>, row: Row): JournalVerdict | null {
  let document: Readonly<Record<string, unknown>>;
  try {
    document = JSON.parse(row.data) as Readonly<Record<string, unknown>>;
  } catch (error) {
    return chain.check(undefined) && chain.bad('not-an-entry', row.id, (error as Error).message);
  }
  const { _deleted, _rev, _meta, _attachments, ...entry } = document;
  const fault = chain.check(entry);
  if (fault) return fault;
  if (entry['id'] !== row.id) return chain.bad('id-differs', row.id, `holds entry ${String(entry['id'])}`);
  // An entry is written once: whatever RxDB notes of it is that of a first, undeleted revision, and the columns say the same.
  const isFirst = row.deleted === 0 && _deleted === false && _rev === row.revision && /^1-/.test(row.revision);
  const isPlain = canonicalJson(_attachments) === '{}' && canonicalJson(_meta) === canonicalJson({ lwt: row.last_write });
  return isFirst && isPlain ? null : chain.bad('not-an-entry', row.id, 'was changed or deleted after it was written');
}

/** The journal as lines to hand out: each entry's canonical JSON (RFC 8785), sorted by id, so each terminal's in their order. */
export function* exportJournal(connection: Connection): Generator<string> {
  for (const { data } of rowsById<{ id: string; data: string }>({ connection, name: findJournalTable(connection) }, 'id, data')) {
    const { _deleted, _rev, _meta, _attachments, ...entry } = JSON.parse(data) as Record<string, unknown>;
    yield `${canonicalJson(entry)}\n`;
  }
}
