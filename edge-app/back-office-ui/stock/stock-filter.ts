import type { ShopProduct, StockView } from 'retail-model/api/store-views.ts';

export type StockRow = StockView['products'][number];
export const stockShows = ['all', 'out', 'low', 'waiting', 'negative'] as const;
export type StockShow = (typeof stockShows)[number];

/** Fewer days than this on the shelf is running low: a delivery ordered tomorrow comes the day after. */
const lowDays = 2;

export const isOut = (row: StockRow): boolean => row.onHandUnits <= 0;
export const isLow = (row: StockRow): boolean => !isOut(row) && row.daysLeft !== null && row.daysLeft < lowDays;

const shown: Readonly<Record<StockShow, (row: StockRow) => boolean>> = {
  all: () => true,
  out: isOut,
  low: isLow,
  waiting: (row) => row.priceWaits !== null,
  negative: (row) => row.onHandUnits < 0,
};

export interface StockFilter { readonly show: StockShow; readonly search: string; readonly category: string | null }

export function filterStock(rows: readonly StockRow[], filter: StockFilter): readonly StockRow[] {
  return rows.filter((row) => shown[filter.show](row) && (filter.category === null || row.product.category === filter.category) && productMatches(row.product, filter.search));
}

/** Every word of the search is somewhere in a name, the barcode, the PLU or the id; case and width do not matter. */
export function productMatches(product: ShopProduct, search: string): boolean {
  const text = foldText([product.names.zh, product.names.en, product.gtin, product.plu ?? '', product.productId].join(' '));
  return foldText(search).split(/\s+/).every((word) => text.includes(word));
}

/** Full-width letters and digits, as Chinese input methods give them, equal the plain ones (Unicode NFKC). */
export const foldText = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('en').trim();
