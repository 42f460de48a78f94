import type { Transaction } from 'kysely';
import type { Sha256Hex } from 'retail-model/journal/entry-hash.ts';
import type { CloudTables } from '../storage/cloud-tables.ts';
import type { RefusedEntry } from './judge-entry.ts';

export interface QuarantineParts { readonly sha256Hex: Sha256Hex; readonly newId: () => string; readonly nowMs: () => number }

/** Keeps a refused document with its reason. The same document again is the same row. `throughSequence`: the end of a missing run. */
export async function quarantine(transaction: Transaction<CloudTables>, parts: QuarantineParts, storeId: string, { documentId, terminalId, sequence, claimedHash, reason, detail, text }: RefusedEntry, throughSequence: number | null = null): Promise<void> {
  await transaction.insertInto('quarantine')
    .values({ quarantineId: parts.newId(), storeId, terminalId, sequence, throughSequence, documentId, documentHash: parts.sha256Hex(text), claimedHash, reason, detail, receivedAtMs: parts.nowMs(), state: 'open', documentText: text })
    .onConflict((conflict) => conflict.columns(['storeId', 'documentId', 'documentHash']).doNothing()).execute();
}
