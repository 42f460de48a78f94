import Database from 'better-sqlite3-multiple-ciphers';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { openEmbeddedStorage } from './embedded-storage.ts';
import { beginNewEpoch } from './server-identity.ts';

export type EmbeddedFault = { readonly kind: 'missing' | 'in-use' | 'not-head-office' } | { readonly kind: 'damaged'; readonly detail: string };

/** Whether a file is head office's database and whole. It is opened for reading alone. */
export function checkEmbedded(file: string): Result<{ readonly entries: number }, EmbeddedFault> {
  if (!existsSync(file)) return fail({ kind: 'missing' });
  try {
    const database = new Database(file, { readonly: true });
    try {
      const whole = database.pragma('integrity_check(1)', { simple: true }) as string;
      if (whole !== 'ok') return fail({ kind: 'damaged', detail: whole });
      const tables = database.prepare("select count(*) from sqlite_master where type = 'table' and name in ('journal', 'facts', 'kysely_migration')").pluck().get();
      return tables === 3 ? ok({ entries: database.prepare('select count(*) from journal').pluck().get() as number }) : fail({ kind: 'not-head-office' });
    } finally {
      database.close();
    }
  } catch (error) {
    return fail({ kind: 'damaged', detail: (error as Error).message });
  }
}

/** Moves the present database aside, if there is one that nobody has open. Answers its new name. */
export function moveEmbeddedAside(file: string, nowMs: number): Result<string | null, EmbeddedFault> {
  if (!existsSync(file)) return ok(null);
  if (isInUse(file)) return fail({ kind: 'in-use' });
  const aside = `${file}.before-restore-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, aside);
  for (const ending of ['-wal', '-shm']) if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${aside}${ending}`);
  return ok(aside);
}

/** SQLite leaves the write-ahead log only for the last one who has the file open. A file that is no database is in nobody's use. */
function isInUse(file: string): boolean {
  try {
    const database = new Database(file, { timeout: 200 });
    try {
      return database.pragma('journal_mode = DELETE', { simple: true }) === 'wal';
    } finally {
      database.close();
    }
  } catch (error) {
    return (error as { readonly code?: string }).code?.startsWith('SQLITE_BUSY') === true;
  }
}

/** Puts a checked copy in the place of the database and begins a new epoch: every store then sends again what the copy lacks. */
export async function restoreEmbedded(copy: string, file: string, random: (bytes: number) => Uint8Array, nowMs: number): Promise<Result<{ readonly entries: number; readonly movedAside: string | null }, EmbeddedFault>> {
  const checked = checkEmbedded(copy);
  if (!checked.ok) return checked;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const coming = `${file}.coming`;
  rmSync(coming, { force: true });
  copyFileSync(copy, coming);
  const storage = await openEmbeddedStorage(coming);
  await beginNewEpoch(storage, random).finally(() => storage.close());
  const aside = moveEmbeddedAside(file, nowMs);
  if (!aside.ok) { rmSync(coming, { force: true }); return aside; }
  renameSync(coming, file);
  return ok({ entries: checked.value.entries, movedAside: aside.value });
}
