import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { CommandInput, DemandPage } from 'retail-model/api/store-contract.ts';
import type { OrdersView, ProposedLine } from 'retail-model/api/store-views.ts';
import { STORE_TERMINAL } from 'retail-model/journal/entry.ts';
import { nextReview, proposeOrder } from 'retail-model/replenishment/propose-order.ts';
import { addDays } from 'retail-model/time/local-time.ts';
import { shopProduct, type Catalogue } from '../catalogue/catalogue.ts';
import { prepared } from '../prepared.ts';
import { Refusal } from '../store-api/refusal.ts';
import type { StoreJournal } from '../store-journal.ts';

const HISTORY_DAYS = 28;
const SHOWN_FORECAST_DAYS = 14;
const LONGEST_DEMAND_DAYS = 730;

/** What was sold each day: by this store's journal, and before it by the system that stood here (`importHistory`). */
const DEMAND = `SELECT product_id, business_day, sum(units) AS units FROM (SELECT product_id, business_day, units FROM sold_day UNION ALL SELECT product_id, business_day, units FROM imported_demand)`;

type ForecastPage = CommandInput<'publishForecast'>;
type ProductForecast = ForecastPage['products'][number];

/** The newest forecast, the orders it proposes and what became of them. Forecasts are no facts and can be made again: they live beside the journal. */
export function openReplenishment(parts: {
  readonly connection: Database;
  readonly catalogue: Catalogue;
  readonly journal: StoreJournal;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly businessDay: () => string;
  readonly seenByHeadOffice: (entryId: string) => boolean;
  readonly onChanged: () => void;
}) {
  const { connection } = parts;
  connection.exec(`
    CREATE TABLE IF NOT EXISTS forecast_run (run_id TEXT PRIMARY KEY, model_version TEXT NOT NULL, made_at_ms INTEGER NOT NULL, complete INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS imported_demand (product_id TEXT NOT NULL, business_day TEXT NOT NULL, units INTEGER NOT NULL, PRIMARY KEY (product_id, business_day)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS forecast (run_id TEXT NOT NULL, product_id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run_id, product_id)) WITHOUT ROWID;
  `);
  let asked = 0;
  let answered = 0;
  let kept: { readonly runId: string; readonly byProduct: ReadonlyMap<string, ProductForecast> } | null = null;

  const newestRun = () => prepared(connection, 'SELECT run_id, model_version, made_at_ms FROM forecast_run WHERE complete = 1 ORDER BY made_at_ms DESC LIMIT 1').get() as { run_id: string; model_version: string; made_at_ms: number } | undefined;
  function forecasts(): ReadonlyMap<string, ProductForecast> {
    const run = newestRun();
    if (!run) return new Map();
    if (kept?.runId !== run.run_id) {
      const rows = prepared(connection, 'SELECT product_id, json FROM forecast WHERE run_id = ?').all(run.run_id) as { product_id: string; json: string }[];
      kept = { runId: run.run_id, byProduct: new Map(rows.map((row) => [row.product_id, JSON.parse(row.json) as ProductForecast])) };
    }
    return kept.byProduct;
  }
  const unitsOf = (sql: string, ...values: readonly string[]): Map<string, number> => new Map((prepared(connection, sql).all(...values) as { id: string; n: number }[]).map((row) => [row.id, row.n]));

  function soldByDay(days: number): Map<string, number[]> {
    const today = parts.businessDay();
    const first = addDays(today, -days);
    const sold = new Map<string, number[]>();
    for (const row of prepared(connection, `${DEMAND} WHERE business_day >= ? AND business_day < ? GROUP BY product_id, business_day`).all(first, today) as { product_id: string; business_day: string; units: number }[]) {
      const history = sold.get(row.product_id) ?? new Array<number>(days).fill(0);
      history[Math.round((Date.parse(row.business_day) - Date.parse(first)) / 86_400_000)] = row.units;
      sold.set(row.product_id, history);
    }
    return sold;
  }

  function proposals(): OrdersView['suppliers'] {
    const byProduct = forecasts();
    if (byProduct.size === 0) return [];
    const onHand = unitsOf('SELECT product_id AS id, units AS n FROM stock');
    const onOrder = unitsOf('SELECT product_id AS id, sum(open_units) AS n FROM order_line GROUP BY product_id');
    const history = soldByDay(HISTORY_DAYS);
    const products = parts.catalogue.products();
    return parts.catalogue.suppliers().flatMap((supplier) => {
      const review = nextReview(supplier, parts.businessDay());
      const lines = products.flatMap(({ product, chargedMinor }): ProposedLine[] => {
        const forecast = byProduct.get(product.id);
        const demand = forecast?.sums.find((sum) => sum.days >= review.protectionDays) ?? forecast?.sums.at(-1);
        if (product.supplierId !== supplier.id || !forecast || !demand || chargedMinor === null) return [];
        const sold = history.get(product.id) ?? new Array<number>(HISTORY_DAYS).fill(0);
        const question = {
          product, priceMinor: chargedMinor, onHandUnits: onHand.get(product.id) ?? 0, onOrderUnits: onOrder.get(product.id) ?? 0, soldLast7DaysUnits: sold.slice(-7).reduce((sum, units) => sum + units, 0), demand, arrivesOn: review.arrivesOn,
        };
        const proposal = proposeOrder(question);
        if (!proposal) return [];
        return [{
          product: shopProduct(product, chargedMinor), onHandUnits: question.onHandUnits, onOrderUnits: question.onOrderUnits, proposedUnits: proposal.units, packUnits: product.packUnits, costMinor: proposal.costMinor,
          meanDemand: proposal.meanDemand, upperDemand: proposal.upperDemand, protectionDays: demand.days, method: forecast.method, because: proposal.because, history: sold,
          forecast: forecast.days.slice(0, SHOWN_FORECAST_DAYS).map((day) => ({ mean: day.mean, low: day.quantiles[0]!, high: day.quantiles[6]! })),
        }];
      });
      if (lines.length === 0) return [];
      return [{ supplierId: supplier.id, names: supplier.names, arrivesOn: review.arrivesOn, minimumOrderMinor: supplier.minimumOrderMinor, totalMinor: lines.reduce((sum, line) => sum + line.costMinor, 0), lines }];
    });
  }

  return {
    view(): OrdersView {
      const run = newestRun();
      const suppliers = new Map(parts.catalogue.suppliers().map((supplier) => [supplier.id, supplier.names]));
      const orders = prepared(connection, 'SELECT * FROM purchase_order ORDER BY approved_at_ms DESC LIMIT 50').all() as { order_id: string; entry_id: string; supplier_id: string; line_count: number; total_minor: number; approved_at_ms: number; expected_on: string; received: number }[];
      const made = [...forecasts().values()];
      return {
        nowMs: parts.nowMs(),
        forecast: run ? { runId: run.run_id, modelVersion: run.model_version, madeAtMs: run.made_at_ms, products: made.length, byFallback: made.filter((one) => one.method === 'fallback').length } : null,
        forecasting: asked > answered,
        suppliers: proposals(),
        approved: orders.map((row) => ({
          orderId: row.order_id, supplierId: row.supplier_id, names: suppliers.get(row.supplier_id) ?? { zh: row.supplier_id, en: row.supplier_id }, lines: row.line_count, totalMinor: row.total_minor, approvedAtMs: row.approved_at_ms,
          expectedOn: row.expected_on, received: row.received === 1, seenByHeadOffice: parts.seenByHeadOffice(row.entry_id),
        })),
      };
    },
    proposedCount: (): number => proposals().reduce((sum, supplier) => sum + supplier.lines.length, 0),
    meanPerDay: (productId: string): number | null => forecasts().get(productId)?.days[0]?.mean ?? null,
    ask(): void {
      asked += 1;
      parts.onChanged();
    },
    /** What the inference host should do now: the number of the newest request, 0 for none yet. */
    asked: (): number => asked,
    /** One page of a run. The run counts when its last page is there; older runs go then. */
    take(page: ForecastPage): void {
      connection.transaction(() => {
        prepared(connection, 'INSERT OR IGNORE INTO forecast_run VALUES (?, ?, ?, 0)').run(page.runId, page.modelVersion, page.madeAtMs);
        for (const product of page.products) prepared(connection, 'INSERT OR REPLACE INTO forecast VALUES (?, ?, ?)').run(page.runId, product.productId, JSON.stringify(product));
        if (!page.last) return;
        prepared(connection, 'UPDATE forecast_run SET complete = 1 WHERE run_id = ?').run(page.runId);
        prepared(connection, 'DELETE FROM forecast_run WHERE run_id <> ?').run(page.runId);
        prepared(connection, 'DELETE FROM forecast WHERE run_id <> ?').run(page.runId);
      })();
      if (page.last) {
        answered = asked;
        parts.onChanged();
      }
    },
    /** Daily sales of the time before this store's journal began; days given again replace what was imported for them. */
    importHistory(days: readonly { readonly productId: string; readonly businessDay: string; readonly units: number }[]): void {
      connection.transaction(() => {
        for (const day of days) prepared(connection, 'INSERT OR REPLACE INTO imported_demand VALUES (?, ?, ?)').run(day.productId, day.businessDay, day.units);
      })();
      parts.onChanged();
    },
    async approve(order: CommandInput<'approveOrder'>): Promise<void> {
      const proposed = proposals().find((supplier) => supplier.supplierId === order.supplierId);
      const supplier = parts.catalogue.suppliers().find((one) => one.id === order.supplierId);
      if (!supplier) throw new Refusal('not-found', `No supplier ${order.supplierId}`);
      const lines = order.lines.map(({ productId, units }) => {
        const line = proposed?.lines.find((one) => one.product.productId === productId);
        const found = parts.catalogue.byId(productId);
        if (!found || found.product.supplierId !== supplier.id) throw new Refusal('not-found', `${productId} is not a product of this supplier`);
        const costMinor = found.product.soldBy === 'weight' ? Math.round((found.product.costMinor * units) / 1000) : found.product.costMinor * units;
        return { productId, units, costMinor, proposedUnits: line?.proposedUnits ?? 0, because: line?.because ?? { zh: '人工添加', en: 'Added by a person' } };
      });
      await parts.journal.record(STORE_TERMINAL, 'order-approved', {
        orderId: parts.newId(), supplierId: supplier.id, lines, expectedOn: nextReview(supplier, parts.businessDay()).arrivesOn, staffId: order.staffId, modelVersion: newestRun()?.model_version ?? 'none',
      });
    },
    /** Daily demand per product for the inference host, newest day last; a page of products after `afterProductId`. */
    demand(afterProductId: string, limit: number): DemandPage {
      const today = parts.businessDay();
      const rows = prepared(connection, 'SELECT p.id, p.category, c.amount_minor, s.units AS stock FROM catalogue_product p LEFT JOIN charged_price c ON c.product_id = p.id LEFT JOIN stock s ON s.product_id = p.id WHERE p.active = 1 AND p.id > ? ORDER BY p.id LIMIT ?')
        .all(afterProductId, limit) as { id: string; category: string; amount_minor: number | null; stock: number | null }[];
      return {
        today,
        products: rows.map((row) => {
          const sold = prepared(connection, `${DEMAND} WHERE product_id = ? AND business_day < ? GROUP BY product_id, business_day ORDER BY business_day`).all(row.id, today) as { business_day: string; units: number }[];
          const first = sold[0] && sold[0].business_day > addDays(today, -LONGEST_DEMAND_DAYS) ? sold[0].business_day : addDays(today, -LONGEST_DEMAND_DAYS);
          const days = sold.length === 0 ? 0 : Math.round((Date.parse(today) - Date.parse(first)) / 86_400_000);
          const units = new Array<number>(days).fill(0);
          for (const day of sold) {
            const place = Math.round((Date.parse(day.business_day) - Date.parse(first)) / 86_400_000);
            if (place >= 0) units[place] = Math.max(0, day.units);
          }
          return { productId: row.id, category: row.category, firstDay: sold.length === 0 ? today : first, units, pricesMinor: units.map(() => row.amount_minor ?? 0), promoted: units.map(() => false), stockedShare: units.map(() => 1) };
        }),
      };
    },
  };
}
export type Replenishment = ReturnType<typeof openReplenishment>;
