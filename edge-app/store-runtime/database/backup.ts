import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { fail, type Result } from 'retail-model/result.ts';
import type { JournalHead } from './journal.ts';
import type { JournalVerdict } from './verify-journal.ts';

export type BackupTask = {
  /** The store's database, which may be in use. */
  readonly file: string;
  /** Its key; the backup is encrypted with the same. */
  readonly key: Uint8Array | null;
  /** The file to make; it appears whole and verified, or not at all. */
  readonly target: string;
};

export type Backup = { readonly file: string; readonly bytes: number; readonly entries: number; readonly heads: readonly JournalHead[] };

export type BackupError =
  | { readonly kind: 'backup-does-not-verify'; readonly verdict: JournalVerdict }
  /** No space, no right, no such folder, an unreadable database, or aborted. */
  | { readonly kind: 'backup-not-made'; readonly detail: string };

export type BackupOutcome = Result<Backup, BackupError>;

/**
 * Copies the database while selling goes on, in a worker thread: on the main thread a vacuum would keep the lanes waiting a second for
 * each 300,000 entries. The copy is opened and its chain verified before it gets its name.
 */
export function backUpStoreDatabase(task: BackupTask, signal: AbortSignal): Promise<BackupOutcome> {
  return new Promise((resolve) => {
    const notMade = (detail: string): void => resolve(fail({ kind: 'backup-not-made', detail }));
    try {
      mkdirSync(path.dirname(task.target), { recursive: true });
    } catch (error) {
      return notMade((error as Error).message);
    }
    const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: task });
    const abort = (): void => void worker.terminate();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    let outcome: BackupOutcome | null = null;
    let failure: Error | null = null;
    worker.on('message', (message: BackupOutcome) => (outcome = message));
    worker.on('error', (error) => (failure = error as Error));
    worker.on('exit', () => {
      signal.removeEventListener('abort', abort);
      if (outcome) return resolve(outcome);
      rmSync(`${task.target}.unfinished`, { force: true });
      notMade(failure?.message ?? 'the backup was broken off');
    });
  });
}
