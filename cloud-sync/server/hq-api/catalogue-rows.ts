import type { OwnedByHeadOffice } from '../storage/reference-documents.ts';
import { EVERY_STORE } from '../storage/reference-documents.ts';
import type { DocumentOf } from 'retail-model/replication/collections.ts';
import type { Product } from 'retail-model/catalog/documents.ts';
import type { ViewParts } from './hq-view.ts';

/** The documents of a collection that every store sees, as they stand. At most `limit`. */
export async function sharedDocuments<C extends OwnedByHeadOffice>({ storage: { db } }: ViewParts, collection: C, limit: number): Promise<DocumentOf<C>[]> {
  const rows = await db.selectFrom('documents').select('bodyText').where('collection', '=', collection).where('scope', '=', EVERY_STORE).where('deleted', '=', 0).orderBy('id').limit(limit).execute();
  return rows.map((row) => JSON.parse(row.bodyText) as DocumentOf<C>);
}

/** Products by name in either language, pinyin initials, barcode, PLU or id; all of them for an empty text. */
export async function productsMatching(parts: ViewParts, search: string): Promise<Product[]> {
  const products = await sharedDocuments(parts, 'products', 200_000);
  const text = search.trim().toLowerCase();
  if (text === '') return products;
  return products.filter(({ id, gtin, plu, names, pinyinInitials }) =>
    names.zh.toLowerCase().includes(text) || names.en.toLowerCase().includes(text) || pinyinInitials.startsWith(text) || gtin.endsWith(text) || plu === text || id.toLowerCase() === text);
}
