import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStoreDatabase, STORE_DATABASE_VERSION } from './open-store-database.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'store-database-'));
  file = path.join(directory, 'new', 'store.sqlite');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const key = new Uint8Array(32).fill(3);
const opened = (withKey: Uint8Array | null = null) => {
  const result = openStoreDatabase({ file, key: withKey });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const hash = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe("the store's database", () => {
  test('is made where there is none, and is durable at every opening', () => {
    for (let round = 0; round < 2; round++) {
      const connection = opened();
      expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(connection.pragma('synchronous', { simple: true })).toBe(2);
      expect(connection.pragma('user_version', { simple: true })).toBe(STORE_DATABASE_VERSION);
      connection.close();
    }
  });

  test.each([null, key])('from a newer version is refused and not touched (key %#)', (withKey) => {
    const connection = opened(withKey);
    connection.exec('CREATE TABLE sales(x)');
    connection.pragma(`user_version = ${STORE_DATABASE_VERSION + 1}`);
    connection.close();
    const before = hash();
    expect(openStoreDatabase({ file, key: withKey })).toMatchObject({ ok: false, error: { kind: 'database-from-newer-version', foundVersion: STORE_DATABASE_VERSION + 1, supportedVersion: STORE_DATABASE_VERSION } });
    expect(hash()).toBe(before);
  });

  test('with another key, with none, or that is no database, is unreadable and not touched', () => {
    opened(key).close();
    const before = hash();
    expect(openStoreDatabase({ file, key: null })).toMatchObject({ error: { kind: 'database-unreadable' } });
    expect(openStoreDatabase({ file, key: new Uint8Array(32) })).toMatchObject({ error: { kind: 'database-unreadable' } });
    expect(hash()).toBe(before);
    writeFileSync(file, 'this is a letter, not a database. '.repeat(200));
    expect(openStoreDatabase({ file, key: null })).toMatchObject({ error: { kind: 'database-unreadable' } });
  });

  test('that was cut short is damaged', () => {
    const connection = opened();
    connection.exec(`CREATE TABLE sales(x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO sales SELECT hex(randomblob(50)) FROM n`);
    connection.close();
    truncateSync(file, 8192);
    const result = openStoreDatabase({ file, key: null });
    expect(result.ok ? 'opened' : result.error.kind).toBe('database-damaged');
  });

  test('where no file can be made is unwritable', () => {
    writeFileSync(path.dirname(file), 'a file where the folder should be');
    expect(openStoreDatabase({ file, key: null })).toMatchObject({ error: { kind: 'database-unwritable' } });
  });

  test('another process keeps locked is unwritable', { timeout: 20_000 }, () => {
    opened().close();
    const holder = new Database(file);
    holder.exec('BEGIN IMMEDIATE');
    expect(openStoreDatabase({ file, key: null })).toMatchObject({ error: { kind: 'database-unwritable', detail: 'database is locked' } });
    holder.close();
  });
});
