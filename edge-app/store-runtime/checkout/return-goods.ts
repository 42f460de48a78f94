import type { Database } from 'better-sqlite3-multiple-ciphers';
import { pointsTakenBack, returnedLines, type ReturnedSoFar } from 'retail-model/basket/return-goods.ts';
import type { ReturnableSale } from 'retail-model/api/store-views.ts';
import type { JournalEntry, JournalEntryOf } from 'retail-model/journal/entry.ts';
import { divideHalfAwayFromZero } from 'retail-model/money/amount.ts';
import { prepared } from '../prepared.ts';
import { Refusal } from '../store-api/refusal.ts';
import type { StoreJournal } from '../store-journal.ts';
import { nextReceiptNumber } from './commit-sale.ts';
import type { PaymentDesk } from './payments.ts';

export interface ReturnParts {
  readonly connection: Database;
  readonly journal: StoreJournal;
  readonly storeId: string;
  readonly desk: PaymentDesk | null;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly readEntry: (entryId: string) => Promise<JournalEntry | null>;
}

export interface ReturnRequest {
  readonly laneId: string;
  readonly receiptNumber: string;
  readonly lines: readonly { readonly lineId: string; readonly units: number }[];
  readonly refundAs: 'cash' | 'original';
  readonly staffId: string;
}

const returnedSoFar = (connection: Database, saleId: string) => (lineId: string): ReturnedSoFar => {
  const row = prepared(connection, 'SELECT units, refund_minor, tax_minor FROM returned_line WHERE sale_id = ? AND line_id = ?').get(saleId, lineId) as { units: number; refund_minor: number; tax_minor: number } | undefined;
  return row ? { units: row.units, refundMinor: row.refund_minor, taxMinor: row.tax_minor } : { units: 0, refundMinor: 0, taxMinor: 0 };
};

async function saleOf(parts: Pick<ReturnParts, 'connection' | 'readEntry'>, receiptNumber: string): Promise<JournalEntryOf<'sale-completed'> | null> {
  const row = prepared(parts.connection, "SELECT entry_id FROM receipt WHERE receipt_number = ? AND kind = 'sale'").get(receiptNumber.replace(/^R-/, '')) as { entry_id: string } | undefined;
  const entry = row ? await parts.readEntry(row.entry_id) : null;
  return entry?.kind === 'sale-completed' ? entry : null;
}

/** A sale as a person returning goods sees it: what is left of each line, and what would be refunded for all of it. */
export async function returnableSale(parts: Pick<ReturnParts, 'connection' | 'readEntry'>, receiptNumber: string): Promise<ReturnableSale | null> {
  const entry = await saleOf(parts, receiptNumber);
  if (!entry) return null;
  const before = returnedSoFar(parts.connection, entry.body.saleId);
  return {
    entryId: entry.id, receiptNumber: entry.body.receiptNumber, atMs: entry.occurredAtMs, totalMinor: entry.body.totals.totalMinor, tenderKinds: entry.body.tenders.map((tender) => tender.kind),
    lines: entry.body.lines.map((line) => ({
      lineId: line.lineId, names: line.names, soldBy: line.soldBy, units: line.units, returnedUnits: before(line.lineId).units, amountMinor: line.amountMinor,
      refundableMinor: divideHalfAwayFromZero(line.amountMinor * line.units, line.units) - before(line.lineId).refundMinor,
    })),
  };
}

/** Takes goods back against a receipt. Must run inside the lane's serial path. A refund to the pay code is certain before the entry is written. */
export async function returnGoods(parts: ReturnParts, request: ReturnRequest): Promise<JournalEntryOf<'return-completed'>> {
  const entry = await saleOf(parts, request.receiptNumber);
  if (!entry) throw new Refusal('not-found', `No receipt ${request.receiptNumber} in this store`);
  const sale = entry.body;
  const lines = returnedLines(sale, returnedSoFar(parts.connection, sale.saleId), request.lines);
  if (!lines.ok) throw new Refusal(lines.error.kind === 'more-than-bought' ? 'already-returned' : 'bad-input', JSON.stringify(lines.error));
  const totalMinor = lines.value.reduce((sum, line) => sum + line.refundMinor, 0);
  const returnId = parts.newId();
  const payment = sale.tenders.find((tender) => tender.kind === 'qr-code' && tender.paymentId !== null);
  const toPayCode = request.refundAs === 'original' && payment !== undefined && payment.paymentId !== null;
  if (toPayCode) {
    const outcome = parts.desk ? await parts.desk.refund({ paymentId: payment.paymentId!, refundId: returnId, amountMinor: totalMinor, totalMinor: payment.amountMinor }) : 'unknown';
    if (outcome !== 'approved') throw new Refusal('not-now', outcome === 'declined' ? 'The payment provider refused the refund; refund in cash instead' : 'The payment provider does not answer; try again or refund in cash');
  }
  return parts.journal.record(request.laneId, 'return-completed', {
    returnId,
    receiptNumber: nextReceiptNumber(parts.connection, parts.storeId, request.laneId),
    originalSaleId: sale.saleId,
    lines: [...lines.value],
    totalMinor,
    refundedAs: [{ kind: toPayCode ? 'qr-code' : 'cash', amountMinor: totalMinor, paymentId: toPayCode ? payment.paymentId : null }],
    pointsTaken: pointsTakenBack(sale, totalMinor),
    memberId: sale.memberId,
    approvals: [{ staffId: request.staffId, reason: 'return', lineId: null, atMs: parts.nowMs() }],
    language: sale.language,
  });
}
