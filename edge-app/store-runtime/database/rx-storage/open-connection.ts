import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';

export type Connection = Database.Database;

/** How long a write waits for another process that holds the file, before it fails with SQLITE_BUSY. */
const BUSY_TIMEOUT_MS = 5_000;
/** A write-ahead log that grew in a busy hour is cut back to this at the next checkpoint. */
const LOG_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Opens (or creates) a database file so that a commit that returned is on the disk.
 *
 * `synchronous` is sent at every open: SQLite builds with DEFAULT_WAL_SYNCHRONOUS=1 reopen a WAL database at NORMAL, which loses
 * committed transactions when the power fails (https://sqlite.org/pragma.html#pragma_synchronous).
 * Throws what SQLite throws, and an `Error` where the file system refuses write-ahead logging.
 *
 * @param key 32 bytes, taken as they are (no derivation); null for a file that is not encrypted
 */
export function openConnection(file: string, key: Uint8Array | null): Connection {
  const directory = path.dirname(file);
  mkdirSync(directory, { recursive: true });
  const isNew = !existsSync(file);
  const connection = new Database(file);
  try {
    applyKey(connection, key);
    connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    // Sorting must not spill rows of an encrypted file into a plain temporary one.
    connection.pragma('temp_store = MEMORY');
    connection.pragma(`journal_size_limit = ${LOG_SIZE_LIMIT_BYTES}`);
    assertDurable(connection, file);
    if (isNew) syncDirectory(directory);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Gives the connection its key: ChaCha20-Poly1305 per page, the key raw. Must be the first thing a connection hears. */
export function applyKey(connection: Connection, key: Uint8Array | null): void {
  if (key === null) return;
  if (key.byteLength !== 32) throw new Error(`A database key has 32 bytes, not ${key.byteLength}`);
  connection.pragma("cipher = 'chacha20'");
  connection.pragma(`key = "raw:${Buffer.from(key).toString('hex')}"`);
}

function assertDurable(connection: Connection, file: string): void {
  const mode = connection.pragma('journal_mode', { simple: true });
  const synchronous = connection.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || synchronous !== 2) {
    throw new Error(`Database ${file} does not write durably: journal_mode ${String(mode)}, synchronous ${String(synchronous)}`);
  }
}

/** A new file is only there after a power cut if the folder that names it was synced too. Windows cannot open a folder and needs no such sync. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
