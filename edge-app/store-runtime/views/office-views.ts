import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { JournalView, LabelsView, LinkView, PriceWait, StockView, TodayView } from 'retail-model/api/store-views.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { addDays } from 'retail-model/time/local-time.ts';
import { shopProduct, type Catalogue } from '../catalogue/catalogue.ts';
import type { ShelfLabels } from '../labels/shelf-labels.ts';
import { prepared } from '../prepared.ts';
import type { PriceKeeper } from '../prices/price-keeper.ts';
import { summaryOf } from './entry-summary.ts';

export interface OfficeParts {
  readonly connection: Database;
  readonly catalogue: Catalogue;
  readonly prices: PriceKeeper;
  readonly labels: ShelfLabels;
  readonly nowMs: () => number;
  readonly businessDay: () => string;
  readonly link: () => LinkView;
  readonly devicesInTrouble: () => number;
  readonly ordersProposed: () => number;
  readonly meanPerDay: (productId: string) => number | null;
  readonly newestEntries: (limit: number) => readonly JournalEntry[];
}

const LATEST_RECEIPTS = 20;

/** The manager's day: every figure a fold of the journal. */
export function todayView(parts: OfficeParts): TodayView {
  const day = parts.businessDay();
  const hours = prepared(parts.connection, 'SELECT * FROM takings WHERE business_day = ? ORDER BY hour').all(day) as TakingsRow[];
  const sum = (of: (row: TakingsRow) => number): number => hours.reduce((total, row) => total + of(row), 0);
  const sameWeekday = prepared(parts.connection, 'SELECT sum(takings_minor) AS takings FROM takings WHERE business_day = ?').get(addDays(day, -7)) as { takings: number | null };
  const sales = sum((row) => row.sales);
  const counts = parts.labels.counts();
  const latest = prepared(parts.connection, `SELECT entry_id, at_ms, terminal_id, receipt_number, total_minor, items, kind FROM receipt ORDER BY at_ms DESC LIMIT ${LATEST_RECEIPTS}`).all() as { entry_id: string; at_ms: number; terminal_id: string; receipt_number: string; total_minor: number; items: number; kind: 'sale' | 'return' }[];
  const outOfStock = prepared(parts.connection, 'SELECT count(*) AS n FROM catalogue_product p LEFT JOIN stock s ON s.product_id = p.id WHERE p.active = 1 AND coalesce(s.units, 0) <= 0').get() as { n: number };
  return {
    nowMs: parts.nowMs(), businessDay: day,
    takingsMinor: sum((row) => row.takings_minor), takingsSameWeekdayMinor: sameWeekday.takings, sales, returns: sum((row) => row.returns), items: sum((row) => row.items),
    averageBasketMinor: sales === 0 ? 0 : Math.round(sum((row) => row.takings_minor) / sales), cashMinor: sum((row) => row.cash_minor), qrCodeMinor: sum((row) => row.qr_code_minor),
    byHour: hours.map((row) => ({ hour: row.hour, takingsMinor: row.takings_minor, sales: row.sales })),
    outOfStock: outOfStock.n, labelsWaiting: counts.waiting, labelsInTrouble: counts.inTrouble, devicesInTrouble: parts.devicesInTrouble(), ordersProposed: parts.ordersProposed(), link: parts.link(),
    latest: latest.map((row) => ({ entryId: row.entry_id, atMs: row.at_ms, laneId: row.terminal_id, receiptNumber: row.receipt_number, totalMinor: row.total_minor, items: row.items, kind: row.kind })),
  };
}
interface TakingsRow { readonly hour: number; readonly takings_minor: number; readonly cash_minor: number; readonly qr_code_minor: number; readonly sales: number; readonly returns: number; readonly items: number }

