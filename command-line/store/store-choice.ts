import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { openConnection } from 'edge-app/store-runtime/database/rx-storage/open-connection.ts';

/** What a person may say about the store that a verb is for. */
export interface StoreOptions {
  readonly key?: string;
  readonly config?: string;
  readonly json: boolean;
}

/** The store's database and what opens it. `key` null: not encrypted. */
export interface ChosenStore {
  readonly file: string;
  readonly key: Uint8Array | null;
  /** Where the key lies; null: not encrypted. */
  readonly keyFile: string | null;
  readonly timeZone: string | null;
}

/** Something a person said wrong, in words for that person. The command ends with 2. */
export class WrongChoice extends Error {}

export const withStoreOptions = (command: Command): Command =>
  command
    .option('--key <file>', 'the key file of an encrypted database (keys/database.key)')
    .option('--config <file>', "the store's configuration: names database, key and time zone")
    .option('--json', 'answer in JSON, one line', false);

const configSchema = z.looseObject({ dataFolder: z.string(), keyFolder: z.string(), timeZone: z.string() });

/** The database that `file` or the configuration names. Throws `WrongChoice`. */
export function chooseStore(file: string | undefined, options: StoreOptions): ChosenStore {
  const config = options.config === undefined ? null : configSchema.parse(JSON.parse(readFile(options.config).toString('utf8')));
  const chosen = file ?? (config === null ? undefined : path.join(config.dataFolder, 'store.sqlite'));
  if (chosen === undefined) throw new WrongChoice("Name the database, or the store's configuration with --config.");
  const keyFile = options.key ?? (config === null ? null : path.join(config.keyFolder, 'database.key'));
  const key = keyFile === null ? null : readKey(keyFile);
  return { file: chosen, key, keyFile, timeZone: config?.timeZone ?? null };
}

/** What the first bytes say: an export is text, also where some byte of it was changed; a database says its name, an encrypted one begins with chance. */
export function looksLikeExport(file: string): boolean {
  const head = Buffer.alloc(16);
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    throw new WrongChoice(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    const read = readSync(handle, head, 0, head.length, 0);
    const printable = head.subarray(0, read).filter((byte) => byte >= 0x20 && byte < 0x7f).length;
    return !head.toString('latin1').startsWith('SQLite format 3') && printable >= read - 2;
  } finally {
    closeSync(handle);
  }
}

/**
 * Throws `WrongChoice` when another process has the database open: leaving write-ahead logging needs it alone
 * (https://sqlite.org/pragma.html#pragma_journal_mode), and whoever opens it next turns it on again.
 */
export function refuseWhileInUse({ file, key }: ChosenStore): void {
  const connection = openConnection(file, key);
  try {
    connection.pragma('busy_timeout = 0');
    connection.pragma('journal_mode = DELETE');
  } catch (error) {
    if (/locked|busy/i.test((error as Error).message)) throw new WrongChoice(`${file} is in use: stop the store first. 请先停止门店程序。`);
    throw error;
  } finally {
    connection.close();
  }
}

/** A key file that a person names. Throws `WrongChoice`. */
export function readKey(file: string): Uint8Array {
  const key = readFile(file);
  if (key.length !== 32) throw new WrongChoice(`${file} has ${key.length} bytes; the key of a database has 32.`);
  return key;
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new WrongChoice(`${file} cannot be read: ${(error as Error).message}`);
  }
}
