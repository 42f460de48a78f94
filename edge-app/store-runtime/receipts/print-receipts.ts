import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { ReceiptDocument } from 'hardware-drivers/receipt-printer/receipt-document.ts';
import { STORE_TERMINAL, type JournalEntry } from 'retail-model/journal/entry.ts';
import type { Words } from 'retail-model/text/words.ts';
import { prepared } from '../prepared.ts';
import type { StoreJournal } from '../store-journal.ts';
import { receiptCodeOf } from '../views/lane-view.ts';
import { returnReceipt, saleReceipt } from './receipt-layout.ts';

const RETRY_MS = 2_000;

export interface PrintParts {
  readonly connection: Database;
  readonly journal: StoreJournal;
  readonly storeNames: Words;
  readonly timeZone: string;
  readonly readEntry: (entryId: string) => Promise<JournalEntry | null>;
  /** 'printed' when the printer itself says so, 'unknown' when some of it may be on paper; rejects when certainly nothing is. */
  readonly print: (laneId: string, document: ReceiptDocument, isCopy: boolean) => Promise<'printed' | 'unknown'>;
  readonly hasPrinter: (laneId: string) => boolean;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onChanged: () => void;
}

/**
 * Prints each receipt once. What may have been printed before a cut or a jam is printed again marked COPY, never silently twice.
 * A printer in trouble keeps its receipts waiting; nothing is lost and selling goes on.
 */
export function openReceiptPrinting(parts: PrintParts) {
  const { connection } = parts;
  connection.exec('CREATE TABLE IF NOT EXISTS print_attempt (entry_id TEXT PRIMARY KEY, begun INTEGER NOT NULL) WITHOUT ROWID;');
  const busy = new Map<string, Promise<void>>();
  const troubled = new Set<string>();

  const waiting = (laneId: string): readonly { entry_id: string; receipt_number: string }[] =>
    prepared(connection, "SELECT entry_id, receipt_number FROM receipt WHERE printed = 'waiting' AND terminal_id = ? ORDER BY at_ms LIMIT 20").all(laneId) as { entry_id: string; receipt_number: string }[];
  const begunBefore = (entryId: string): boolean => prepared(connection, 'SELECT 1 FROM print_attempt WHERE entry_id = ?').get(entryId) !== undefined;

  async function printOne(laneId: string, entryId: string, receiptNumber: string, forceCopy: boolean): Promise<void> {
    const entry = await parts.readEntry(entryId);
    if (entry?.kind !== 'sale-completed' && entry?.kind !== 'return-completed') return;
    const copy = forceCopy || begunBefore(entryId);
    const heading = { storeNames: parts.storeNames, timeZone: parts.timeZone, receiptCode: receiptCodeOf(receiptNumber) };
    prepared(connection, 'INSERT OR IGNORE INTO print_attempt VALUES (?, 1)').run(entryId);
    let outcome: 'printed' | 'unknown';
    try {
      outcome = await parts.print(laneId, entry.kind === 'sale-completed' ? saleReceipt(entry, heading) : returnReceipt(entry, heading), copy);
    } catch (error) {
      // A job that certainly did not reach the paper is no copy the next time.
      if (!copy) prepared(connection, 'DELETE FROM print_attempt WHERE entry_id = ?').run(entryId);
      throw error;
    }
    if (outcome === 'unknown') throw new Error(`Receipt ${receiptNumber} may be on paper in part`);
    await parts.journal.record(STORE_TERMINAL, 'receipt-printed', { ofEntryId: entryId, receiptNumber, copy });
    prepared(connection, 'DELETE FROM print_attempt WHERE entry_id = ?').run(entryId);
  }

  async function work(laneId: string): Promise<void> {
    for (let next = waiting(laneId)[0]; next && !parts.signal.aborted; next = waiting(laneId)[0]) {
      try {
        await printOne(laneId, next.entry_id, next.receipt_number, false);
        troubled.delete(laneId);
      } catch {
        troubled.add(laneId);
        parts.onChanged();
        await parts.wait(RETRY_MS, parts.signal);
      }
      parts.onChanged();
    }
  }

  return {
    /** Prints what waits for this lane's printer; called after each trade and when a printer comes back. */
    look(laneId: string): void {
      if (busy.has(laneId) || !parts.hasPrinter(laneId)) return;
      busy.set(laneId, work(laneId).catch(() => undefined).finally(() => busy.delete(laneId)));
    },
    reprint(laneId: string, receiptNumber: string): void {
      const row = prepared(connection, 'SELECT entry_id FROM receipt WHERE receipt_number = ?').get(receiptNumber) as { entry_id: string } | undefined;
      if (row) void printOne(laneId, row.entry_id, receiptNumber, true).catch(() => troubled.add(laneId)).finally(parts.onChanged);
    },
    stateOf(receiptNumber: string): 'waiting' | 'printed' | 'trouble' {
      const row = prepared(connection, 'SELECT printed, terminal_id FROM receipt WHERE receipt_number = ?').get(receiptNumber) as { printed: string; terminal_id: string } | undefined;
      if (row?.printed === 'printed') return 'printed';
      return row && troubled.has(row.terminal_id) ? 'trouble' : 'waiting';
    },
    waitingCount: (): number => (prepared(connection, "SELECT count(*) AS n FROM receipt WHERE printed = 'waiting'").get() as { n: number }).n,
    settled: async (): Promise<void> => void (await Promise.all(busy.values())),
  };
}
export type ReceiptPrinting = ReturnType<typeof openReceiptPrinting>;
