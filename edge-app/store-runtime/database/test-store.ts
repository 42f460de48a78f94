import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EntryBody, JournalEntry } from 'retail-model/journal/entry.ts';
import { createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { journalSchema } from './journal-collection.ts';
import { openJournal, type JournalParts } from './journal.ts';
import { openStoreDatabase } from './open-store-database.ts';
import { getRxStorageBetterSqlite } from './rx-storage.ts';

/** What the tests of journal, followers and backup share: a store of their own in a folder of their own. */

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

export async function inFolder<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), 'store-'));
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const START_MS = Date.UTC(2026, 2, 1, 8);

/** The journal of a store in `directory`, opened as the runtime opens it. `clock.nowMs` is the store's clock. */
export async function openTestStore(directory: string, parts: Partial<JournalParts> & { readonly key?: Uint8Array | null; readonly clock?: { nowMs: number } } = {}) {
  const file = path.join(directory, 'store.sqlite');
  const opened = openStoreDatabase({ file, key: parts.key ?? null });
  if (!opened.ok) throw new Error(opened.error.kind);
  const connection = opened.value;
  const clock = parts.clock ?? { nowMs: START_MS };
  const database = await createRxDatabase({ name: 'store', storage: getRxStorageBetterSqlite({ directory, connection: () => connection }), multiInstance: false });
  const collection = (await database.addCollections({ journal: { schema: journalSchema as never } })).journal as unknown as RxCollection;
  const journal = await openJournal({
    collection,
    storeId: 'sh01',
    sha256Hex,
    nowMs: () => clock.nowMs,
    businessDayOf: (atMs) => new Date(atMs).toISOString().slice(0, 10),
    onCommitted: () => undefined,
    ...parts,
  });
  const entries = async (): Promise<JournalEntry[]> => {
    const found = await collection.find({ sort: [{ terminalId: 'asc' }, { sequence: 'asc' }] }).exec();
    return found.map((document) => document.toMutableJSON() as JournalEntry);
  };
  return {
    file,
    connection,
    collection,
    journal,
    clock,
    entries,
    close: async () => {
      await journal.close();
      await database.close();
      connection.close();
    },
  };
}

/** A small fact, different for each number. */
export const counted = (number: number): EntryBody<'cash-counted'> => ({ drawerId: 'drawer', expectedMinor: number, countedMinor: number, staffId: 'staff-1' });
