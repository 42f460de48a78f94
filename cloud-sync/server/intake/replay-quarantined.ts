import { fail, ok, type Result } from 'retail-model/result.ts';
import { lockStore } from '../storage/cloud-storage.ts';
import { isSignedHead } from './anchor-heads.ts';
import { judgeEntry } from './judge-entry.ts';
import { quarantine } from './quarantine.ts';
import { settleStored } from './settle-stored.ts';
import type { IntakeParts } from './take-journal.ts';

export interface Replayed { readonly outcome: 'accepted' | 'parked' | 'still-refused'; readonly reason: string | null }

/**
 * Judges a quarantined entry again: as it came (this server may have learnt its kind), or as text that a person repaired.
 * A repaired entry keeps place and hash of the original, whose text stays in quarantine as the proof of the chain.
 */
export async function replayQuarantined(parts: IntakeParts, quarantineId: string, repairedText: string | null): Promise<Result<Replayed, 'not-found'>> {
  return parts.storage.write(async (transaction) => {
    const row = await transaction.selectFrom('quarantine').selectAll().where('quarantineId', '=', quarantineId).where('state', '=', 'open').executeTakeFirst();
    if (row === undefined) return fail('not-found');
    await lockStore(parts.storage, transaction, row.storeId);
    const document = parsed(repairedText ?? row.documentText);
    if (row.reason === 'missing-entry') return ok({ outcome: 'still-refused', reason: 'missing-entry: only the store can send it' });
    // Only a body that was unreadable or wrong may be mended under its old hash; a forged entry must prove itself anew.
    const repairOf = repairedText !== null && (row.reason === 'bad-entry' || row.reason === 'bad-sums') ? row.claimedHash : null;
    const judged = judgeEntry(document, row.storeId, parts.sha256Hex, repairOf);
    if (judged.state === 'refused') return ok({ outcome: 'still-refused', reason: `${judged.reason}: ${judged.detail}` });
    if (!(await isSignedHead(transaction, row.storeId, judged.entry))) return ok({ outcome: 'still-refused', reason: 'unsigned-head' });
    const settled = await settleStored(transaction, parts.nowMs(), row.storeId, judged.entry.terminalId, [judged], repairOf === null ? null : judged.entry.id);
    const again = settled.refused.find((refused) => refused.documentId === judged.entry.id);
    if (again !== undefined) return ok({ outcome: 'still-refused', reason: `${again.reason}: ${again.detail}` });
    for (const raised of settled.raised) await quarantine(transaction, parts, row.storeId, raised);
    await transaction.updateTable('quarantine').set({ state: 'replayed' }).where('quarantineId', '=', quarantineId).execute();
    return ok({ outcome: settled.parked > 0 ? 'parked' : 'accepted', reason: null });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
