import type { RxCollection } from 'rxdb/plugins/core';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { Connection } from './rx-storage/open-connection.ts';
import { prepared } from '../prepared.ts';
import { ARCHIVE_TABLE, openArchives } from './journal-archives.ts';
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

/** Entries after a place, in their order, archived ones included. Synchronous, so that a projection can be current before the next event. */
export function entriesAfter({ connection, name }: JournalTable): (place: number, limit: number) => readonly PlacedEntry[] {
  const read = (from: Connection, table: string) => from.prepare(`SELECT sequence AS place, data FROM ${quoteName(table)} WHERE sequence > ? ORDER BY sequence LIMIT ?`);
  const live = read(connection, name);
  const archived = openArchives(connection).map(({ archive, reader }) => ({ lastPlace: archive.lastPlace, statement: read(reader, ARCHIVE_TABLE) }));
  return (place, limit) => {
    const rows = [...archived.filter(({ lastPlace }) => lastPlace > place).map(({ statement }) => statement), live].flatMap((statement) => statement.all(place, limit) as { place: number; data: string }[]);
    // A terminal's newest entry stays in the database when its year is archived: places of both may alternate.
    if (archived.length > 0) rows.sort((a, b) => a.place - b.place);
    return rows.slice(0, limit).map((row) => ({ place: row.place, entry: entryOfDocument(row.data) }));
  };
}

/** One entry by its id, wherever it lies. */
export function findEntry({ connection, name }: JournalTable, entryId: string): JournalEntry | null {
  for (const [from, table] of [[connection, name], ...openArchives(connection).map(({ reader }) => [reader, ARCHIVE_TABLE] as const)] as const) {
    const data = prepared(from, `SELECT data FROM ${quoteName(table)} WHERE id = ?`).pluck().get(entryId) as string | undefined;
    if (data !== undefined) return entryOfDocument(data);
  }
  return null;
}

/** Rows of the journal as they are stored, archived ones included, in the order of their ids. */
export function* rowsById<Row extends { readonly id: string }>({ connection, name }: JournalTable, columns: string, liveHint = ''): Generator<Row> {
  const read = (from: Connection, table: string, hint: string) => from.prepare(`SELECT ${columns} FROM ${quoteName(table)} ${hint} ORDER BY id`).iterate() as IterableIterator<Row>;
  const archives = openArchives(connection);
  const sources = [read(connection, name, liveHint), ...archives.map(({ reader }) => read(reader, ARCHIVE_TABLE, ''))];
  try {
    const heads = sources.map((source) => source.next());
    for (;;) {
      let least = -1;
      heads.forEach((head, index) => {
        if (!head.done && (least === -1 || head.value.id < (heads[least]!.value as Row).id)) least = index;
      });
      if (least === -1) return;
      yield heads[least]!.value as Row;
      heads[least] = sources[least]!.next();
    }
  } finally {
    // Who stops in the middle must be able to close the database.
    for (const source of sources) source.return?.();
  }
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
