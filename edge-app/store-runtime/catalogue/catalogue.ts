import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { ForecastModel, Member, Product, Promotion, Setting, Staff, Supplier } from 'retail-model/catalog/documents.ts';
import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { prepared } from '../prepared.ts';

/** A product as the till sells it: `charged` is the price of this moment (null: it has none and cannot be sold). */
export interface Sellable { readonly product: Product; readonly pieces: number; readonly charged: { readonly priceId: string; readonly amountMinor: number } | null }

const MOST_FOUND = 60;

/** Prepared reads on the catalogue's tables; nothing here goes through RxDocuments. Synchronous, so a scan never waits for a queue. */
export function openCatalogue(connection: Database, openMember: (member: Member) => Member | null) {
  const sellable = (row: { json: string; quantity: number; price_id: string | null; amount_minor: number | null } | undefined): Sellable | null =>
    row ? { product: JSON.parse(row.json) as Product, pieces: row.quantity, charged: row.price_id === null || row.amount_minor === null ? null : { priceId: row.price_id, amountMinor: row.amount_minor } } : null;
  const read = (where: string) => `SELECT p.json, b.quantity, c.price_id, c.amount_minor FROM catalogue_product p JOIN catalogue_barcode b ON b.gtin = ${where === 'barcode' ? '?' : 'p.gtin'} AND b.product_id = p.id
    LEFT JOIN charged_price c ON c.product_id = p.id WHERE p.active = 1 ${where === 'barcode' ? '' : `AND p.${where} = ?`}`;
  const documents = <T>(collection: string): readonly T[] =>
    (prepared(connection, 'SELECT json FROM catalogue_document WHERE collection = ? ORDER BY id').all(collection) as { json: string }[]).map((row) => JSON.parse(row.json) as T);
  /** Small documents are parsed once and kept until their collection moves (`forget`). */
  const kept = new Map<string, readonly unknown[]>();
  const keptDocuments = <T>(collection: string): readonly T[] => {
    if (!kept.has(collection)) kept.set(collection, documents(collection));
    return kept.get(collection) as readonly T[];
  };

  return {
    byGtin: (gtin: string): Sellable | null => sellable(prepared(connection, read('barcode')).get(gtin) as never),
    byId: (productId: string): Sellable | null => sellable(prepared(connection, read('id')).get(productId) as never),
    byPlu: (plu: string): Sellable | null => sellable(prepared(connection, read('plu')).get(plu) as never),
    memberByCode: (code: string): Member | null => {
      const row = prepared(connection, 'SELECT json FROM catalogue_member WHERE member_code = ?').get(code) as { json: string } | undefined;
      return row ? openMember(JSON.parse(row.json) as Member) : null;
    },
    /** Products whose name, pinyin initials, PLU or barcode holds `text`; those that begin with it come first. */
    search(text: string, category: string | null): readonly ShopProduct[] {
      const needle = text.trim().toLowerCase();
      const like = `%${needle.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      const rows = prepared(connection, `SELECT p.json, c.amount_minor FROM catalogue_product p LEFT JOIN charged_price c ON c.product_id = p.id
        WHERE p.active = 1 AND (? IS NULL OR p.category = ?) AND p.search_text LIKE ? ESCAPE '\\' ORDER BY instr(p.search_text, ?), p.id LIMIT ${MOST_FOUND}`).all(category, category, like, needle) as { json: string; amount_minor: number | null }[];
      return rows.map((row) => shopProduct(JSON.parse(row.json) as Product, row.amount_minor));
    },
    products: (): readonly { readonly product: Product; readonly chargedMinor: number | null }[] =>
      (prepared(connection, 'SELECT p.json, c.amount_minor FROM catalogue_product p LEFT JOIN charged_price c ON c.product_id = p.id WHERE p.active = 1 ORDER BY p.id').all() as { json: string; amount_minor: number | null }[])
        .map((row) => ({ product: JSON.parse(row.json) as Product, chargedMinor: row.amount_minor })),
    /** Asked for every picture of a lane: one step in an index, however large the catalogue is. */
    hasProducts: (): boolean => prepared(connection, 'SELECT 1 FROM catalogue_product WHERE active = 1 LIMIT 1').get() !== undefined,
    productCount: (): number => (prepared(connection, 'SELECT count(*) AS n FROM catalogue_product WHERE active = 1').get() as { n: number }).n,
    promotions: () => keptDocuments<Promotion>('promotions'),
    staff: () => keptDocuments<Staff>('staff').filter((one) => one.active),
    suppliers: () => keptDocuments<Supplier>('suppliers'),
    settings: () => keptDocuments<Setting>('settings'),
    models: () => keptDocuments<ForecastModel>('models'),
    forget: (collection: string): void => void kept.delete(collection),
  };
}
export type Catalogue = ReturnType<typeof openCatalogue>;

export const shopProduct = (product: Product, priceMinor: number | null): ShopProduct => ({
  productId: product.id, gtin: product.gtin, plu: product.plu, names: product.names, category: product.category, picture: product.picture, soldBy: product.soldBy, priceMinor, ageLimitYears: product.ageLimitYears,
});
