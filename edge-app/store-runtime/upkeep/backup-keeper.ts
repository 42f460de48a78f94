import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { UpkeepView } from 'retail-model/api/store-views.ts';
import { STORE_TERMINAL } from 'retail-model/journal/entry.ts';
import type { Words } from 'retail-model/text/words.ts';
import { backUpStoreDatabase, type BackupOutcome, type BackupTask } from '../database/backup.ts';
import type { DiskRoom } from '../database/disk-room.ts';
import type { StoreJournal } from '../store-journal.ts';
import { backupName, backupsToRemove, readBackupName, type KeptBackup } from './kept-backups.ts';

export const BACKUP_EVERY_MS = 60 * 60_000;
/** After a failure it is tried sooner. */
const RETRY_MS = 5 * 60_000;
/** The first minutes of a morning belong to the lanes. */
const FIRST_WAIT_MS = 60_000;

export interface BackupKeeperParts {
  readonly file: string;
  readonly key: Uint8Array;
  readonly folder: string;
  readonly journal: StoreJournal;
  readonly diskRoom: () => DiskRoom;
  readonly businessDay: () => string;
  readonly nowMs: () => number;
  readonly later: (ms: number, task: () => void) => () => void;
  readonly signal: AbortSignal;
  readonly onChanged: () => void;
  readonly log: { warn(event: string, facts?: Record<string, unknown>): void };
  readonly backUp?: (task: BackupTask, signal: AbortSignal) => Promise<BackupOutcome>;
}

/**
 * Backs the store up every hour and when asked (day close), beside selling; keeps a day of hours and a month of days.
 * A failure is shown until the next one succeeds. One at a time: who asks while one is made gets that one's answer.
 */
export function openBackupKeeper(parts: BackupKeeperParts) {
  const backUp = parts.backUp ?? backUpStoreDatabase;
  let newest = kept(parts.folder).toSorted((a, b) => a.madeAtMs - b.madeAtMs).at(-1) ?? null;
  let made: UpkeepView['backup'] = newest && { madeAtMs: newest.madeAtMs, file: newest.file, bytes: null, entries: null };
  let trouble: UpkeepView['backupTrouble'] = null;
  let making: Promise<boolean> | null = null;
  let cancelNext: () => void = () => undefined;
  let nextMs = 0;

  function failed(words: Words, detail: string): false {
    trouble = { words, detail: detail.slice(0, 300), sinceMs: trouble?.sinceMs ?? parts.nowMs() };
    parts.log.warn('backup-not-made', { detail });
    return false;
  }

  async function make(): Promise<boolean> {
    const room = parts.diskRoom();
    if (room !== 'ample') return failed(noRoomWords, `The disk is ${room}; a backup would take what selling needs`);
    const atMs = parts.nowMs();
    const name = backupName(parts.businessDay(), atMs);
    const outcome = await backUp({ file: parts.file, key: parts.key, target: path.join(parts.folder, name) }, parts.signal);
    if (!outcome.ok) return outcome.error.kind === 'backup-not-made' ? failed(notMadeWords, outcome.error.detail) : failed(notWholeWords, JSON.stringify(outcome.error.verdict));
    newest = { file: name, businessDay: parts.businessDay(), madeAtMs: atMs };
    made = { madeAtMs: atMs, file: name, bytes: outcome.value.bytes, entries: outcome.value.entries };
    trouble = null;
    for (const one of backupsToRemove(kept(parts.folder))) rmSync(path.join(parts.folder, one.file), { force: true });
    await parts.journal.record(STORE_TERMINAL, 'backup-made', { file: name, bytes: outcome.value.bytes, throughSequence: outcome.value.heads.find(({ terminalId }) => terminalId === STORE_TERMINAL)?.sequence ?? 0 });
    return true;
  }

  function makeNow(): Promise<boolean> {
    making ??= make()
      .catch((error: unknown) => failed(notMadeWords, error instanceof Error ? error.message : String(error)))
      .finally(() => {
        making = null;
        plan(trouble === null ? BACKUP_EVERY_MS : RETRY_MS);
        parts.onChanged();
      });
    return making;
  }

  function plan(afterMs: number): void {
    cancelNext();
    if (parts.signal.aborted) return;
    nextMs = parts.nowMs() + afterMs;
    cancelNext = parts.later(afterMs, () => void makeNow());
  }

  mkdirSync(parts.folder, { recursive: true, mode: 0o700 });
  const sinceNewestMs = newest ? parts.nowMs() - newest.madeAtMs : Infinity;
  // A clock that was set back must not put the next backup off by more than its hour.
  plan(Math.max(FIRST_WAIT_MS, Math.min(BACKUP_EVERY_MS, BACKUP_EVERY_MS - (sinceNewestMs >= 0 ? sinceNewestMs : 0))));

  return {
    /** Makes a backup now; false where it could not be made (the view says why). */
    makeNow,
    view: (): Pick<UpkeepView, 'backup' | 'backupTrouble' | 'nextBackupMs' | 'isBackingUp' | 'backupFolder'> => ({ backup: made, backupTrouble: trouble, nextBackupMs: nextMs, isBackingUp: making !== null, backupFolder: parts.folder }),
    async close(): Promise<void> {
      cancelNext();
      await making;
    },
  };
}
export type BackupKeeper = ReturnType<typeof openBackupKeeper>;

function kept(folder: string): readonly KeptBackup[] {
  try {
    return readdirSync(folder).flatMap((file) => readBackupName(file) ?? []);
  } catch {
    return [];
  }
}

const noRoomWords: Words = { zh: '磁盘空间不足，没有做备份；销售优先。请清理磁盘。', en: 'The disk is nearly full, so no backup was made; selling comes first. Free the disk.' };
const notMadeWords: Words = { zh: '备份没有做成。请检查备份文件夹所在的磁盘。', en: 'No backup could be made. Check the disk that the backup folder is on.' };
const notWholeWords: Words = { zh: '备份校验不通过：数据库可能已损坏。请立即联系工程师。', en: 'The backup did not verify: the database may be damaged. Call the engineer now.' };
