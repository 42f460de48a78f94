import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { stockMovementsOf } from 'retail-model/stock/stock-movements.ts';
import { takingsOf } from 'retail-model/kpi/takings.ts';
import { localHour } from 'retail-model/time/local-time.ts';
import { prepared } from '../prepared.ts';
import type { Follower } from '../database/followers.ts';

/** Stock is the sum of movements; `sold_day` is what the forecast learns from. */
export const stockFollower: Follower = {
  name: 'stock',
  version: 1,
  createTables(sql) {
    sql.exec(`
      CREATE TABLE IF NOT EXISTS stock (product_id TEXT PRIMARY KEY, units INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS sold_day (product_id TEXT NOT NULL, business_day TEXT NOT NULL, units INTEGER NOT NULL, PRIMARY KEY (product_id, business_day)) WITHOUT ROWID;
    `);
  },
  tables: ['stock', 'sold_day'],
  fold(entry, sql) {
    for (const movement of stockMovementsOf(entry)) {
      prepared(sql, 'INSERT INTO stock (product_id, units) VALUES (?, ?) ON CONFLICT (product_id) DO UPDATE SET units = units + excluded.units').run(movement.productId, movement.units);
      if (movement.because === 'sale' || movement.because === 'return') {
        prepared(sql, 'INSERT INTO sold_day (product_id, business_day, units) VALUES (?, ?, ?) ON CONFLICT (product_id, business_day) DO UPDATE SET units = units + excluded.units').run(movement.productId, entry.businessDay, -movement.units);
      }
    }
  },
};

/** Takings by business day and store hour. */
export const takingsFollower = (timeZone: string): Follower => ({
  name: 'takings',
  version: 1,
  createTables(sql) {
    sql.exec(`CREATE TABLE IF NOT EXISTS takings (business_day TEXT NOT NULL, hour INTEGER NOT NULL, takings_minor INTEGER NOT NULL, discount_minor INTEGER NOT NULL, tax_minor INTEGER NOT NULL,
      cash_minor INTEGER NOT NULL, qr_code_minor INTEGER NOT NULL, sales INTEGER NOT NULL, returns INTEGER NOT NULL, items INTEGER NOT NULL, PRIMARY KEY (business_day, hour)) WITHOUT ROWID;`);
  },
  tables: ['takings'],
  fold(entry, sql) {
    const figures = takingsOf(entry);
    if (!figures) return;
    prepared(sql, `INSERT INTO takings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (business_day, hour) DO UPDATE SET takings_minor = takings_minor + excluded.takings_minor,
      discount_minor = discount_minor + excluded.discount_minor, tax_minor = tax_minor + excluded.tax_minor, cash_minor = cash_minor + excluded.cash_minor, qr_code_minor = qr_code_minor + excluded.qr_code_minor,
      sales = sales + excluded.sales, returns = returns + excluded.returns, items = items + excluded.items`).run(
      entry.businessDay, localHour(entry.occurredAtMs, timeZone), figures.takingsMinor, figures.discountMinor, figures.taxMinor, figures.cashMinor, figures.qrCodeMinor, figures.sales, figures.returns, figures.items,
    );
  },
});

