import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { archiveYear } from './archive-year.ts';
import { backUpStoreDatabase } from './backup.ts';
import { openFollowers, type Follower } from './followers.ts';
import { archivesOf } from './journal-archives.ts';
import { entriesAfter, findEntry, journalTableOf } from './journal-reading.ts';
import { restoreStoreDatabase } from './restore.ts';
import { counted, inFolder, openTestStore, sha256Hex } from './test-store.ts';
import { exportJournal, openToRead, verifyJournalDatabase } from './verify-journal-database.ts';

const DAY_MS = 86_400_000;
const key = new Uint8Array(32).fill(3);

/** Counts entries by terminal: what a projection says must not depend on where an entry lies. */
const countFollower: Follower = {
  name: 'count', version: 1, tables: ['entry_count'],
  createTables: (sql) => void sql.exec('CREATE TABLE IF NOT EXISTS entry_count(terminal TEXT PRIMARY KEY, n INTEGER NOT NULL)'),
  fold: (entry, sql) => void sql.prepare('INSERT INTO entry_count VALUES(?, 1) ON CONFLICT(terminal) DO UPDATE SET n = n + 1').run(entry.terminalId),
};

/** Trade over the turn of a year: lane2 is closed for good in the old one. */
async function overNewYear(folder: string, isClosed = true) {
  const clock = { nowMs: Date.UTC(2025, 11, 20, 8) };
  const store = await openTestStore(folder, { key, clock });
  for (let day = 0; day < 20; day++, clock.nowMs += DAY_MS) {
    for (let n = 0; n < 5; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
    if (clock.nowMs < Date.UTC(2025, 11, 25)) await store.journal.append('lane2', 'cash-counted', counted(day));
    if (isClosed) await store.journal.append('store', 'day-closed', { businessDay: new Date(clock.nowMs).toISOString().slice(0, 10), salesCount: 0, returnsCount: 0, takingsMinor: 0, refundsMinor: 0, perpetualSalesMinor: 0, perpetualReturnsMinor: 0 });
  }
  return { ...store, table: journalTableOf(store.collection).name };
}

test('an archived year is still verified, exported, followed and found, and every terminal numbers on', () => inFolder(async (folder) => {
  const store = await overNewYear(folder);
  const heads = store.journal.heads();
  const lines = [...exportJournal(store.connection)];
  const archived = archiveYear({ connection: store.connection, table: store.table, year: 2025, acknowledgedPlace: 1_000 });
  expect(archived).toMatchObject({ ok: true, value: { entries: 76, keptForChains: 1 } });
  expect(archivesOf(store.connection)).toHaveLength(1);
  await store.close();

  const verdict = verifyJournalDatabase(store.file, key, { sha256Hex, anchors: heads });
  expect(verdict).toMatchObject({ ok: true, entries: lines.length });
  const reader = openToRead(store.file, key);
  expect([...exportJournal(reader)]).toEqual(lines);
  reader.close();
  expect(readFileSync(path.join(folder, 'archives/journal-2025.sqlite')).includes('cash-counted')).toBe(false);

  const again = await openTestStore(folder, { key });
  const table = journalTableOf(again.collection);
  expect(again.journal.heads()).toEqual(expect.arrayContaining([...heads]));
  expect(findEntry(table, 'sh01-lane1-0000000001')).toMatchObject({ sequence: 1 });
  const places = entriesAfter(table)(0, 1_000).map(({ place }) => place);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).toHaveLength(lines.length);
  const followers = openFollowers({ journal: table, followers: [countFollower], nowMs: () => 0, onTrouble: () => undefined });
  await followers.caughtUp(new AbortController().signal);
  expect(again.connection.prepare('SELECT sum(n) FROM entry_count').pluck().get()).toBe(lines.length);
  expect(await followers.check('count', new AbortController().signal)).toMatchObject({ isEqual: true, entries: lines.length });
  const before = heads.find(({ terminalId }) => terminalId === 'lane2')!;
  expect(await again.journal.append('lane2', 'cash-counted', counted(1))).toMatchObject({ sequence: before.sequence + 1, previousHash: before.hash });
  await again.close();
}));

test('what is not over, not closed, not acknowledged or archived already stays, with the reason', () => inFolder(async (folder) => {
  const store = await overNewYear(folder);
  const archive = (year: number, acknowledgedPlace: number | null) => archiveYear({ connection: store.connection, table: store.table, year, acknowledgedPlace });
  expect(archive(2026, null)).toMatchObject({ error: { kind: 'year-not-over' } });
  expect(archive(2024, null)).toMatchObject({ error: { kind: 'nothing-to-archive' } });
  expect(archive(2025, 10)).toMatchObject({ error: { kind: 'not-acknowledged', acknowledgedPlace: 10 } });
  expect(existsSync(path.join(folder, 'archives'))).toBe(false);
  expect(archive(2025, null)).toMatchObject({ ok: true });
  expect(archive(2025, null)).toMatchObject({ error: { kind: 'archived-already' } });
  await store.close();
  await inFolder(async (other) => {
    const open = await overNewYear(other, false);
    expect(archiveYear({ connection: open.connection, table: open.table, year: 2025, acknowledgedPlace: null })).toMatchObject({ error: { kind: 'year-not-closed', lastDay: '2025-12-31' } });
    await open.close();
  });
}));

test('a missing, foreign or changed archive is named when the journal is verified', () => inFolder(async (folder) => {
  const store = await overNewYear(folder);
  archiveYear({ connection: store.connection, table: store.table, year: 2025, acknowledgedPlace: null });
  await store.close();
  const file = path.join(folder, 'archives/journal-2025.sqlite');
  const kept = path.join(folder, 'kept');
  copyFileSync(file, kept);
  rmSync(file);
  const verify = () => verifyJournalDatabase(store.file, key, { sha256Hex, anchors: [] });
  expect(verify()).toMatchObject({ ok: false, fault: 'archive-missing' });
  copyFileSync(store.file, file);
  expect(verify()).toMatchObject({ ok: false, fault: 'archive-missing' });
  copyFileSync(kept, file);
  expect(verify()).toMatchObject({ ok: true });
}));

test('a backup takes the archives along and a restore brings them back', () => inFolder(async (folder) => {
  const store = await overNewYear(folder);
  archiveYear({ connection: store.connection, table: store.table, year: 2025, acknowledgedPlace: null });
  const target = path.join(folder, 'elsewhere', 'backup.sqlite');
  expect(await backUpStoreDatabase({ file: store.file, key, target }, new AbortController().signal)).toMatchObject({ ok: true });
  await store.close();
  const fresh = path.join(folder, 'fresh');
  mkdirSync(fresh);
  expect(restoreStoreDatabase({ backup: target, key, file: path.join(fresh, 'store.sqlite'), nowMs: () => 1 })).toMatchObject({ ok: true });
  expect(verifyJournalDatabase(path.join(fresh, 'store.sqlite'), key, { sha256Hex, anchors: [] })).toMatchObject({ ok: true });
}));
