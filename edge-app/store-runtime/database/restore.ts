import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from 'retail-model/result.ts';
import type { JournalHead } from './journal.ts';
import { rekey } from './database-key.ts';
import { copyArchives } from './journal-archives.ts';
import { openStoreDatabase, type OpenDatabaseError } from './open-store-database.ts';
import type { Connection } from './rx-storage/open-connection.ts';
import type { JournalVerdict } from './verify-journal.ts';
import { openToRead, verifyJournalDatabase } from './verify-journal-database.ts';

export type RestoreParts = {
  readonly backup: string;
  /** The key the backup is encrypted with. */
  readonly key: Uint8Array | null;
  /** The store's present key, where it is another one: the restored database gets it. */
  readonly storeKey?: Uint8Array | null;
  /** Where the store's database is to be. What lies there is moved aside, not deleted. */
  readonly file: string;
  readonly nowMs: () => number;
  /** There is no head office to take newer entries back from: the journal goes on after the backup's. Default false. */
  readonly withoutHeadOffice?: boolean;
};

export type Restored = { readonly entries: number; readonly heads: readonly JournalHead[]; /** Where the database that was there now is. */ readonly movedAside: string | null };

export type RestoreError =
  | { readonly kind: 'backup-missing'; readonly file: string }
  | { readonly kind: 'backup-does-not-verify'; readonly verdict: JournalVerdict }
  | { readonly kind: 'restore-not-made'; readonly detail: string }
  | OpenDatabaseError;

/** A restore that is not finished: the journal may lack entries that head office has, and must not go on numbering before it has them. */
export type PendingRestore = { readonly fromBackup: string; readonly restoredAtMs: number; readonly withoutHeadOffice: boolean };

/**
 * Puts a verified backup in the place of the store's database, whose process must be stopped. The database then holds a pending restore:
 * the runtime takes back what head office has of the journal beyond the backup (`journal.adopt`), writes `database-restored`, and only then sells.
 */
export function restoreStoreDatabase({ backup, key, storeKey = key, file, nowMs, withoutHeadOffice = false }: RestoreParts): Result<Restored, RestoreError> {
  if (!existsSync(backup)) return fail({ kind: 'backup-missing', file: backup });
  let moved: string | null;
  let verdict: JournalVerdict;
  try {
    verdict = verifyJournalDatabase(backup, key, { sha256Hex: (text) => createHash('sha256').update(text).digest('hex'), anchors: [] });
    if (!verdict.ok) return fail({ kind: 'backup-does-not-verify', verdict });
    mkdirSync(path.dirname(file), { recursive: true });
    const arriving = `${file}.arriving`;
    const reader = openToRead(backup, key);
    copyArchives(reader, file);
    reader.close();
    copyFileSync(backup, arriving);
    const handle = openSync(arriving, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    if (key !== null && storeKey !== null && !Buffer.from(key).equals(storeKey)) rekey(arriving, key, storeKey);
    moved = moveAside(file, nowMs());
    renameSync(arriving, file);
  } catch (error) {
    return fail({ kind: 'restore-not-made', detail: (error as Error).message });
  }
  const opened = openStoreDatabase({ file, key: storeKey });
  if (!opened.ok) return opened;
  opened.value.exec('DROP TABLE IF EXISTS pending_restore; CREATE TABLE pending_restore(from_backup TEXT NOT NULL, restored_at_ms INTEGER NOT NULL, without_head_office INTEGER NOT NULL)');
  opened.value.prepare('INSERT INTO pending_restore VALUES(?, ?, ?)').run(path.basename(backup), nowMs(), withoutHeadOffice ? 1 : 0);
  opened.value.close();
  return ok({ entries: verdict.entries, heads: verdict.heads, movedAside: moved });
}

/** The restore that this database still has to finish, or null. */
export function pendingRestoreOf(connection: Connection): PendingRestore | null {
  if (connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'pending_restore'").get() === undefined) return null;
  const row = connection.prepare('SELECT from_backup AS fromBackup, restored_at_ms AS restoredAtMs, without_head_office AS alone FROM pending_restore').get() as { fromBackup: string; restoredAtMs: number; alone: number } | undefined;
  return row ? { fromBackup: row.fromBackup, restoredAtMs: row.restoredAtMs, withoutHeadOffice: row.alone === 1 } : null;
}

/** To be called once `database-restored` is in the journal. */
export function finishRestore(connection: Connection): void {
  connection.exec('DROP TABLE IF EXISTS pending_restore');
}

/** The log belongs to its database: beside another one SQLite would play it back into that. */
function moveAside(file: string, atMs: number): string | null {
  if (!existsSync(file)) {
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    return null;
  }
  const aside = `${file}.before-restore-${atMs}`;
  renameSync(file, aside);
  for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  return aside;
}
