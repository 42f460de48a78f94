import type { RxCollection } from 'rxdb/plugins/core';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { Connection } from './rx-storage/open-connection.ts';
import { quoteName } from './rx-storage/sql-name.ts';
import type { Internals } from './rx-storage/storage-instance.ts';

/** An entry and its place in the order in which the store's entries became durable, over all terminals. */
export type PlacedEntry = { readonly place: number; readonly entry: JournalEntry };

/** Where the journal lies in the file: the connection and the table of its documents. */
export type JournalTable = { readonly connection: Connection; readonly name: string };

/** The table behind the journal's collection. */
export function journalTableOf(journal: RxCollection): JournalTable {
  const { connection, documentsTable } = journal.storageInstance.internals as Internals;
  return { connection, name: documentsTable };
}

/** The entry in a stored document: without what RxDB added. It was checked when it was written. */
export function entryOfDocument(data: string): JournalEntry {
  const { _deleted, _rev, _meta, _attachments, ...entry } = JSON.parse(data) as Record<string, unknown>;
  return entry as unknown as JournalEntry;
}

/** Entries after a place, in their order. Synchronous, so that a projection can be current before the next event. */
export function entriesAfter({ connection, name }: JournalTable): (place: number, limit: number) => readonly PlacedEntry[] {
  const statement = connection.prepare(`SELECT sequence AS place, data FROM ${quoteName(name)} WHERE sequence > ? ORDER BY sequence LIMIT ?`);
  return (place, limit) => (statement.all(place, limit) as { place: number; data: string }[]).map((row) => ({ place: row.place, entry: entryOfDocument(row.data) }));
}

/** The newest entry of each terminal, by two steps in the index (terminal, sequence) for each terminal. */
export async function latestEntries(journal: RxCollection): Promise<readonly JournalEntry[]> {
  const latest: JournalEntry[] = [];
  const find = async (selector: object, direction: 'asc' | 'desc') => {
    const [document] = await journal.find({ selector, sort: [{ terminalId: direction }, { sequence: direction }, { id: direction }], limit: 1 }).exec();
    return document?.toMutableJSON() as JournalEntry | undefined;
  };
  let next = await find({ terminalId: { $gt: '' } }, 'asc');
  while (next) {
    const { terminalId } = next;
    latest.push((await find({ terminalId }, 'desc'))!);
    next = await find({ terminalId: { $gt: terminalId } }, 'asc');
  }
  return latest;
}
