import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import Database, { SqliteError } from 'better-sqlite3-multiple-ciphers';
import { applyKey, type Connection } from './rx-storage/open-connection.ts';
import { quoteText } from './rx-storage/sql-name.ts';

const KEY_BYTES = 32;

/** The key files of one database: the present key, the next one while a rotation is under way, and the one before, for older backups. */
export const keyFilesOf = (keyFile: string) => ({ present: keyFile, next: `${keyFile}.next`, previous: `${keyFile}.previous` });

/** Whether the key opens the database; false where another one does, or none. Throws what the file system throws. */
export function opensWith(file: string, key: Uint8Array): boolean {
  const connection = new Database(file, { readonly: true, fileMustExist: true });
  try {
    applyKey(connection, key);
    connection.pragma('schema_version');
    return true;
  } catch (error) {
    if (error instanceof SqliteError && error.code === 'SQLITE_NOTADB') return false;
    throw error;
  } finally {
    connection.close();
  }
}

/**
 * Gives the database a new key. The store must be stopped: `connection` is the only one. Whatever moment the power fails at, afterwards
 * `settleKeyRotation` finds either the old database with its key or the new one with its: the new copy is whole, synced and has its key on the
 * disk before it takes the place of the old. The key before is kept beside, since older backups need it.
 */
export function rotateDatabaseKey(connection: Connection, keyFile: string, newKey: Uint8Array): void {
  if (newKey.byteLength !== KEY_BYTES) throw new Error(`A database key has ${KEY_BYTES} bytes, not ${newKey.byteLength}`);
  const file = connection.name;
  const { next } = keyFilesOf(keyFile);
  const arriving = `${file}.rekeyed`;
  rmSync(arriving, { force: true });
  connection.exec(`VACUUM INTO ${quoteText(arriving)}`);
  rekey(arriving, readFileSync(keyFile), newKey);
  writeSynced(next, newKey);
  // The log belongs to the old file: it must be empty before another file stands there.
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  renameSync(arriving, file);
  syncFolder(path.dirname(file));
  settleKeyRotation(file, keyFile);
}

/** Ends a rotation that was cut off: the key that opens the database becomes the present one. Called before every opening; does nothing where no rotation was under way. */
export function settleKeyRotation(file: string, keyFile: string): 'nothing-to-do' | 'went-back' | 'went-on' {
  const { present, next, previous } = keyFilesOf(keyFile);
  rmSync(`${file}.rekeyed`, { force: true });
  if (!existsSync(next)) return 'nothing-to-do';
  const isNew = existsSync(file) && readFileSync(next).byteLength === KEY_BYTES && opensWith(file, readFileSync(next));
  if (!isNew) {
    rmSync(next);
    return 'went-back';
  }
  if (existsSync(present)) writeSynced(previous, readFileSync(present));
  renameSync(next, present);
  syncFolder(path.dirname(present));
  return 'went-on';
}

/** A file that nobody else has open changes its key; verified by opening it with the new one. */
export function rekey(file: string, key: Uint8Array, newKey: Uint8Array): void {
  const connection = new Database(file, { fileMustExist: true });
  try {
    applyKey(connection, key);
    // Pages are written anew in place, which write-ahead logging does not allow.
    connection.pragma('journal_mode = DELETE');
    connection.pragma(`rekey = "raw:${Buffer.from(newKey).toString('hex')}"`);
  } finally {
    connection.close();
  }
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  if (!opensWith(file, newKey)) throw new Error(`${file} does not open with its new key`);
}

function writeSynced(file: string, bytes: Uint8Array): void {
  rmSync(file, { force: true });
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  chmodSync(file, 0o600);
  syncFolder(path.dirname(file));
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
