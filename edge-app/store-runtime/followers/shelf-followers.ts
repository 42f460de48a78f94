import { prepared } from '../prepared.ts';
import type { Follower } from '../database/followers.ts';

/** The price each product is charged at now: the last activation wins. */
export const chargedPricesFollower: Follower = {
  name: 'charged-prices',
  version: 1,
  createTables(sql) {
    sql.exec('CREATE TABLE IF NOT EXISTS charged_price (product_id TEXT PRIMARY KEY, price_id TEXT NOT NULL, amount_minor INTEGER NOT NULL, since_ms INTEGER NOT NULL) WITHOUT ROWID;');
  },
  tables: ['charged_price'],
  fold(entry, sql) {
    if (entry.kind !== 'price-activated') return;
    prepared(sql, 'INSERT OR REPLACE INTO charged_price VALUES (?, ?, ?, ?)').run(entry.body.productId, entry.body.priceId, entry.body.toMinor, entry.occurredAtMs);
  },
};

/** Which label stands before which product, and what it last proved to show. */
export const labelsFollower: Follower = {
  name: 'labels',
  version: 1,
  createTables(sql) {
    sql.exec(`CREATE TABLE IF NOT EXISTS shelf_label (label_id TEXT PRIMARY KEY, product_id TEXT, width_px INTEGER NOT NULL, height_px INTEGER NOT NULL, colours TEXT NOT NULL,
      shown_price_id TEXT, shown_minor INTEGER, shown_hash TEXT, shown_at_ms INTEGER) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS shelf_label_product ON shelf_label (product_id);`);
  },
  tables: ['shelf_label'],
  fold(entry, sql) {
    if (entry.kind === 'label-bound') {
      const { labelId, productId, widthPx, heightPx, colours } = entry.body;
      prepared(sql, `INSERT INTO shelf_label (label_id, product_id, width_px, height_px, colours) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (label_id) DO UPDATE SET product_id = excluded.product_id, width_px = excluded.width_px, height_px = excluded.height_px, colours = excluded.colours, shown_price_id = NULL, shown_minor = NULL, shown_hash = NULL, shown_at_ms = NULL`)
        .run(labelId, productId, widthPx, heightPx, colours);
    } else if (entry.kind === 'label-shown') {
      const { labelId, productId, priceId, amountMinor, pictureHash } = entry.body;
      prepared(sql, 'UPDATE shelf_label SET shown_price_id = ?, shown_minor = ?, shown_hash = ?, shown_at_ms = ? WHERE label_id = ? AND product_id = ?').run(priceId, amountMinor, pictureHash, entry.occurredAtMs, labelId, productId);
    }
  },
};

/** What became of each tagged item: sold ones may leave, others may not. */
export const tagsFollower: Follower = {
  name: 'tags',
  version: 1,
  createTables(sql) {
    sql.exec('CREATE TABLE IF NOT EXISTS tagged_item (epc TEXT PRIMARY KEY, product_id TEXT NOT NULL, state TEXT NOT NULL, since_ms INTEGER NOT NULL) WITHOUT ROWID;');
  },
  tables: ['tagged_item'],
  fold(entry, sql) {
    const set = (epc: string, productId: string, state: 'in-stock' | 'sold' | 'left-unpaid') =>
      prepared(sql, 'INSERT OR REPLACE INTO tagged_item VALUES (?, ?, ?, ?)').run(epc, productId, state, entry.occurredAtMs);
    if (entry.kind === 'sale-completed') for (const line of entry.body.lines) for (const epc of line.epcs) set(epc, line.productId, 'sold');
    if (entry.kind === 'return-completed') for (const line of entry.body.lines) for (const epc of line.epcs) set(epc, line.productId, 'in-stock');
    if (entry.kind === 'stock-received') for (const line of entry.body.lines) for (const epc of line.epcs) set(epc, line.productId, 'in-stock');
    if (entry.kind === 'epcs-left') for (const { epc, productId } of entry.body.unpaid) set(epc, productId, 'left-unpaid');
  },
};

/** Purchase orders from approval to arrival. */
export const ordersFollower: Follower = {
  name: 'orders',
  version: 1,
  createTables(sql) {
    sql.exec(`
      CREATE TABLE IF NOT EXISTS purchase_order (order_id TEXT PRIMARY KEY, entry_id TEXT NOT NULL, supplier_id TEXT NOT NULL, line_count INTEGER NOT NULL, total_minor INTEGER NOT NULL, approved_at_ms INTEGER NOT NULL, expected_on TEXT NOT NULL, received INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS order_line (order_id TEXT NOT NULL, product_id TEXT NOT NULL, open_units INTEGER NOT NULL, PRIMARY KEY (order_id, product_id)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS order_line_product ON order_line (product_id);
    `);
  },
  tables: ['purchase_order', 'order_line'],
  fold(entry, sql) {
    if (entry.kind === 'order-approved') {
      const { orderId, supplierId, lines, expectedOn } = entry.body;
      const totalMinor = lines.reduce((sum, line) => sum + line.costMinor, 0);
      prepared(sql, 'INSERT INTO purchase_order VALUES (?, ?, ?, ?, ?, ?, ?, 0)').run(orderId, entry.id, supplierId, lines.length, totalMinor, entry.occurredAtMs, expectedOn);
      for (const line of lines) prepared(sql, 'INSERT INTO order_line VALUES (?, ?, ?)').run(orderId, line.productId, line.units);
    } else if (entry.kind === 'stock-received' && entry.body.orderId) {
      for (const line of entry.body.lines) prepared(sql, 'UPDATE order_line SET open_units = max(0, open_units - ?) WHERE order_id = ? AND product_id = ?').run(line.units, entry.body.orderId, line.productId);
      prepared(sql, 'UPDATE purchase_order SET received = (SELECT sum(open_units) = 0 FROM order_line WHERE order_id = ?) WHERE order_id = ?').run(entry.body.orderId, entry.body.orderId);
    }
  },
};
