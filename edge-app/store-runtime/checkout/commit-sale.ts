import type { Database } from 'better-sqlite3-multiple-ciphers';
import { saleOfBasket } from 'retail-model/basket/sale-of-basket.ts';
import type { CommittingLane } from 'retail-model/lane/lane-session.ts';
import { prepared } from '../prepared.ts';
import type { StoreJournal } from '../store-journal.ts';

export interface CommitParts {
  readonly connection: Database;
  readonly journal: StoreJournal;
  readonly storeId: string;
}

/** The next receipt number of a terminal: its own gapless series. Ask it inside the terminal's serial path only. */
export function nextReceiptNumber(connection: Database, storeId: string, terminalId: string): string {
  const row = prepared(connection, 'SELECT receipts FROM receipt_counter WHERE terminal_id = ?').get(terminalId) as { receipts: number } | undefined;
  return `${storeId}-${terminalId}-${String((row?.receipts ?? 0) + 1).padStart(7, '0')}`;
}

/**
 * Makes a sale durable: one journal entry, on the disk before this resolves. The same `saleId` again (a retry, a restart in the
 * middle) answers the receipt that is already there, so a sale is never doubled.
 */
export async function commitSale(parts: CommitParts, laneId: string, sale: CommittingLane): Promise<{ readonly receiptNumber: string; readonly totalMinor: number }> {
  const already = prepared(parts.connection, 'SELECT receipt_number, total_minor FROM receipt WHERE trade_id = ?').get(sale.saleId) as { receipt_number: string; total_minor: number } | undefined;
  if (already) return { receiptNumber: already.receipt_number, totalMinor: already.total_minor };
  const body = saleOfBasket(sale, nextReceiptNumber(parts.connection, parts.storeId, laneId));
  await parts.journal.record(laneId, 'sale-completed', body);
  return { receiptNumber: body.receiptNumber, totalMinor: body.totals.totalMinor };
}
