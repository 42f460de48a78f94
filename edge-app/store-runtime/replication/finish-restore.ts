import { existsSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { entryHeader, STORE_TERMINAL, type JournalEntry } from 'retail-model/journal/entry.ts';
import { ownJournalAnswer, wireBounds } from 'retail-model/replication/wire.ts';
import { z } from 'zod';
import type { Connection } from '../database/rx-storage/open-connection.ts';
import type { Journal } from '../database/journal.ts';
import { finishRestore, pendingRestoreOf } from '../database/restore.ts';
import { openDeviceSession } from './device-session.ts';
import { enrolStore, readEnrolment, writeEnrolment, type Enrolment } from './enrolment.ts';
import { askHeadOffice } from './head-office-requests.ts';

export interface FinishRestoreParts {
  readonly connection: Connection;
  readonly journal: Journal;
  readonly storeId: string;
  readonly deviceName: string;
  readonly headOffice: { readonly origin: string; readonly enrolmentCode: string | null } | null;
  readonly enrolmentFile: string;
  readonly devicePrivateKey: KeyObject;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: { info(event: string, facts?: Record<string, unknown>): void; warn(event: string, facts?: Record<string, unknown>): void };
}

const RETRY_MS = 5_000;
/** This store wrote it once: its hash and its place are checked when it is taken back, its body was when it was written. */
const ownEntry = entryHeader.extend({ kind: z.string(), body: z.record(z.string(), z.unknown()) });

/**
 * Brings a restored journal up to what head office acknowledged before anything is written: numbers that were used are not used again.
 * Waits for head office as long as it takes, unless the person who restored said that there is nothing to take back (`--without-head-office`).
 * Returns how many entries came back, or null where no restore was pending. Rejects when `signal` aborts.
 */
export async function finishPendingRestore(parts: FinishRestoreParts): Promise<number | null> {
  const { connection, journal, log } = parts;
  const pending = pendingRestoreOf(connection);
  if (pending === null) return null;
  const throughSequence = journal.headOf(STORE_TERMINAL)?.sequence ?? 0;
  const before = new Map(journal.heads().map(({ terminalId, sequence }) => [terminalId, sequence]));
  let taken = 0;
  if (parts.headOffice !== null && !pending.withoutHeadOffice) {
    const enrolment = await enrolmentOf(parts, parts.headOffice);
    taken = await takeBack(parts, parts.headOffice.origin, enrolment);
  }
  forgetStaleSessions(connection, journal.heads().filter(({ terminalId, sequence }) => sequence > (before.get(terminalId) ?? 0)).map(({ terminalId }) => terminalId));
  await journal.append(STORE_TERMINAL, 'database-restored', { fromBackup: pending.fromBackup, throughSequence });
  finishRestore(connection);
  log.info('restore-finished', { fromBackup: pending.fromBackup, taken });
  return taken;
}

async function takeBack(parts: FinishRestoreParts, origin: string, enrolment: Enrolment): Promise<number> {
  const { journal, signal, log, wait } = parts;
  let taken = 0;
  for (let token: string | null = null; ;) {
    if (token === null) {
      const session = await openDeviceSession(origin, enrolment, parts.devicePrivateKey, parts.randomBytes, signal);
      if (!session.ok) {
        log.warn('restore-waits-for-head-office', { why: session.error });
        await wait(RETRY_MS, signal);
        continue;
      }
      token = session.value.token;
    }
    const after = Object.fromEntries(journal.heads().map(({ terminalId, sequence }) => [terminalId, sequence]));
    const answer = await askHeadOffice(origin, '/sync/own-journal', { after, limit: wireBounds.ownJournalRows }, ownJournalAnswer, { token, signal });
    if (!answer.ok) {
      log.warn('restore-waits-for-head-office', { why: answer.error });
      token = null;
      await wait(RETRY_MS, signal);
      continue;
    }
    try {
      taken += await journal.adopt(answer.value.entries.map((entry) => ownEntry.parse(entry) as JournalEntry));
    } catch (error) {
      // An entry that head office never got, or holds in doubt: a person repairs it there, and this goes on.
      log.warn('restore-waits-for-head-office', { why: error instanceof Error ? error.message : String(error) });
      await wait(RETRY_MS, signal);
      continue;
    }
    log.info('restore-took-back', { entries: taken });
    if (answer.value.complete) return taken;
  }
}

/** The appliance's place at head office; where it was lost with the disk, the configuration's one-use code makes another. */
async function enrolmentOf({ enrolmentFile, storeId, deviceName, devicePrivateKey, signal, wait, log }: FinishRestoreParts, headOffice: NonNullable<FinishRestoreParts['headOffice']>): Promise<Enrolment> {
  for (;;) {
    const present = existsSync(enrolmentFile) ? readEnrolment(enrolmentFile) : null;
    if (present) return present;
    if (headOffice.enrolmentCode === null) throw new Error('This store was restored and is not enrolled: put a one-use code of head office into its configuration, or restore with --without-head-office');
    const enrolled = await enrolStore({ origin: headOffice.origin, code: headOffice.enrolmentCode, deviceName, devicePrivateKey, storeId, signal });
    if (enrolled.ok) writeEnrolment(enrolmentFile, enrolled.value);
    else {
      log.warn('restore-waits-for-head-office', { why: enrolled.error });
      await wait(RETRY_MS, signal);
    }
  }
}

/** A basket of the backup may have been paid since; what its lane wrote afterwards counts, not the old picture of it. */
function forgetStaleSessions(connection: Connection, terminals: readonly string[]): void {
  if (terminals.length === 0 || connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'lane_session'").get() === undefined) return;
  const forget = connection.prepare('DELETE FROM lane_session WHERE lane_id = ?');
  for (const terminalId of terminals) forget.run(terminalId);
}
