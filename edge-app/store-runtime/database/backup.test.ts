import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { describe, expect, test } from 'vitest';
import { backUpStoreDatabase } from './backup.ts';
import { finishRestore, pendingRestoreOf, restoreStoreDatabase } from './restore.ts';
import { counted, inFolder, openTestStore, sha256Hex, START_MS } from './test-store.ts';
import { verifyJournalDatabase } from './verify-journal-database.ts';

const never = new AbortController().signal;
const key = new Uint8Array(32).fill(9);

describe('a backup', () => {
  test('is made while selling goes on, holds one moment of it, verifies, and is as encrypted as the store', () =>
    inFolder(async (directory) => {
      const store = await openTestStore(directory, { key });
      for (let n = 0; n < 20; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
      const target = path.join(directory, 'backups', 'one.sqlite');
      const making = backUpStoreDatabase({ file: store.file, key, target }, never);
      let sold = 20;
      let isMade = false;
      void making.then(() => (isMade = true));
      while (!isMade) await store.journal.append('lane1', 'cash-counted', counted(sold++));
      const backup = await making;
      expect(backup).toMatchObject({ ok: true, value: { file: target } });
      const entries = backup.ok ? backup.value.entries : 0;
      expect(entries).toBeGreaterThanOrEqual(20);
      expect(sold).toBeGreaterThan(20);
      expect(verifyJournalDatabase(target, key, { sha256Hex, anchors: [] })).toMatchObject({ ok: true, entries });
      expect(readFileSync(target).includes('cash-counted')).toBe(false);
      expect(readdirSync(path.dirname(target))).toEqual(['one.sqlite']);
      await store.close();
    }));

  test('that would not verify, cannot be written or is broken off does not appear', () =>
    inFolder(async (directory) => {
      const store = await openTestStore(directory);
      for (let n = 0; n < 3; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
      const target = path.join(directory, 'one.sqlite');
      const broken = new AbortController();
      broken.abort();
      expect(await backUpStoreDatabase({ file: store.file, key: null, target }, broken.signal)).toMatchObject({ ok: false, error: { kind: 'backup-not-made' } });
      writeFileSync(path.join(directory, 'file'), '');
      expect(await backUpStoreDatabase({ file: store.file, key: null, target: path.join(directory, 'file', 'x') }, never)).toMatchObject({ ok: false, error: { kind: 'backup-not-made' } });
      store.connection.exec(`UPDATE "documents/store/journal/0" SET data = replace(data, '"countedMinor":1', '"countedMinor":2')`);
      expect(await backUpStoreDatabase({ file: store.file, key: null, target }, never)).toMatchObject({ ok: false, error: { kind: 'backup-does-not-verify', verdict: { fault: 'hash-differs', entryId: 'sh01-lane1-0000000002' } } });
      expect(readdirSync(directory).filter((name) => name.startsWith('one'))).toEqual([]);
      await store.close();
    }));
});

describe('a restore', () => {
  test('brings back the backup, takes from head office what is newer, and goes on numbering without a gap or a double', () =>
    inFolder(async (directory) => {
      const store = await openTestStore(directory);
      for (let n = 0; n < 5; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
      const backup = path.join(directory, 'backup.sqlite');
      await backUpStoreDatabase({ file: store.file, key: null, target: backup }, never);
      for (let n = 5; n < 8; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
      const headOffice = await store.entries();
      await store.close();

      const fresh = path.join(directory, 'new-machine');
      const restored = restoreStoreDatabase({ backup, key: null, file: path.join(fresh, 'store.sqlite'), nowMs: () => START_MS });
      expect(restored).toMatchObject({ ok: true, value: { entries: 5, heads: [{ terminalId: 'lane1', sequence: 5 }], movedAside: null } });
      const again = await openTestStore(fresh);
      expect(pendingRestoreOf(again.connection)).toMatchObject({ fromBackup: 'backup.sqlite', restoredAtMs: START_MS });
      await expect(again.journal.adopt(headOffice.slice(6))).rejects.toThrow(/sh01-lane1-0000000007 does not continue/);
      expect(await again.journal.adopt(headOffice)).toBe(3);
      await again.journal.append('store', 'database-restored', { fromBackup: 'backup.sqlite', throughSequence: 5 });
      finishRestore(again.connection);
      expect(await again.journal.append('lane1', 'cash-counted', counted(8))).toMatchObject({ sequence: 9 });
      expect(pendingRestoreOf(again.connection)).toBeNull();
      const strip = (entries: readonly JournalEntry[]) => entries.filter(({ terminalId }) => terminalId === 'lane1').map(({ hash }) => hash);
      expect(strip(await again.entries()).slice(0, 8)).toEqual(strip(headOffice));
      await again.close();
      expect(verifyJournalDatabase(path.join(fresh, 'store.sqlite'), null, { sha256Hex, anchors: headOffice.slice(-1) })).toMatchObject({ ok: true, entries: 10 });
    }));

  test('moves what lies there aside, with its log', () =>
    inFolder(async (directory) => {
      const store = await openTestStore(directory);
      await store.journal.append('lane1', 'cash-counted', counted(1));
      const backup = path.join(directory, 'backup.sqlite');
      await backUpStoreDatabase({ file: store.file, key: null, target: backup }, never);
      await store.journal.append('lane1', 'cash-counted', counted(2));
      await store.close();
      writeFileSync(`${store.file}-wal`, 'an old log');
      const restored = restoreStoreDatabase({ backup, key: null, file: store.file, nowMs: () => START_MS });
      const aside = `${store.file}.before-restore-${START_MS}`;
      expect(restored).toMatchObject({ ok: true, value: { entries: 1, movedAside: aside } });
      expect(existsSync(`${aside}-wal`)).toBe(true);
    }));

  test('of a missing or damaged backup changes nothing', () =>
    inFolder(async (directory) => {
      const file = path.join(directory, 'store.sqlite');
      writeFileSync(file, 'what was there');
      const restore = (backup: string) => restoreStoreDatabase({ backup, key: null, file, nowMs: () => START_MS });
      expect(restore(path.join(directory, 'none'))).toMatchObject({ ok: false, error: { kind: 'backup-missing' } });
      writeFileSync(path.join(directory, 'bad'), 'no database at all '.repeat(400));
      expect(restore(path.join(directory, 'bad'))).toMatchObject({ ok: false, error: { kind: 'backup-does-not-verify' } });
      expect(readFileSync(file, 'utf8')).toBe('what was there');
    }));
});
