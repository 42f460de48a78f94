import type { Transaction } from 'kysely';
import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { isSignedBy } from '../access/ed25519.ts';
import type { CloudTables } from '../storage/cloud-tables.ts';
import type { RefusedEntry, SoundEntry } from './judge-entry.ts';

/**
 * Whether a signed head bears the signature of a device that was enrolled for the store, revoked or not: what an appliance signed while it
 * was trusted may arrive through its replacement. The text is that of docs/journal-format.md. True for entries of other kinds.
 */
export async function isSignedHead(transaction: Transaction<CloudTables>, storeId: string, entry: JournalEntry): Promise<boolean> {
  if (entry.kind !== 'journal-head-signed') return true;
  const { terminalId, sequence, hash, signature } = entry.body;
  const text = canonicalJson({ storeId, terminalId, sequence, hash });
  const devices = await transaction.selectFrom('devices').select('publicKey').where('storeId', '=', storeId).execute();
  return devices.some(({ publicKey }) => isSignedBy(publicKey, text, signature));
}

/** The words for a signed head that no device of the store has signed. */
export const unsignedHead = ({ entry, text }: SoundEntry): RefusedEntry =>
  ({ state: 'refused', documentId: entry.id, terminalId: entry.terminalId, sequence: entry.sequence, claimedHash: entry.hash, reason: 'unsigned-head', detail: 'None of the keys that were enrolled for this store has made its signature', text });

/** Signed hashes of places beyond `sequence`. */
export async function anchorsBeyond(transaction: Transaction<CloudTables>, storeId: string, terminalId: string, sequence: number): Promise<ReadonlyMap<number, string>> {
  const rows = await transaction.selectFrom('anchors').select(['sequence', 'hash']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '>', sequence).execute();
  return new Map(rows.map((row) => [row.sequence, row.hash]));
}

/** Anchors what accepted heads say. A head that differs from the entry that stands there is raised: it stays in the journal as the store wrote it. */
export async function anchorHeads(transaction: Transaction<CloudTables>, storeId: string, accepted: readonly SoundEntry[], receivedAtMs: number): Promise<readonly RefusedEntry[]> {
  const raised: RefusedEntry[] = [];
  for (const { entry, text } of accepted) {
    if (entry.kind !== 'journal-head-signed') continue;
    const { terminalId, sequence, hash, signature } = entry.body;
    const there = await transaction.selectFrom('journal').select('hash').where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '=', sequence).executeTakeFirst();
    const before = await transaction.selectFrom('anchors').select('hash').where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '=', sequence).executeTakeFirst();
    const known = there?.hash ?? before?.hash ?? hash;
    if (known !== hash) {
      // No place: the entry is not a hole of the journal, it is an alarm about it.
      raised.push({ state: 'refused', documentId: entry.id, terminalId: null, sequence: null, claimedHash: entry.hash, reason: 'contradicted-head', detail: `The store signed ${hash} for ${terminalId} ${sequence}; there stands ${known}`, text });
      continue;
    }
    await transaction.insertInto('anchors').values({ storeId, terminalId, sequence, hash, signature, receivedAtMs }).onConflict((conflict) => conflict.columns(['storeId', 'terminalId', 'sequence']).doNothing()).execute();
    // The newest one that is reached vouches for all before it.
    if (there !== undefined) await transaction.deleteFrom('anchors').where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '<', sequence).execute();
  }
  return raised;
}
