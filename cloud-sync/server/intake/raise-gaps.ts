import type { Transaction } from 'kysely';
import { entryId, GENESIS_HASH, type JournalEntry } from 'retail-model/journal/entry.ts';
import { lockStore } from '../storage/cloud-storage.ts';
import type { CloudTables } from '../storage/cloud-tables.ts';
import { quarantine } from './quarantine.ts';
import { settleStored } from './settle-stored.ts';
import type { IntakeParts } from './take-journal.ts';

/** A gap younger than this is the ordinary disorder of a poor line. */
const GAP_RAISED_MS = 5 * 60_000;
/** A signed head says that the entries exist; what is on the way side by side with it may still take this long. */
const SIGNED_RAISED_MS = 30_000;
/** A longer run of missing places is raised and not stepped over: its end may be the mistake. */
const STEP_BOUND = 100_000;
/** Terminals in one turn. */
const TURN = 200;

export interface RaisedGap { readonly storeId: string; readonly terminalId: string; readonly fromSequence: number; readonly toSequence: number }

/**
 * Raises every gap that has been open for five minutes or that a signed head has passed, and steps over it, so that what waits behind is taken.
 * The missing entries are still taken when they come (`fitsHole`), and then close the alarm. Answers what it raised.
 */
export async function raiseGaps(parts: IntakeParts): Promise<readonly RaisedGap[]> {
  const nowMs = parts.nowMs();
  const { db } = parts.storage;
  const old = await db.selectFrom('heads').select(['storeId', 'terminalId']).where('gapSinceMs', '<=', nowMs - GAP_RAISED_MS).limit(TURN).execute();
  const passed = await db.selectFrom('anchors').leftJoin('heads', (join) => join.onRef('heads.storeId', '=', 'anchors.storeId').onRef('heads.terminalId', '=', 'anchors.terminalId'))
    .select(['anchors.storeId', 'anchors.terminalId']).where('anchors.receivedAtMs', '<=', nowMs - SIGNED_RAISED_MS)
    .where((where) => where.or([where('heads.sequence', 'is', null), where('anchors.sequence', '>', where.ref('heads.sequence'))])).limit(TURN).execute();
  const raised: RaisedGap[] = [];
  for (const { storeId, terminalId } of new Map([...old, ...passed].map((one) => [`${one.storeId}-${one.terminalId}`, one])).values()) {
    const gap = await parts.storage.write(async (transaction) => {
      await lockStore(parts.storage, transaction, storeId);
      return raiseOne(parts, transaction, storeId, terminalId, nowMs);
    });
    if (gap !== null) raised.push(gap);
  }
  return raised;
}

async function raiseOne(parts: IntakeParts, transaction: Transaction<CloudTables>, storeId: string, terminalId: string, nowMs: number): Promise<RaisedGap | null> {
  const here = { storeId, terminalId };
  const head = await transaction.selectFrom('heads').select(['sequence', 'gapSinceMs', 'parkedCount']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).executeTakeFirst() ?? { sequence: 0, gapSinceMs: null, parkedCount: 0 };
  const waiting = await transaction.selectFrom('parked').select(['sequence', 'entryText']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '>', head.sequence).orderBy('sequence').orderBy('receivedAtMs').limit(1).executeTakeFirst();
  const anchor = await transaction.selectFrom('anchors').select(['sequence', 'hash', 'receivedAtMs']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '>', head.sequence).orderBy('sequence').limit(1).executeTakeFirst();
  const isOld = waiting !== undefined && head.gapSinceMs !== null && head.gapSinceMs <= nowMs - GAP_RAISED_MS;
  const isPassed = anchor !== undefined && anchor.receivedAtMs <= nowMs - SIGNED_RAISED_MS;
  if (!isOld && !isPassed) return null;
  // The run ends before the first entry that waits, or with the place that was signed: whichever is first.
  const beforeWaiting = waiting !== undefined && (anchor === undefined || waiting.sequence <= anchor.sequence)
    ? { sequence: waiting.sequence - 1, hash: (JSON.parse(waiting.entryText) as JournalEntry).previousHash } : null;
  const end = beforeWaiting ?? anchor!;
  const [fromSequence, toSequence] = [head.sequence + 1, end.sequence];
  if (toSequence < fromSequence) {
    // Nothing is missing: what waits can be taken at once.
    await settleStored(transaction, nowMs, storeId, terminalId, [], null);
    return null;
  }
  const steps = toSequence - head.sequence <= STEP_BOUND;
  const detail = `${terminalId} ${fromSequence}–${toSequence} ${isPassed ? 'has been signed by the store' : 'has not come for five minutes'}${steps ? '' : '; too many to be stepped over'}`;
  await quarantine(transaction, parts, storeId, {
    state: 'refused', documentId: entryId(storeId, terminalId, fromSequence), terminalId, sequence: fromSequence, claimedHash: end.hash, reason: 'missing-entry', detail, text: JSON.stringify({ missing: { terminalId, fromSequence, toSequence } }),
  }, toSequence);
  if (steps) {
    const place = { sequence: end.sequence, hash: end.hash === GENESIS_HASH ? null : end.hash };
    await transaction.insertInto('heads').values({ ...here, ...place, gapSinceMs: head.gapSinceMs, parkedCount: head.parkedCount }).onConflict((conflict) => conflict.columns(['storeId', 'terminalId']).doUpdateSet(place)).execute();
    const settled = await settleStored(transaction, nowMs, storeId, terminalId, [], null);
    for (const refused of [...settled.refused, ...settled.raised]) await quarantine(transaction, parts, storeId, refused);
  } else {
    // Raised once: the clock of this gap starts anew, and the same run is the same row.
    await transaction.updateTable('heads').set({ gapSinceMs: nowMs }).where('storeId', '=', storeId).where('terminalId', '=', terminalId).execute();
  }
  return { ...here, fromSequence, toSequence };
}
