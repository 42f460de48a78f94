import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { parseGtin } from 'retail-model/gs1/gtin.ts';
import { encodeSgtin96 } from 'retail-model/rfid/epc.ts';

/** Digits of the demo chain's GS1 company prefix on tagged goods. */
const companyPrefixDigits = 7;
/** SGTIN filter 1: a piece for sale (EPC Tag Data Standard, table 10-1). */
const pieceForSale = 1;

export interface Tag { readonly epc: string; readonly productId: string }

/** A tag as it is sewn into one piece; null for a product whose GTIN cannot be written on one. */
export function tagFor(product: Pick<ShopProduct, 'productId' | 'gtin'>, serial: number): Tag | null {
  const gtin = parseGtin(product.gtin);
  if (!gtin.ok) return null;
  const epc = encodeSgtin96({ gtin: gtin.value, companyPrefixDigits, serial, filter: pieceForSale });
  return epc.ok ? { epc: epc.value, productId: product.productId } : null;
}
