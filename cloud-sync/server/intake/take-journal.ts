import { fail, ok, type Result } from 'retail-model/result.ts';
import type { AnsweredReason, PushAnswer, QuarantineReason } from 'retail-model/replication/wire.ts';
import { lockStore, type CloudStorage } from '../storage/cloud-storage.ts';
import { isSignedHead, unsignedHead } from './anchor-heads.ts';
import { judgeEntry, type RefusedEntry, type SoundEntry } from './judge-entry.ts';
import { quarantine, type QuarantineParts } from './quarantine.ts';
import { settleStored } from './settle-stored.ts';

/** Entries of one store that may wait for a predecessor; beyond, the store is asked to come back later. */
const PARKED_BOUND = 20_000;

export interface IntakeParts extends QuarantineParts { readonly storage: CloudStorage }

/**
 * Takes journal documents of one store: whole batch, one transaction. Never throws for a document. An entry that came before is a success again;
 * one whose predecessor has not arrived is parked; what cannot stand is quarantined with its reason and its place is stepped over.
 */
export async function takeJournal(parts: IntakeParts, storeId: string, documents: readonly unknown[]): Promise<Result<PushAnswer, 'parking-full'>> {
  const judgedAlone = documents.map((document) => judgeEntry(document, storeId, parts.sha256Hex));
  await parts.storage.makeRoom(Math.max(0, ...judgedAlone.map((one) => (one.state === 'sound' ? one.entry.sequence : 0))));
  return parts.storage.write(async (transaction) => {
    await lockStore(parts.storage, transaction, storeId);
    const answer: { quarantined: PushAnswer['quarantined']; parked: number } = { quarantined: [], parked: 0 };
    const refuse = async (refused: RefusedEntry) => {
      await quarantine(transaction, parts, storeId, refused);
      answer.quarantined.push({ id: refused.documentId, reason: answered(refused.reason) });
    };
    const judged = await Promise.all(judgedAlone.map(async (one) => (one.state === 'sound' && !(await isSignedHead(transaction, storeId, one.entry)) ? unsignedHead(one) : one)));
    for (const one of judged) if (one.state === 'refused') await refuse(one);
    const terminals = new Map<string, SoundEntry[]>();
    for (const one of judged) {
      const terminalId = one.state === 'sound' ? one.entry.terminalId : one.terminalId;
      if (terminalId === null) continue;
      const come = terminals.get(terminalId) ?? [];
      if (one.state === 'sound') come.push(one);
      terminals.set(terminalId, come);
    }
    for (const [terminalId, come] of terminals) {
      const settled = await settleStored(transaction, parts.nowMs(), storeId, terminalId, come, null);
      for (const refused of settled.refused) await refuse(refused);
      for (const raised of settled.raised) await quarantine(transaction, parts, storeId, raised);
      answer.parked += settled.parked;
    }
    if (answer.parked > 0) {
      const { parked } = await transaction.selectFrom('heads').select((select) => select.fn.sum<number>('parkedCount').as('parked')).where('storeId', '=', storeId).executeTakeFirstOrThrow();
      if (Number(parked) > PARKED_BOUND) throw new ParkingFull();
    }
    await transaction.updateTable('stores').set({ lastHeardMs: parts.nowMs() }).where('storeId', '=', storeId).execute();
    return ok({ conflicts: [], ...answer });
  }).catch((error: unknown) => {
    if (error instanceof ParkingFull) return fail('parking-full');
    throw error;
  });
}

class ParkingFull extends Error {}

/** The reason as a store of any version can read it. */
function answered(reason: QuarantineReason): AnsweredReason {
  switch (reason) {
    case 'bad-sums': case 'unsigned-head': case 'missing-entry': return 'bad-entry';
    case 'contradicted-head': return 'fork';
    default: return reason;
  }
}
