import { createHash } from 'node:crypto';
import path from 'node:path';
import { openFollowers, type Follower } from 'edge-app/store-runtime/database/followers.ts';
import { journalSchema } from 'edge-app/store-runtime/database/journal-collection.ts';
import { journalTableOf } from 'edge-app/store-runtime/database/journal-reading.ts';
import { openJournal } from 'edge-app/store-runtime/database/journal.ts';
import { openStoreDatabase } from 'edge-app/store-runtime/database/open-store-database.ts';
import { getRxStorageBetterSqlite } from 'edge-app/store-runtime/database/rx-storage.ts';
import type { EntryBody, JournalEntry } from 'retail-model/journal/entry.ts';
import { createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import type { OutsideWorld } from './outside-world.ts';

/** A commit that just returned: 'waited' for the disk, or left that to the next one ('did-not-wait'). */
export type CommitSeen = (kind: 'waited' | 'did-not-wait') => void;

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
export const LANE = 'lane1';
export const storeFileIn = (directory: string): string => path.join(directory, 'store.sqlite');

/** Receipts to print: one row for each sale, until its paper is journalled. */
export const printJobs: Follower = {
  name: 'print-jobs',
  version: 1,
  tables: ['print_job'],
  createTables: (sql) => void sql.exec('CREATE TABLE IF NOT EXISTS print_job(entry_id TEXT PRIMARY KEY, sale_id TEXT NOT NULL UNIQUE, printed INTEGER NOT NULL)'),
  fold: (entry, sql) => {
    if (entry.kind === 'sale-completed') sql.prepare('INSERT INTO print_job VALUES(?, ?, 0)').run(entry.id, entry.body.saleId);
    if (entry.kind === 'receipt-printed') sql.prepare('UPDATE print_job SET printed = 1 WHERE entry_id = ?').run(entry.body.ofEntryId);
  },
};

/** The database path of a till: the session saved at every step, payment, sale, paper, head office. */
export async function openShop(directory: string, world: OutsideWorld, seen: CommitSeen, logPages: number) {
  const opened = openStoreDatabase({ file: storeFileIn(directory), key: null });
  if (!opened.ok) throw new Error(`The store does not open: ${JSON.stringify(opened.error)}`);
  const connection = opened.value;
  connection.pragma(`wal_autocheckpoint = ${logPages}`);
  connection.exec('CREATE TABLE IF NOT EXISTS lane_session(lane TEXT PRIMARY KEY, session TEXT NOT NULL); CREATE TABLE IF NOT EXISTS acknowledged(terminal TEXT PRIMARY KEY, sequence INTEGER NOT NULL)');
  const database = await createRxDatabase({ name: 'store', storage: getRxStorageBetterSqlite({ directory, connection: () => connection }), multiInstance: false });
  const journalCollection = (await database.addCollections({ journal: { schema: journalSchema as never } })).journal as unknown as RxCollection;
  let atMs = Date.UTC(2026, 2, 1, 8);
  const nowMs = (): number => (atMs += 1_000);
  const followers = openFollowers({ journal: journalTableOf(journalCollection), followers: [printJobs], nowMs, onTrouble: (name, error) => { throw new Error(`Follower ${name} failed`, { cause: error }); } });
  const journal = await openJournal({
    collection: journalCollection,
    storeId: 'sh01',
    sha256Hex,
    nowMs,
    businessDayOf: () => '2026-03-01',
    onCommitted: () => {
      seen('waited');
      followers.follow();
      seen('did-not-wait');
    },
  });
  await followers.caughtUp(new AbortController().signal);

  const saveSession = (session: Session): void => {
    connection.prepare('INSERT OR REPLACE INTO lane_session VALUES(?, ?)').run(LANE, JSON.stringify(session));
    seen('waited');
  };
  const session = (): Session => {
    const row = connection.prepare('SELECT session FROM lane_session WHERE lane = ?').get(LANE) as { session: string } | undefined;
    return row ? (JSON.parse(row.session) as Session) : { state: 'idle' };
  };
  const entries = async (): Promise<readonly JournalEntry[]> => (await journalCollection.find({ sort: [{ terminalId: 'asc' }, { sequence: 'asc' }] }).exec()).map((document) => document.toMutableJSON() as JournalEntry);
  const saleEntry = async (saleId: string) => (await entries()).find((entry) => entry.kind === 'sale-completed' && entry.body.saleId === saleId);

  const settleAndCommit = async (saleId: string, lines: number): Promise<void> => {
    await journal.appendAll(LANE, [
      { kind: 'payment-settled', body: { paymentId: `pay-${saleId}`, saleId, outcome: 'approved', amountMinor: lines * 100, providerReference: null } },
      { kind: 'sale-completed', body: saleBody(saleId, lines) },
    ]);
    world.note({ happened: 'shown-paid', saleId });
    saveSession({ state: 'idle' });
  };

  const printWaiting = async (isRecovery: boolean): Promise<void> => {
    const jobs = connection.prepare('SELECT entry_id AS entryId, sale_id AS saleId FROM print_job WHERE printed = 0').all() as { entryId: string; saleId: string }[];
    for (const { entryId, saleId } of jobs) {
      // Whether paper came out before the cut is not known: what is printed again says that it is a copy.
      world.note({ happened: 'printed', entryId, isCopy: isRecovery });
      await journal.append(LANE, 'receipt-printed', { ofEntryId: entryId, receiptNumber: saleId, copy: isRecovery });
    }
  };

  const replicate = async (): Promise<void> => {
    const known = new Map(connection.prepare('SELECT terminal, sequence FROM acknowledged').raw().all() as [string, number][]);
    const news = (await entries()).filter(({ terminalId, sequence }) => sequence > (known.get(terminalId) ?? 0));
    for (const { id, hash } of news) world.note({ happened: 'received', entryId: id, hash });
    if (news.length === 0) return;
    const heads = new Map(news.map(({ terminalId, sequence }) => [terminalId, sequence]));
    const save = connection.prepare('INSERT OR REPLACE INTO acknowledged VALUES(?, ?)');
    connection.transaction(() => heads.forEach((sequence, terminal) => save.run(terminal, sequence)))();
    seen('waited');
  };

  return {
    connection,
    entries,
    /** One sale from the first scan to head office. */
    trade: async (saleId: string, lines: number): Promise<void> => {
      for (let line = 1; line <= lines; line++) saveSession({ state: 'scanning', saleId, lines: line });
      await journal.append(LANE, 'payment-intended', { paymentId: `pay-${saleId}`, saleId, provider: 'bank', amountMinor: lines * 100 });
      saveSession({ state: 'paying', saleId, lines });
      world.note({ happened: 'charged', paymentId: `pay-${saleId}`, saleId });
      await settleAndCommit(saleId, lines);
      await printWaiting(false);
      await replicate();
    },
    /** What a till does when it comes up: the bank is asked, never guessed; the paper and head office are caught up with. */
    recover: async (): Promise<void> => {
      const interrupted = session();
      if (interrupted.state === 'paying') {
        const { saleId, lines } = interrupted;
        const wasCharged = world.events().some((event) => event.happened === 'charged' && event.saleId === saleId);
        if (wasCharged && !(await saleEntry(saleId))) await settleAndCommit(saleId, lines);
        else saveSession({ state: 'idle' });
      }
      await printWaiting(true);
      await replicate();
    },
    close: async (): Promise<void> => {
      await journal.close();
      await database.close();
      connection.close();
    },
  };
}

type Session = { readonly state: 'idle' } | { readonly state: 'scanning' | 'paying'; readonly saleId: string; readonly lines: number };

const saleBody = (saleId: string, lines: number): EntryBody<'sale-completed'> => ({
  saleId,
  receiptNumber: saleId,
  lines: Array.from({ length: lines }, (_, n) => ({
    lineId: `${n}`, productId: `product-${n}`, names: { zh: '牛奶', en: 'Milk' }, soldBy: 'each', units: 1, weightText: null, unitPriceMinor: 100, priceId: `price-${n}`,
    discounts: [], amountMinor: 100, taxRateBasisPoints: 1300, taxMinor: 12, epcs: [], enteredBy: 'scan',
  })),
  totals: { grossMinor: lines * 100, discountMinor: 0, roundingMinor: 0, totalMinor: lines * 100, taxes: [] },
  tenders: [{ kind: 'qr-code', amountMinor: lines * 100, givenMinor: lines * 100, changeMinor: 0, paymentId: `pay-${saleId}` }],
  memberId: null,
  pointsEarned: 0,
  startedAtMs: 0,
  staffId: null,
  approvals: [],
  language: 'zh-CN',
});