/** Stock with what is charged, what the shelf should show and why they differ. */
export function stockView(parts: OfficeParts): StockView {
  const { connection } = parts;
  const onHand = numbers(prepared(connection, 'SELECT product_id AS id, units AS n FROM stock').all());
  const onOrder = numbers(prepared(connection, 'SELECT product_id AS id, sum(open_units) AS n FROM order_line GROUP BY product_id').all());
  const soldToday = numbers(prepared(connection, 'SELECT product_id AS id, units AS n FROM sold_day WHERE business_day = ?').all(parts.businessDay()));
  const labels = new Map<string, string[]>();
  for (const row of prepared(connection, 'SELECT label_id, product_id FROM shelf_label WHERE product_id IS NOT NULL').all() as { label_id: string; product_id: string }[]) labels.set(row.product_id, [...(labels.get(row.product_id) ?? []), row.label_id]);
  return {
    nowMs: parts.nowMs(),
    products: parts.catalogue.products().map(({ product, chargedMinor }) => {
      const wanted = parts.prices.wanted(product.id);
      const labelIds = labels.get(product.id) ?? [];
      const meanPerDay = parts.meanPerDay(product.id);
      const units = onHand.get(product.id) ?? 0;
      return {
        product: shopProduct(product, chargedMinor), onHandUnits: units, onOrderUnits: onOrder.get(product.id) ?? 0, soldTodayUnits: soldToday.get(product.id) ?? 0, meanPerDay,
        daysLeft: meanPerDay && meanPerDay > 0 ? Math.max(0, units) / meanPerDay : null, wantedPriceMinor: wanted?.amountMinor ?? null,
        priceWaits: wanted && chargedMinor !== null && wanted.amountMinor > chargedMinor ? waitOf(parts.labels, labelIds) : null, labelIds,
      };
    }),
  };
}
const waitOf = (labels: ShelfLabels, labelIds: readonly string[]): PriceWait => (labelIds.some((labelId) => labels.health(labelId).trouble !== null) ? 'label-failed' : 'label-not-shown');
const numbers = (rows: unknown[]): Map<string, number> => new Map((rows as { id: string; n: number }[]).map((row) => [row.id, row.n]));

/** The fleet: wanted, sent, shown since, battery, signal. */
export function labelsView(parts: OfficeParts): LabelsView {
  const rows = prepared(parts.connection, 'SELECT * FROM shelf_label ORDER BY label_id').all() as { label_id: string; product_id: string | null; width_px: number; height_px: number; shown_minor: number | null; shown_hash: string | null; shown_at_ms: number | null }[];
  return {
    nowMs: parts.nowMs(),
    labels: rows.map((row) => {
      const sellable = row.product_id === null ? null : parts.catalogue.byId(row.product_id);
      const wish = parts.labels.wish(row.label_id);
      const health = parts.labels.health(row.label_id);
      const right = wish !== null && row.shown_hash === wish.picture.hash;
      return {
        labelId: row.label_id, product: sellable ? shopProduct(sellable.product, sellable.charged?.amountMinor ?? null) : null,
        state: row.product_id === null ? 'unbound' : health.trouble ?? (right ? 'shown' : health.lastSeenMs === null ? 'waiting' : 'sending'),
        wantedMinor: wish?.amountMinor ?? null, shownMinor: row.shown_minor, shownAtMs: row.shown_at_ms, attempts: health.attempts,
        batteryMillivolt: health.batteryMillivolt, batteryLow: health.batteryLow, rssiDbm: null, lastSeenMs: health.lastSeenMs,
        pictureUrl: wish ? `/label-pictures/${row.label_id}-${wish.picture.hash.slice(0, 16)}.png` : null, widthPx: row.width_px, heightPx: row.height_px,
      };
    }),
  };
}

export const journalView = (parts: OfficeParts, limit: number): JournalView => ({
  entries: parts.newestEntries(limit).map((entry) => ({ entryId: entry.id, terminalId: entry.terminalId, sequence: entry.sequence, kind: entry.kind, occurredAtMs: entry.occurredAtMs, summary: summaryOf(entry) })),
});
