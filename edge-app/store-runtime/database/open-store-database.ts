import { existsSync, statSync } from 'node:fs';
import Database, { SqliteError } from 'better-sqlite3-multiple-ciphers';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { applyKey, openConnection, type Connection } from './rx-storage/open-connection.ts';

/** The version of the tables that this release writes (`PRAGMA user_version`). A release that changes them raises it and brings a migration. */
export const STORE_DATABASE_VERSION = 1;

/** Why the store's database cannot be opened. Each is for a person to act on; none has changed the file. */
export type OpenDatabaseError =
  | { readonly kind: 'database-from-newer-version'; readonly file: string; readonly foundVersion: number; readonly supportedVersion: number }
  /** The key is wrong or missing, or it never was a database: encrypted pages cannot tell which. */
  | { readonly kind: 'database-unreadable'; readonly file: string; readonly detail: string }
  | { readonly kind: 'database-damaged'; readonly file: string; readonly detail: string }
  /** No space, no right, a read-only disk, held by another process. */
  | { readonly kind: 'database-unwritable'; readonly file: string; readonly detail: string };

export type StoreDatabaseParts = {
  readonly file: string;
  /** 32 raw bytes, or null for a file that is not encrypted. */
  readonly key: Uint8Array | null;
};

/**
 * Opens (or creates) the store's database: the one connection that the journal, the collections and the followers write through.
 * Write-ahead logging with synchronous=FULL is sent and verified. A database from a newer version is refused and not touched:
 * its version is read through a read-only connection before anything may write.
 */
export function openStoreDatabase({ file, key }: StoreDatabaseParts): Result<Connection, OpenDatabaseError> {
  let connection: Connection | null = null;
  try {
    if (existsSync(file) && statSync(file).size > 0) {
      const foundVersion = readVersion(file, key);
      if (foundVersion > STORE_DATABASE_VERSION) {
        return fail({ kind: 'database-from-newer-version', file, foundVersion, supportedVersion: STORE_DATABASE_VERSION });
      }
    }
    connection = openConnection(file, key);
    connection.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${STORE_DATABASE_VERSION}; COMMIT`);
    return ok(connection);
  } catch (error) {
    connection?.close();
    return fail(openErrorOf(file, error));
  }
}

function readVersion(file: string, key: Uint8Array | null): number {
  const reader = new Database(file, { readonly: true });
  try {
    applyKey(reader, key);
    return reader.pragma('user_version', { simple: true }) as number;
  } finally {
    reader.close();
  }
}

function openErrorOf(file: string, error: unknown): OpenDatabaseError {
  const detail = error instanceof Error ? error.message : String(error);
  const code = error instanceof SqliteError ? error.code : '';
  if (code === 'SQLITE_NOTADB') return { kind: 'database-unreadable', file, detail };
  if (code.startsWith('SQLITE_CORRUPT')) return { kind: 'database-damaged', file, detail };
  if (code !== '' || isFileSystemError(error)) return { kind: 'database-unwritable', file, detail };
  throw new Error(`Cannot open the store's database ${file}`, { cause: error });
}

const isFileSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
