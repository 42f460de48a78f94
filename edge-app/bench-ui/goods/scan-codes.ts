import type { ShopProduct } from 'retail-model/api/store-views.ts';

/** A symbol as a scanner reads it: the AIM identifier (ISO/IEC 15424) and the data. */
export interface Symbol { readonly text: string; readonly aimId: string }

/** The barcode printed on a product: EAN-8 or EAN-13 where the GTIN fits, ITF-14 otherwise. */
export function symbolOf(product: Pick<ShopProduct, 'gtin'>): Symbol {
  if (product.gtin.startsWith('000000')) return { text: product.gtin.slice(6), aimId: 'E4' };
  return product.gtin.startsWith('0') ? { text: product.gtin.slice(1), aimId: 'E0' } : { text: product.gtin, aimId: 'I1' };
}

/** Codes that a phone shows to pay with: WeChat Pay has 18 digits from 10 to 15, Alipay 16 to 24 from 25 to 30. */
export const payCodeOf = (wallet: 'wechat-pay' | 'alipay', randomBelow: (limit: number) => number): string =>
  (wallet === 'wechat-pay' ? '13' : '28') + Array.from({ length: 16 }, () => String(randomBelow(10))).join('');

/** What a torn or dirty label gives: printable noise that is no product. */
export const dirtyCode = (randomBelow: (limit: number) => number): Symbol =>
  ({ text: Array.from({ length: 11 }, () => String.fromCharCode(0x21 + randomBelow(0x5d))).join(''), aimId: 'C0' });

/** Anything a person types: digits of a length that a retail symbol has are that symbol, the rest is a QR code. */
export function symbolTyped(text: string): Symbol {
  if (/^\d{13}$/.test(text)) return { text, aimId: 'E0' };
  if (/^\d{8}$/.test(text)) return { text, aimId: 'E4' };
  return { text, aimId: /^https?:/.test(text) ? 'Q1' : 'C0' };
}
