/** A backup by its file name: the business day it belongs to and when it was made. */
export interface KeptBackup { readonly file: string; readonly businessDay: string; readonly madeAtMs: number }

/** The newest so many are kept whatever their day: a day of hourly ones. */
export const NEWEST_KEPT = 24;
/** Of older ones the last of each day, this many days back. */
export const DAYS_KEPT = 30;

const pattern = /^store-(\d{4}-\d{2}-\d{2})-(\d{13,15})\.sqlite$/;

/** The name of a backup: sorts by day and time, says nothing about the shop. */
export const backupName = (businessDay: string, atMs: number): string => `store-${businessDay}-${String(atMs).padStart(13, '0')}.sqlite`;

/** Null for a file that is no backup of ours: it is never counted and never removed. */
export function readBackupName(file: string): KeptBackup | null {
  const found = pattern.exec(file);
  return found ? { file, businessDay: found[1]!, madeAtMs: Number(found[2]) } : null;
}

/** Which of these backups are no longer needed: beyond the newest 24, all but the last of each of the last 30 days. The newest is never among them. */
export function backupsToRemove(backups: readonly KeptBackup[]): readonly KeptBackup[] {
  const newestFirst = [...backups].sort((a, b) => b.madeAtMs - a.madeAtMs || (a.file < b.file ? 1 : -1));
  const days = new Set<string>();
  return newestFirst.filter((one, index) => {
    const isLastOfDay = !days.has(one.businessDay);
    days.add(one.businessDay);
    return index >= NEWEST_KEPT && (!isLastOfDay || days.size > DAYS_KEPT);
  });
}