/** Receipts by number and by sale, what of them came back, and each terminal's receipt counter. */
export const receiptsFollower: Follower = {
  name: 'receipts',
  version: 1,
  createTables(sql) {
    sql.exec(`
      CREATE TABLE IF NOT EXISTS receipt (entry_id TEXT PRIMARY KEY, trade_id TEXT NOT NULL UNIQUE, receipt_number TEXT NOT NULL UNIQUE, terminal_id TEXT NOT NULL, kind TEXT NOT NULL, at_ms INTEGER NOT NULL, business_day TEXT NOT NULL, total_minor INTEGER NOT NULL, items INTEGER NOT NULL, printed TEXT NOT NULL) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS receipt_at ON receipt (at_ms);
      CREATE INDEX IF NOT EXISTS receipt_unprinted ON receipt (printed) WHERE printed = 'waiting';
      CREATE TABLE IF NOT EXISTS receipt_counter (terminal_id TEXT PRIMARY KEY, receipts INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS returned_line (sale_id TEXT NOT NULL, line_id TEXT NOT NULL, units INTEGER NOT NULL, refund_minor INTEGER NOT NULL, tax_minor INTEGER NOT NULL, PRIMARY KEY (sale_id, line_id)) WITHOUT ROWID;
    `);
  },
  tables: ['receipt', 'receipt_counter', 'returned_line'],
  fold(entry, sql) {
    if (entry.kind === 'receipt-printed') {
      prepared(sql, "UPDATE receipt SET printed = 'printed' WHERE entry_id = ?").run(entry.body.ofEntryId);
      return;
    }
    const receipt = receiptOf(entry);
    if (!receipt) return;
    prepared(sql, "INSERT INTO receipt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')").run(entry.id, receipt.tradeId, receipt.receiptNumber, entry.terminalId, receipt.kind, entry.occurredAtMs, entry.businessDay, receipt.totalMinor, receipt.items);
    prepared(sql, 'INSERT INTO receipt_counter VALUES (?, 1) ON CONFLICT (terminal_id) DO UPDATE SET receipts = receipts + 1').run(entry.terminalId);
    if (entry.kind !== 'return-completed') return;
    for (const line of entry.body.lines) {
      prepared(sql, 'INSERT INTO returned_line VALUES (?, ?, ?, ?, ?) ON CONFLICT (sale_id, line_id) DO UPDATE SET units = units + excluded.units, refund_minor = refund_minor + excluded.refund_minor, tax_minor = tax_minor + excluded.tax_minor')
        .run(entry.body.originalSaleId, line.originalLineId, line.units, line.refundMinor, line.taxMinor);
    }
  },
};

function receiptOf(entry: JournalEntry): { readonly tradeId: string; readonly receiptNumber: string; readonly kind: 'sale' | 'return'; readonly totalMinor: number; readonly items: number } | null {
  if (entry.kind === 'sale-completed') {
    const items = entry.body.lines.reduce((sum, line) => sum + (line.soldBy === 'weight' ? 1 : line.units), 0);
    return { tradeId: entry.body.saleId, receiptNumber: entry.body.receiptNumber, kind: 'sale', totalMinor: entry.body.totals.totalMinor, items };
  }
  if (entry.kind === 'return-completed') {
    return { tradeId: entry.body.returnId, receiptNumber: entry.body.receiptNumber, kind: 'return', totalMinor: -entry.body.totalMinor, items: entry.body.lines.length };
  }
  return null;
}

/** Payments whose outcome no entry tells yet: after a cut these are asked for again, never guessed. */
export const paymentsFollower: Follower = {
  name: 'payments',
  version: 1,
  createTables(sql) {
    sql.exec('CREATE TABLE IF NOT EXISTS open_payment (payment_id TEXT PRIMARY KEY, sale_id TEXT NOT NULL, terminal_id TEXT NOT NULL, provider TEXT NOT NULL, amount_minor INTEGER NOT NULL, intended_at_ms INTEGER NOT NULL) WITHOUT ROWID;');
  },
  tables: ['open_payment'],
  fold(entry, sql) {
    const settle = (paymentId: string) => prepared(sql, 'DELETE FROM open_payment WHERE payment_id = ?').run(paymentId);
    if (entry.kind === 'payment-intended') {
      const { paymentId, saleId, provider, amountMinor } = entry.body;
      prepared(sql, 'INSERT OR REPLACE INTO open_payment VALUES (?, ?, ?, ?, ?, ?)').run(paymentId, saleId, entry.terminalId, provider, amountMinor, entry.occurredAtMs);
    } else if (entry.kind === 'payment-settled') settle(entry.body.paymentId);
    else if (entry.kind === 'sale-completed') for (const tender of entry.body.tenders) if (tender.paymentId) settle(tender.paymentId);
  },
};
