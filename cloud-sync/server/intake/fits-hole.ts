import type { Transaction } from 'kysely';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { CloudTables } from '../storage/cloud-tables.ts';

/**
 * What an entry at or before the head is: the same as stands there ('repeat'), another one ('fork'), or the rightful owner of a place
 * that was stepped over ('fits': both neighbours that stand link to it, and no signed head names another; else 'broken-chain', 'contradicted-head').
 */
export async function fitsHole(transaction: Transaction<CloudTables>, { storeId, terminalId, sequence, hash, previousHash }: JournalEntry): Promise<'repeat' | 'fits' | 'fork' | 'broken-chain' | 'contradicted-head'> {
  const neighbours = await transaction.selectFrom('journal').select(['sequence', 'hash', 'previousHash'])
    .where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', 'in', [sequence - 1, sequence, sequence + 1]).execute();
  const there = neighbours.find((row) => row.sequence === sequence);
  if (there !== undefined) return there.hash === hash ? 'repeat' : 'fork';
  const before = neighbours.find((row) => row.sequence === sequence - 1);
  const after = neighbours.find((row) => row.sequence === sequence + 1);
  const linked = (before === undefined || before.hash === previousHash) && (after === undefined || after.previousHash === hash);
  if (!linked) return 'broken-chain';
  const anchor = await transaction.selectFrom('anchors').select('hash').where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '=', sequence).executeTakeFirst();
  return anchor !== undefined && anchor.hash !== hash ? 'contradicted-head' : 'fits';
}
