import type { Transaction } from 'kysely';
import type { FeedLine } from 'retail-model/api/hq-snapshots.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { addTakings, noTakings, takingsOf, type Takings } from 'retail-model/kpi/takings.ts';
import { stockMovementsOf } from 'retail-model/stock/stock-movements.ts';
import type { CloudTables } from '../storage/cloud-tables.ts';

/** What head office shows of one store, folded from its entries by the store's own folds, in the transaction that accepts them: never more, never less than the journal. */
export async function project(transaction: Transaction<CloudTables>, storeId: string, entries: readonly JournalEntry[], receivedAtMs: number): Promise<void> {
  await addToTakings(transaction, storeId, entries);
  await addToStock(transaction, storeId, entries);
  await addToFeed(transaction, storeId, entries, receivedAtMs);
  await addOrders(transaction, storeId, entries, receivedAtMs);
  await addPriceSteps(transaction, storeId, entries);
}

async function addToTakings(transaction: Transaction<CloudTables>, storeId: string, entries: readonly JournalEntry[]): Promise<void> {
  const byDay = new Map<string, Takings>();
  for (const entry of entries) {
    const takings = takingsOf(entry);
    if (takings !== null) byDay.set(entry.businessDay, addTakings(byDay.get(entry.businessDay) ?? noTakings, takings));
  }
  if (byDay.size === 0) return;
  const rows = [...byDay].map(([businessDay, { takingsMinor, discountMinor, taxMinor, cashMinor, qrCodeMinor, sales, returns, items }]) =>
    ({ storeId, businessDay, takingsMinor, discountMinor, taxMinor, cashMinor, qrCodeMinor, sales, returns, items }));
  await transaction.insertInto('takings').values(rows).onConflict((conflict) => conflict.columns(['storeId', 'businessDay']).doUpdateSet((row) => ({
    takingsMinor: row('takings.takingsMinor', '+', row.ref('excluded.takingsMinor')),
    discountMinor: row('takings.discountMinor', '+', row.ref('excluded.discountMinor')),
    taxMinor: row('takings.taxMinor', '+', row.ref('excluded.taxMinor')),
    cashMinor: row('takings.cashMinor', '+', row.ref('excluded.cashMinor')),
    qrCodeMinor: row('takings.qrCodeMinor', '+', row.ref('excluded.qrCodeMinor')),
    sales: row('takings.sales', '+', row.ref('excluded.sales')),
    returns: row('takings.returns', '+', row.ref('excluded.returns')),
    items: row('takings.items', '+', row.ref('excluded.items')),
  }))).execute();
}

async function addToStock(transaction: Transaction<CloudTables>, storeId: string, entries: readonly JournalEntry[]): Promise<void> {
  const byProduct = new Map<string, { units: number; lastMovementMs: number }>();
  for (const { productId, units, atMs } of entries.flatMap(stockMovementsOf)) {
    const sum = byProduct.get(productId) ?? { units: 0, lastMovementMs: 0 };
    byProduct.set(productId, { units: sum.units + units, lastMovementMs: Math.max(sum.lastMovementMs, atMs) });
  }
  const rows = [...byProduct].map(([productId, sum]) => ({ storeId, productId, ...sum }));
  for (let at = 0; at < rows.length; at += 500) {
    await transaction.insertInto('stock').values(rows.slice(at, at + 500)).onConflict((conflict) => conflict.columns(['storeId', 'productId']).doUpdateSet((row) => ({
      units: row('stock.units', '+', row.ref('excluded.units')),
      lastMovementMs: row.case().when('excluded.lastMovementMs', '>', row.ref('stock.lastMovementMs')).then(row.ref('excluded.lastMovementMs')).else(row.ref('stock.lastMovementMs')).end(),
    }))).execute();
  }
}

async function addToFeed(transaction: Transaction<CloudTables>, storeId: string, entries: readonly JournalEntry[], receivedAtMs: number): Promise<void> {
  const rows = entries.flatMap((entry) => {
    const line = feedLineOf(entry, receivedAtMs);
    return line === null ? [] : [{ storeId, entryId: entry.id, occurredAtMs: entry.occurredAtMs, receivedAtMs, lineText: JSON.stringify(line) }];
  });
  if (rows.length > 0) await transaction.insertInto('saleFeed').values(rows).execute();
}

function feedLineOf(entry: JournalEntry, receivedAtMs: number): FeedLine | null {
  const takings = takingsOf(entry);
  if (takings === null || (entry.kind !== 'sale-completed' && entry.kind !== 'return-completed')) return null;
  const paid = entry.kind === 'sale-completed' ? entry.body.tenders : entry.body.refundedAs;
  return {
    entryId: entry.id, storeId: entry.storeId, terminalId: entry.terminalId, kind: entry.kind === 'sale-completed' ? 'sale' : 'return', receiptNumber: entry.body.receiptNumber,
    totalMinor: takings.takingsMinor, items: takings.items, tenders: [...new Set(paid.map((tender) => tender.kind))], member: entry.body.memberId !== null,
    occurredAtMs: entry.occurredAtMs, receivedAtMs,
  };
}

async function addOrders(transaction: Transaction<CloudTables>, storeId: string, entries: readonly JournalEntry[], receivedAtMs: number): Promise<void> {
  for (const entry of entries) {
    if (entry.kind !== 'order-approved') continue;
    const { orderId, supplierId } = entry.body;
    await transaction.insertInto('orders')
      .values({ storeId, orderId, entryId: entry.id, supplierId, businessDay: entry.businessDay, approvedAtMs: entry.occurredAtMs, receivedAtMs, bodyText: JSON.stringify(entry.body) })
      .onConflict((conflict) => conflict.columns(['storeId', 'orderId']).doNothing()).execute();
  }
}

async function addPriceSteps(transaction: Transaction<CloudTables>, storeId: string, entries: readonly JournalEntry[]): Promise<void> {
  const steps = new Map<string, { activatedAtMs: number | null; chargedAtMs: number | null }>();
  const note = (priceId: string, step: 'activatedAtMs' | 'chargedAtMs', atMs: number) => {
    const known = steps.get(priceId) ?? { activatedAtMs: null, chargedAtMs: null };
    steps.set(priceId, { ...known, [step]: Math.min(known[step] ?? atMs, atMs) });
  };
  for (const entry of entries) {
    if (entry.kind === 'price-activated') note(entry.body.priceId, 'activatedAtMs', entry.occurredAtMs);
    if (entry.kind === 'sale-completed') for (const line of entry.body.lines) note(line.priceId, 'chargedAtMs', entry.occurredAtMs);
  }
  const rows = [...steps].map(([priceId, step]) => ({ storeId, priceId, ...step }));
  for (let at = 0; at < rows.length; at += 500) {
    await transaction.insertInto('priceSteps').values(rows.slice(at, at + 500)).onConflict((conflict) => conflict.columns(['storeId', 'priceId']).doUpdateSet((row) => ({
      activatedAtMs: row.fn.coalesce('priceSteps.activatedAtMs', 'excluded.activatedAtMs'),
      chargedAtMs: row.fn.coalesce('priceSteps.chargedAtMs', 'excluded.chargedAtMs'),
    }))).execute();
  }
}
