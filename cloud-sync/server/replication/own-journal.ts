import type { CloudStorage } from '../storage/cloud-storage.ts';

/**
 * What head office holds of a store's journal after the places the store names: what a store restored from a backup takes back.
 * Terminal by terminal, each in the order of its chain, at most `limit` entries.
 */
export async function ownJournal({ db }: CloudStorage, storeId: string, after: Readonly<Record<string, number>>, limit: number): Promise<{ readonly entries: readonly unknown[]; readonly complete: boolean }> {
  const terminals = await db.selectFrom('heads').select('terminalId').where('storeId', '=', storeId).orderBy('terminalId').execute();
  const entries: unknown[] = [];
  for (const { terminalId } of terminals) {
    // One more than asked for tells whether there is more.
    const rows = await db.selectFrom('journal').select('entryText').where('storeId', '=', storeId).where('terminalId', '=', terminalId)
      .where('sequence', '>', after[terminalId] ?? 0).orderBy('sequence').limit(limit + 1 - entries.length).execute();
    for (const { entryText } of rows) entries.push(JSON.parse(entryText));
    if (entries.length > limit) return { entries: entries.slice(0, limit), complete: false };
  }
  return { entries, complete: true };
}
