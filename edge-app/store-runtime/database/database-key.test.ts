import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keyFilesOf, opensWith, rotateDatabaseKey, settleKeyRotation } from './database-key.ts';
import { openStoreDatabase } from './open-store-database.ts';
import { counted, inFolder, openTestStore } from './test-store.ts';

async function tradedStore(folder: string) {
  const keyFile = path.join(folder, 'database.key');
  const oldKey = randomBytes(32);
  writeFileSync(keyFile, oldKey, { mode: 0o600 });
  const store = await openTestStore(folder, { key: oldKey });
  for (let n = 0; n < 20; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
  const heads = store.journal.heads();
  await store.close();
  const open = () => {
    const opened = openStoreDatabase({ file: store.file, key: readFileSync(keyFile) });
    if (!opened.ok) throw new Error(opened.error.kind);
    return opened.value;
  };
  return { ...store, keyFile, oldKey, heads, open };
}

test('after a rotation only the new key opens the database, the journal is the same, and the old key is kept for old backups', () => inFolder(async (folder) => {
  const store = await tradedStore(folder);
  const newKey = randomBytes(32);
  rotateDatabaseKey(store.open(), store.keyFile, newKey);
  expect(readFileSync(store.keyFile).equals(newKey)).toBe(true);
  expect(opensWith(store.file, newKey)).toBe(true);
  expect(opensWith(store.file, store.oldKey)).toBe(false);
  const { previous, next } = keyFilesOf(store.keyFile);
  expect(readFileSync(previous).equals(store.oldKey)).toBe(true);
  expect(statSync(previous).mode & 0o777).toBe(0o600);
  expect(existsSync(next)).toBe(false);
  const again = await openTestStore(folder, { key: newKey });
  expect(again.journal.heads()).toEqual(store.heads);
  await again.journal.append('lane1', 'cash-counted', counted(99));
  await again.close();
}));

test('a rotation that was cut off before the new database stood in its place goes back; after it, goes on', () => inFolder(async (folder) => {
  const store = await tradedStore(folder);
  const newKey = randomBytes(32);
  const { next } = keyFilesOf(store.keyFile);
  writeFileSync(next, newKey);
  writeFileSync(`${store.file}.rekeyed`, 'half of a copy');
  expect(settleKeyRotation(store.file, store.keyFile)).toBe('went-back');
  expect(opensWith(store.file, readFileSync(store.keyFile))).toBe(true);
  expect(existsSync(`${store.file}.rekeyed`)).toBe(false);

  const keyBefore = path.join(folder, 'key-before');
  copyFileSync(store.keyFile, keyBefore);
  rotateDatabaseKey(store.open(), store.keyFile, newKey);
  // As after a cut between the two renames: the new database is there, its key is still the next one.
  copyFileSync(store.keyFile, next);
  copyFileSync(keyBefore, store.keyFile);
  expect(settleKeyRotation(store.file, store.keyFile)).toBe('went-on');
  expect(opensWith(store.file, readFileSync(store.keyFile))).toBe(true);
  expect(settleKeyRotation(store.file, store.keyFile)).toBe('nothing-to-do');
}));

test('a next key that was written half is no key', () => inFolder(async (folder) => {
  const store = await tradedStore(folder);
  writeFileSync(keyFilesOf(store.keyFile).next, randomBytes(11));
  expect(settleKeyRotation(store.file, store.keyFile)).toBe('went-back');
  expect(opensWith(store.file, readFileSync(store.keyFile))).toBe(true);
}));
