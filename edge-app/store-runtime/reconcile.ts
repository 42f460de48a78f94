import { createHash } from 'node:crypto';
import type { Reconciliation } from 'retail-model/api/store-views.ts';
import { isBusiness } from 'retail-model/journal/entry.ts';
import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import { addTakings, noTakings, takingsOf } from 'retail-model/kpi/takings.ts';
import { stockMovementsOf } from 'retail-model/stock/stock-movements.ts';
import { entriesAfter, journalTableOf } from './database/journal-reading.ts';
import type { StoreData } from './open-store-data.ts';
import { prepared } from './prepared.ts';

const PAGE = 1_000;

/** Reckons the whole journal anew, page by page, and holds it against what the followers say. Nothing is changed. */
export function reconcile(data: StoreData, waitingForHeadOffice: number): Reconciliation {
  const { connection } = data;
  const read = entriesAfter(journalTableOf(data.collections.journal));
  const stock = new Map<string, number>();
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  let takings = noTakings;
  let movements = 0;
  let salesMinor = 0;
  let refundsMinor = 0;
  const printed = new Set<string>();
  for (let page = read(0, PAGE); page.length > 0; page = read(page.at(-1)!.place, PAGE)) {
    for (const { entry } of page) {
      const added = takingsOf(entry);
      if (added) takings = addTakings(takings, added);
      if (entry.kind === 'sale-completed') salesMinor += entry.body.totals.totalMinor;
      if (entry.kind === 'return-completed') refundsMinor += entry.body.totalMinor;
      if (entry.kind === 'receipt-printed') printed.add(entry.body.ofEntryId);
      for (const movement of stockMovementsOf(entry)) {
        movements += 1;
        stock.set(movement.productId, (stock.get(movement.productId) ?? 0) + movement.units);
      }
      if (!isBusiness(entry.kind)) continue;
      const hash = hashes.get(entry.terminalId) ?? createHash('sha256');
      hashes.set(entry.terminalId, hash.update(`${canonicalJson({ kind: entry.kind, occurredAtMs: entry.occurredAtMs, body: entry.body })}\n`));
    }
  }
  const followed = prepared(connection, 'SELECT product_id, units FROM stock').all() as { product_id: string; units: number }[];
  const productsApart = new Set([...followed.map((row) => row.product_id), ...stock.keys()].filter((productId) => (stock.get(productId) ?? 0) !== (followed.find((row) => row.product_id === productId)?.units ?? 0))).size;
  const followerMinor = prepared(connection, 'SELECT coalesce(sum(takings_minor), 0) FROM takings').pluck().get() as number;
  const waiting = prepared(connection, "SELECT count(*) FROM receipt WHERE printed = 'waiting'").pluck().get() as number;
  const openPayments = prepared(connection, 'SELECT count(*) FROM open_payment').pluck().get() as number;
  const receipts = takings.sales + takings.returns;
  const whole = createHash('sha256');
  for (const [terminalId, hash] of [...hashes].sort(([a], [b]) => (a < b ? -1 : 1))) whole.update(`${terminalId} ${hash.digest('hex')}\n`);
  return {
    equal: takings.takingsMinor === followerMinor && takings.takingsMinor === salesMinor - refundsMinor && takings.cashMinor + takings.qrCodeMinor === takings.takingsMinor && productsApart === 0 && printed.size === receipts && waiting === 0 && openPayments === 0,
    sales: takings.sales, returns: takings.returns, salesMinor, refundsMinor,
    takings: { journalMinor: takings.takingsMinor, followerMinor },
    stock: { journalMovements: movements, journalUnits: [...stock.values()].reduce((sum, units) => sum + units, 0), followerUnits: followed.reduce((sum, row) => sum + row.units, 0), productsApart },
    receipts: { journal: receipts, printed: printed.size, waiting },
    tenders: { cashMinor: takings.cashMinor, qrCodeMinor: takings.qrCodeMinor, openPayments },
    heads: data.journal.heads().map(({ terminalId, sequence, hash }) => ({ terminalId, sequence, hash })),
    waitingForHeadOffice,
    dayHash: whole.digest('hex'),
  };
}
