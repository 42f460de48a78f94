import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { CollectionName, DocumentOf } from 'retail-model/replication/collections.ts';
import { prepared } from '../prepared.ts';

/**
 * What a scan needs, in tables with the right keys: barcode → product, price history, member code. They follow the RxDB collections
 * (`follow-collections.ts`) and are never written by anyone else, so they always equal what the collections say.
 */
export function createCatalogueTables(sql: Database): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS catalogue_product (id TEXT PRIMARY KEY, gtin TEXT NOT NULL, plu TEXT, category TEXT NOT NULL, active INTEGER NOT NULL, search_text TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS catalogue_product_plu ON catalogue_product (plu) WHERE plu IS NOT NULL;
    CREATE INDEX IF NOT EXISTS catalogue_product_category ON catalogue_product (category);
    CREATE TABLE IF NOT EXISTS catalogue_barcode (gtin TEXT PRIMARY KEY, product_id TEXT NOT NULL, quantity INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS catalogue_barcode_product ON catalogue_barcode (product_id);
    CREATE TABLE IF NOT EXISTS catalogue_price (id TEXT PRIMARY KEY, product_id TEXT NOT NULL, valid_from_ms INTEGER NOT NULL, epoch INTEGER NOT NULL, amount_minor INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS catalogue_price_product ON catalogue_price (product_id, valid_from_ms, epoch);
    CREATE INDEX IF NOT EXISTS catalogue_price_start ON catalogue_price (valid_from_ms);
    CREATE TABLE IF NOT EXISTS catalogue_member (id TEXT PRIMARY KEY, member_code TEXT NOT NULL UNIQUE, json TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS catalogue_document (collection TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (collection, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS catalogue_checkpoint (collection TEXT PRIMARY KEY, checkpoint TEXT NOT NULL) WITHOUT ROWID;
  `);
}

export type ReferenceName = Exclude<CollectionName, 'journal'>;

/** Brings one changed document into the tables; a deleted one leaves them. Must run inside a transaction. */
export function applyDocument(sql: Database, collection: ReferenceName, document: { readonly id: string }, deleted: boolean): void {
  switch (collection) {
    case 'products': return applyProduct(sql, document as DocumentOf<'products'>, deleted);
    case 'prices': {
      const price = document as DocumentOf<'prices'>;
      if (deleted) prepared(sql, 'DELETE FROM catalogue_price WHERE id = ?').run(price.id);
      else prepared(sql, 'INSERT OR REPLACE INTO catalogue_price (id, product_id, valid_from_ms, epoch, amount_minor) VALUES (?, ?, ?, ?, ?)').run(price.id, price.productId, price.validFromMs, price.epoch, price.amountMinor);
      return;
    }
    case 'members': {
      const member = document as DocumentOf<'members'>;
      prepared(sql, 'DELETE FROM catalogue_member WHERE id = ? OR member_code = ?').run(member.id, member.memberCode);
      if (!deleted && member.active) prepared(sql, 'INSERT INTO catalogue_member (id, member_code, json) VALUES (?, ?, ?)').run(member.id, member.memberCode, JSON.stringify(member));
      return;
    }
    case 'promotions':
    case 'staff':
    case 'suppliers':
    case 'settings':
    case 'models':
      if (deleted) prepared(sql, 'DELETE FROM catalogue_document WHERE collection = ? AND id = ?').run(collection, document.id);
      else prepared(sql, 'INSERT OR REPLACE INTO catalogue_document (collection, id, json) VALUES (?, ?, ?)').run(collection, document.id, JSON.stringify(document));
  }
}

function applyProduct(sql: Database, product: DocumentOf<'products'>, deleted: boolean): void {
  prepared(sql, 'DELETE FROM catalogue_barcode WHERE product_id = ?').run(product.id);
  if (deleted) {
    prepared(sql, 'DELETE FROM catalogue_product WHERE id = ?').run(product.id);
    return;
  }
  const searchText = [product.names.zh, product.names.en, product.pinyinInitials, product.plu ?? '', product.gtin].join(' ').toLowerCase();
  prepared(sql, 'INSERT OR REPLACE INTO catalogue_product (id, gtin, plu, category, active, search_text, json) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    product.id, product.gtin, product.plu, product.category, product.active ? 1 : 0, searchText, JSON.stringify(product),
  );
  const barcode = prepared(sql, 'INSERT OR REPLACE INTO catalogue_barcode (gtin, product_id, quantity) VALUES (?, ?, ?)');
  barcode.run(product.gtin, product.id, 1);
  for (const other of product.otherGtins) barcode.run(other.gtin, product.id, other.quantity);
}
