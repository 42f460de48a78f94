import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from './database/rx-storage/open-connection.ts';
import { closeArchives } from './database/journal-archives.ts';
import { openFollowers, type Followers } from './database/followers.ts';
import { openJournal, type Journal } from './database/journal.ts';
import { entryOfDocument, findEntry, journalTableOf } from './database/journal-reading.ts';
import { quoteName } from './database/rx-storage/sql-name.ts';
import { openStoreDatabase } from './database/open-store-database.ts';
import { getRxStorageBetterSqlite } from './database/rx-storage.ts';
import { entryId, STORE_TERMINAL, type JournalEntry } from 'retail-model/journal/entry.ts';
import { localDay } from 'retail-model/time/local-time.ts';
import { allFollowers } from './followers/all-followers.ts';
import { openCollections, type StoreCollections } from './open-collections.ts';
import type { StoreJournal } from './store-journal.ts';
import { prepared } from './prepared.ts';

export interface StoreData {
  readonly connection: Connection;
  readonly collections: StoreCollections;
  readonly journal: Journal;
  readonly facts: StoreJournal;
  readonly followers: Followers;
  readonly readEntry: (entryId: string) => Promise<JournalEntry | null>;
  readonly newestEntries: (limit: number) => readonly JournalEntry[];
  close(): Promise<void>;
}

/** Ids are padded to ten digits. */
const LAST_SEQUENCE = 9_999_999_999;

/** The one file that holds everything a store knows. */
export const databaseFileOf = (folder: string): string => path.join(folder, 'store.sqlite');

/** Why the store's data cannot be opened, in words for the person in front of it. Nothing was changed. */
export class StoreDataRefused extends Error {}

/** Opens everything the store knows: one encrypted file, the collections in it, the journal and what follows it. */
export async function openStoreData(parts: {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly storeId: string;
  readonly timeZone: string;
  readonly nowMs: () => number;
  readonly onCommitted: (entries: readonly JournalEntry[]) => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
}): Promise<StoreData> {
  mkdirSync(parts.folder, { recursive: true });
  const opened = openStoreDatabase({ file: databaseFileOf(parts.folder), key: parts.key });
  if (!opened.ok) throw new StoreDataRefused(wordsOf(opened.error));
  const connection = opened.value;
  const { database, collections } = await openCollections(getRxStorageBetterSqlite({ directory: parts.folder, connection: () => connection }) as never);
  const table = journalTableOf(collections.journal);
  const followers = openFollowers({ journal: table, followers: allFollowers(parts.timeZone), nowMs: parts.nowMs, onTrouble: parts.onTrouble });
  await followers.caughtUp(new AbortController().signal);
  const journal = await openJournal({
    collection: collections.journal,
    storeId: parts.storeId,
    sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
    nowMs: parts.nowMs,
    businessDayOf: (atMs) => localDay(atMs, parts.timeZone),
    onCommitted: (entries) => {
      followers.follow();
      parts.onCommitted(entries);
    },
  });
  const documents = quoteName(table.name);
  return {
    connection,
    collections,
    journal,
    facts: {
      record: (terminalId, kind, body) => journal.append(terminalId, kind, body),
      recordFact: async (terminalId, fact) => void (await journal.appendAll(terminalId, [fact])),
      recordAll: async (terminalId, facts) => void (await journal.appendAll(terminalId, facts)),
      headSequence: (terminalId) => journal.headOf(terminalId)?.sequence ?? 0,
      entriesAfter: (terminalId, sequence) => (prepared(connection, `SELECT data FROM ${documents} WHERE id > ? AND id <= ? ORDER BY id`).pluck()
        .all(entryId(parts.storeId, terminalId, sequence), entryId(parts.storeId, terminalId, LAST_SEQUENCE)) as string[]).map(entryOfDocument),
      cannotSell: () => journal.cannotSell(),
    },
    followers,
    readEntry: async (entryId) => findEntry(table, entryId),
    newestEntries: (limit) => (prepared(connection, `SELECT data FROM ${documents} ORDER BY sequence DESC LIMIT ?`).all(limit) as { data: string }[]).map((row) => entryOfDocument(row.data)),
    async close() {
      await journal.close();
      await database.close();
      closeArchives(connection);
      connection.close();
    },
  };
}

/** Closes a business day: its figures and the perpetual totals, as one fact. Doing it twice is refused by the caller's day. */
export async function closeBusinessDay(data: Pick<StoreData, 'connection' | 'facts'>, businessDay: string): Promise<void> {
  const figures = `coalesce(sum(kind = 'sale'), 0) AS sales, coalesce(sum(kind = 'return'), 0) AS returns, coalesce(sum(CASE kind WHEN 'sale' THEN total_minor END), 0) AS sold,
    coalesce(-sum(CASE kind WHEN 'return' THEN total_minor END), 0) AS refunded`;
  const day = prepared(data.connection, `SELECT ${figures} FROM receipt WHERE business_day = ?`).get(businessDay) as Figures;
  const ever = prepared(data.connection, `SELECT ${figures} FROM receipt`).get() as Figures;
  await data.facts.record(STORE_TERMINAL, 'day-closed', {
    businessDay, salesCount: day.sales, returnsCount: day.returns, takingsMinor: day.sold - day.refunded, refundsMinor: day.refunded, perpetualSalesMinor: ever.sold, perpetualReturnsMinor: ever.refunded,
  });
}

interface Figures { readonly sales: number; readonly returns: number; readonly sold: number; readonly refunded: number }

function wordsOf(error: Extract<ReturnType<typeof openStoreDatabase>, { ok: false }>['error']): string {
  switch (error.kind) {
    case 'database-from-newer-version':
      return `The data in ${error.file} was written by a newer Mendian (${error.foundVersion}, this one knows ${error.supportedVersion}). Nothing was touched: start the newer version. 数据来自更新的版本，未作任何改动，请启动新版本。`;
    case 'database-unreadable':
      return `The data in ${error.file} does not open with this key (${error.detail}). Put the key back that belongs to it. 密钥不匹配，请恢复原来的密钥文件。`;
    case 'database-damaged':
      return `The data in ${error.file} is damaged (${error.detail}). Restore the newest backup. 数据库已损坏，请从最近的备份恢复。`;
    case 'database-unwritable':
      return `The data in ${error.file} cannot be written (${error.detail}). Free the disk or its write protection. 数据库无法写入，请检查磁盘空间和权限。`;
  }
}
