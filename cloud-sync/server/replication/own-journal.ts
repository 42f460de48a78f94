import type { CloudStorage } from '../storage/cloud-storage.ts';

/** Entries that head office could not read or believe, and which are the store's own all the same: their chain goes through them. */
const OWN_THOUGH_DOUBTED = ['bad-entry', 'bad-sums'] as const;

/**
 * What head office holds of a store's journal after the places the store names: what a store restored from a backup takes back.
 * Terminal by terminal, each in the order of its chain, at most `limit` entries; what lies in quarantine stands in its place.
 */
export async function ownJournal({ db }: CloudStorage, storeId: string, after: Readonly<Record<string, number>>, limit: number): Promise<{ readonly entries: readonly unknown[]; readonly complete: boolean }> {
  const terminals = await db.selectFrom('heads').select('terminalId').where('storeId', '=', storeId).orderBy('terminalId').execute();
  const entries: unknown[] = [];
  for (const { terminalId } of terminals) {
    // One more than asked for tells whether there is more.
    const room = limit + 1 - entries.length;
    const from = after[terminalId] ?? 0;
    const held = await db.selectFrom('journal').select(['sequence', 'entryText as text']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '>', from).orderBy('sequence').limit(room).execute();
    const doubted = await db.selectFrom('quarantine').select(['sequence', 'documentText as text']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '>', from)
      .where('reason', 'in', OWN_THOUGH_DOUBTED).where('state', '!=', 'replayed').orderBy('sequence').limit(room).execute();
    const inPlace = [...held, ...doubted.filter(({ sequence }) => !held.some((one) => one.sequence === sequence))].sort((a, b) => Number(a.sequence) - Number(b.sequence)).slice(0, room);
    for (const { text } of inPlace) entries.push(JSON.parse(text));
    if (entries.length > limit) return { entries: entries.slice(0, limit), complete: false };
  }
  return { entries, complete: true };
}
