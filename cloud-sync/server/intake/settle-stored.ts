import type { Transaction } from 'kysely';
import { GENESIS_HASH, type JournalEntry } from 'retail-model/journal/entry.ts';
import type { QuarantineReason } from 'retail-model/replication/wire.ts';
import type { CloudTables } from '../storage/cloud-tables.ts';
import { anchorHeads, anchorsBeyond } from './anchor-heads.ts';
import { fitsHole } from './fits-hole.ts';
import type { RefusedEntry, SoundEntry } from './judge-entry.ts';
import { project } from './projections.ts';
import { settleTerminal } from './settle-terminal.ts';

/** `raised`: accepted, and yet a reason for an alarm. */
export interface SettledTerminal { readonly refused: readonly RefusedEntry[]; readonly raised: readonly RefusedEntry[]; readonly parked: number }

/** Brings one terminal's head forward with what has come. `repairedId`: this one was mended by a person and keeps the hash of the original. */
export async function settleStored(transaction: Transaction<CloudTables>, nowMs: number, storeId: string, terminalId: string, come: readonly SoundEntry[], repairedId: string | null): Promise<SettledTerminal> {
  const here = { storeId, terminalId };
  const known = await transaction.selectFrom('heads').select(['sequence', 'hash', 'gapSinceMs', 'parkedCount']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).executeTakeFirst();
  const head = known ?? { sequence: 0, hash: GENESIS_HASH, gapSinceMs: null, parkedCount: 0 };

  const refused: RefusedEntry[] = [];
  const late: SoundEntry[] = [];
  for (const one of come.filter(({ entry }) => entry.sequence <= head.sequence)) {
    const fits = await fitsHole(transaction, one.entry);
    if (fits === 'fits') late.push(one);
    else if (fits !== 'repeat') refused.push(refusalOf(one, fits));
  }

  const fresh = come.filter(({ entry }) => entry.sequence > head.sequence).map((one) => ({ ...linkOf(one.entry), one }));
  const holes = await transaction.selectFrom('quarantine').select(['sequence', 'claimedHash']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '>', head.sequence).where('reason', 'not in', ['fork', 'missing-entry']).execute();
  const isNext = ({ sequence }: { readonly sequence: number | null }) => sequence === head.sequence + 1;
  // Thousands may be parked behind a gap: they are read only when the head can move.
  const readsParked = head.parkedCount > 0 && (come.length === 0 || fresh.some(isNext) || holes.some(isNext));
  const parkedRows = readsParked
    ? await transaction.selectFrom('parked').select(['sequence', 'hash', 'entryText']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).orderBy('receivedAtMs').execute()
    : [];
  const parkedBefore = parkedRows.map((row) => { const entry = JSON.parse(row.entryText) as JournalEntry; return { ...linkOf(entry), one: { state: 'sound', entry, text: row.entryText } as const }; });
  const settled = settleTerminal({ head, waiting: [...parkedBefore, ...fresh], holes: new Map(holes.map((hole) => [hole.sequence!, hole.claimedHash])), anchored: await anchorsBeyond(transaction, storeId, terminalId, head.sequence) });

  const accepted = [...late, ...settled.accepted.map(({ one }) => one)];
  refused.push(...settled.refused.map(({ entry, reason }) => refusalOf(entry.one, reason)));
  await store(transaction, accepted, nowMs, repairedId);
  const raised = await anchorHeads(transaction, storeId, accepted, nowMs);
  await project(transaction, storeId, accepted.map(({ entry }) => entry), nowMs);
  await closeHoles(transaction, storeId, terminalId, [...late.map(({ entry }) => entry.sequence), ...holes.flatMap(({ sequence }) => (settled.accepted.some((entry) => entry.sequence === sequence) ? [sequence!] : []))]);

  await closeMissing(transaction, storeId, terminalId, late.map(({ entry }) => entry.sequence));

  const moved = settled.head.sequence > head.sequence;
  if (moved && readsParked) await transaction.deleteFrom('parked').where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '<=', settled.head.sequence).execute();
  const stays = new Set(settled.parked);
  const newlyParked = fresh.filter((one) => stays.has(one));
  let inserted = 0;
  for (let at = 0; at < newlyParked.length; at += 500) {
    const result = await transaction.insertInto('parked').values(newlyParked.slice(at, at + 500).map(({ sequence, hash, one }) => ({ ...here, sequence, hash, receivedAtMs: nowMs, entryText: one.text })))
      .onConflict((conflict) => conflict.columns(['storeId', 'terminalId', 'sequence', 'hash']).doNothing()).executeTakeFirst();
    inserted += Number(result.numInsertedOrUpdatedRows ?? 0);
  }
  // Kept and never counted: a count would cost more with every entry that waits.
  const parkedCount = readsParked ? settled.parked.length : head.parkedCount + inserted;
  const gapSinceMs = parkedCount > 0 ? (moved ? nowMs : head.gapSinceMs ?? nowMs) : null;
  const next = { ...settled.head, gapSinceMs, parkedCount };
  await transaction.insertInto('heads').values({ ...here, ...next }).onConflict((conflict) => conflict.columns(['storeId', 'terminalId']).doUpdateSet(next)).execute();
  return { refused, raised, parked: newlyParked.length };
}

