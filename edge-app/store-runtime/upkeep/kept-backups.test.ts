import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backupName, backupsToRemove, DAYS_KEPT, NEWEST_KEPT, readBackupName, type KeptBackup } from './kept-backups.ts';

const DAY_MS = 86_400_000;
const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
const backupAt = (madeAtMs: number): KeptBackup => ({ file: backupName(dayOf(madeAtMs), madeAtMs), businessDay: dayOf(madeAtMs), madeAtMs });
const moments = fc.uniqueArray(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 5, 1) }), { maxLength: 400 });

test('a name says what it was made from', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 9e12 }), (atMs) => {
    expect(readBackupName(backupName(dayOf(atMs), atMs))).toEqual(backupAt(atMs));
  }));
});

test("files that are not ours are left alone, half-made ones too", () => {
  for (const file of ['store.sqlite', 'store-2026-03-01-1772352000000.sqlite.unfinished', 'store-2026-03-01.sqlite', '../store-2026-03-01-1772352000000.sqlite']) expect(readBackupName(file)).toBeNull();
});

test('the newest stay, of older days the last stays, and what is kept is bounded', () => {
  fc.assert(fc.property(moments, (times) => {
    const backups = times.map(backupAt);
    const removed = new Set(backupsToRemove(backups).map(({ file }) => file));
    const newest = [...backups].sort((a, b) => b.madeAtMs - a.madeAtMs);
    for (const one of newest.slice(0, NEWEST_KEPT)) expect(removed.has(one.file)).toBe(false);
    const days = [...new Set(newest.map(({ businessDay }) => businessDay))].slice(0, DAYS_KEPT);
    for (const day of days) expect(removed.has(newest.find(({ businessDay }) => businessDay === day)!.file)).toBe(false);
    expect(backups.length - removed.size).toBeLessThanOrEqual(NEWEST_KEPT + DAYS_KEPT);
  }));
});

test('a week of hourly backups keeps a day of hours and seven days', () => {
  const week = Array.from({ length: 7 * 24 }, (_, hour) => backupAt(Date.UTC(2026, 2, 1) + hour * (DAY_MS / 24)));
  expect(week.length - backupsToRemove(week).length).toBe(24 + 6);
});
