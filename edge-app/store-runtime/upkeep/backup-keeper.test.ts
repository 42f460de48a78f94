import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { BackupOutcome } from '../database/backup.ts';
import { counted, inFolder, openTestStore } from '../database/test-store.ts';
import { BACKUP_EVERY_MS, openBackupKeeper, type BackupKeeperParts } from './backup-keeper.ts';
import { backupName } from './kept-backups.ts';

const key = new Uint8Array(32).fill(7);

/** A keeper whose clock and timer are in the test's hand. */
async function withKeeper(folder: string, parts: Partial<BackupKeeperParts> = {}) {
  const store = await openTestStore(folder, { key });
  const recorded: string[] = [];
  const timers: { ms: number; task: () => void }[] = [];
  const keeper = openBackupKeeper({
    file: store.file, key, folder: path.join(folder, 'backups'), diskRoom: () => 'ample', businessDay: () => new Date(store.clock.nowMs).toISOString().slice(0, 10), nowMs: () => store.clock.nowMs,
    later: (ms, task) => { const one = { ms, task }; timers.push(one); return () => void timers.splice(timers.indexOf(one), 1); }, signal: new AbortController().signal, onChanged: () => undefined, log: { warn: () => undefined },
    journal: { record: async (terminalId, kind, body) => { recorded.push(kind); return store.journal.append(terminalId, kind, body); }, recordFact: async () => undefined, recordAll: async () => undefined, headSequence: () => 0, entriesAfter: () => [], cannotSell: () => null },
    ...parts,
  });
  return { store, keeper, recorded, timers, names: () => readdirSync(path.join(folder, 'backups')) };
}

test('a backup holds what was written, is an entry itself, and the next follows within the hour', () => inFolder(async (folder) => {
  const { store, keeper, recorded, timers, names } = await withKeeper(folder);
  expect(timers.map(({ ms }) => ms)).toEqual([60_000]);
  await store.journal.append('lane1', 'cash-counted', counted(1));
  const [first, second] = await Promise.all([keeper.makeNow(), keeper.makeNow()]);
  expect([first, second]).toEqual([true, true]);
  expect(names()).toHaveLength(1);
  expect(recorded).toEqual(['backup-made']);
  expect(keeper.view()).toMatchObject({ backup: { entries: 1, file: names()[0] }, backupTrouble: null, isBackingUp: false });
  expect(timers.map(({ ms }) => ms)).toEqual([BACKUP_EVERY_MS]);
  await keeper.close();
  await store.close();
}));

test('a failed backup is shown since its first failure, tried sooner, and forgotten by the next good one', () => inFolder(async (folder) => {
  let outcome: BackupOutcome = { ok: false, error: { kind: 'backup-not-made', detail: 'ENOSPC' } };
  const { store, keeper, timers, recorded } = await withKeeper(folder, { backUp: async () => outcome });
  expect(await keeper.makeNow()).toBe(false);
  const sinceMs = store.clock.nowMs;
  store.clock.nowMs += 300_000;
  expect(await keeper.makeNow()).toBe(false);
  expect(keeper.view().backupTrouble).toMatchObject({ detail: 'ENOSPC', sinceMs });
  expect(timers.map(({ ms }) => ms)).toEqual([300_000]);
  outcome = { ok: true, value: { file: 'x', bytes: 1, entries: 0, heads: [] } };
  expect(await keeper.makeNow()).toBe(true);
  expect(keeper.view().backupTrouble).toBeNull();
  expect(recorded).toEqual(['backup-made']);
  await store.close();
}));

test('on a disk that is nearly full no backup takes what selling needs', () => inFolder(async (folder) => {
  const { store, keeper, names } = await withKeeper(folder, { diskRoom: () => 'telemetry-stops' });
  expect(await keeper.makeNow()).toBe(false);
  expect(names()).toEqual([]);
  expect(keeper.view().backupTrouble?.words.zh).toMatch(/磁盘/);
  await store.close();
}));

test('old backups go, foreign files stay, and a restart knows the newest', () => inFolder(async (folder) => {
  const first = await withKeeper(folder);
  const old = Array.from({ length: 30 }, (_, hour) => backupName('2026-02-20', Date.UTC(2026, 1, 20) + hour * 60_000));
  for (const name of [...old, 'notes.txt']) writeFileSync(path.join(folder, 'backups', name), '');
  await first.keeper.makeNow();
  expect(first.names().filter((name) => name.startsWith('store-2026-02-20'))).toHaveLength(23);
  expect(existsSync(path.join(folder, 'backups/notes.txt'))).toBe(true);
  await first.store.close();
  const again = await withKeeper(folder);
  expect(again.keeper.view().backup?.madeAtMs).toBe(again.store.clock.nowMs);
  expect(again.timers[0]!.ms).toBe(BACKUP_EVERY_MS);
  await again.store.close();
}));