/** The rightful entry has come after all: what lay in quarantine at its place is history. */
async function closeHoles(transaction: Transaction<CloudTables>, storeId: string, terminalId: string, sequences: readonly number[]): Promise<void> {
  if (sequences.length === 0) return;
  await transaction.updateTable('quarantine').set({ state: 'replayed' }).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', 'in', sequences).where('state', '=', 'open').where('reason', 'not in', ['fork', 'missing-entry']).execute();
}

/** A run that was missing is history once all of it has come. */
async function closeMissing(transaction: Transaction<CloudTables>, storeId: string, terminalId: string, come: readonly number[]): Promise<void> {
  if (come.length === 0) return;
  const runs = await transaction.selectFrom('quarantine').select(['quarantineId', 'sequence', 'throughSequence']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('reason', '=', 'missing-entry').where('state', '=', 'open').execute();
  for (const { quarantineId, sequence, throughSequence } of runs) {
    if (sequence === null || throughSequence === null || !come.some((one) => one >= sequence && one <= throughSequence)) continue;
    const { count } = await transaction.selectFrom('journal').select((select) => select.fn.countAll<number>().as('count')).where('storeId', '=', storeId).where('terminalId', '=', terminalId)
      .where('sequence', '>=', sequence).where('sequence', '<=', throughSequence).executeTakeFirstOrThrow();
    if (Number(count) === throughSequence - sequence + 1) await transaction.updateTable('quarantine').set({ state: 'replayed' }).where('quarantineId', '=', quarantineId).execute();
  }
}

const linkOf = ({ sequence, previousHash, hash }: JournalEntry) => ({ sequence, previousHash, hash });

const chainWords: Partial<Record<QuarantineReason, string>> = { fork: 'Another entry already stands at its place', 'broken-chain': 'It does not follow the entry before it', 'contradicted-head': 'The store has signed another entry for this place' };
const refusalOf = ({ entry, text }: SoundEntry, reason: QuarantineReason): RefusedEntry =>
  ({ state: 'refused', documentId: entry.id, terminalId: entry.terminalId, sequence: entry.sequence, claimedHash: entry.hash, reason, detail: chainWords[reason] ?? reason, text });

async function store(transaction: Transaction<CloudTables>, accepted: readonly SoundEntry[], receivedAtMs: number, repairedId: string | null): Promise<void> {
  for (let at = 0; at < accepted.length; at += 500) {
    await transaction.insertInto('journal').values(accepted.slice(at, at + 500).map(({ entry, text }) => ({
      storeId: entry.storeId, terminalId: entry.terminalId, sequence: entry.sequence, entryId: entry.id, hash: entry.hash, previousHash: entry.previousHash,
      kind: entry.kind, occurredAtMs: entry.occurredAtMs, businessDay: entry.businessDay, receivedAtMs, entryText: text, repaired: entry.id === repairedId ? 1 : 0,
    }))).execute();
  }
}
