import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { BackupOutcome, BackupTask } from './backup.ts';
import { copyArchives } from './journal-archives.ts';
import { quoteText } from './rx-storage/sql-name.ts';
import { openToRead, verifyJournalDatabase } from './verify-journal-database.ts';

/** Runs in a worker thread: copies the database with a read connection of its own, verifies the copy, and only then gives it its name. */
function backUp({ file, key, target }: BackupTask): BackupOutcome {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  const reader = openToRead(file, key);
  try {
    // VACUUM INTO reads one moment of the database while others write on, and encrypts the copy with the same key.
    reader.exec(`VACUUM INTO ${quoteText(unfinished)}`);
    copyArchives(reader, target);
  } finally {
    reader.close();
  }
  syncPath(unfinished);
  const verdict = verifyJournalDatabase(unfinished, key, { sha256Hex: (text) => createHash('sha256').update(text).digest('hex'), anchors: [] });
  if (!verdict.ok) {
    rmSync(unfinished, { force: true });
    return { ok: false, error: { kind: 'backup-does-not-verify', verdict } };
  }
  renameSync(unfinished, target);
  if (process.platform !== 'win32') syncPath(path.dirname(target));
  return { ok: true, value: { file: target, bytes: statSync(target).size, entries: verdict.entries, heads: verdict.heads } };
}

function syncPath(name: string): void {
  const handle = openSync(name, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

parentPort!.postMessage(backUp(workerData as BackupTask));
