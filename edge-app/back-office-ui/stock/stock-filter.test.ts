import { describe, expect, it } from 'vitest';
import { filterStock, productMatches, type StockRow } from './stock-filter.ts';

const milk: StockRow = {
  product: { productId: 'milk-1l', gtin: '09520000000110', plu: null, names: { zh: '鲜牛奶 1L', en: 'Fresh milk 1 L' }, category: 'dairy', picture: { shape: 'carton', colour: '#ffffff' }, soldBy: 'each', priceMinor: 1280, ageLimitYears: null },
  onHandUnits: 12, onOrderUnits: 0, soldTodayUnits: 3, meanPerDay: 4, daysLeft: 3, wantedPriceMinor: null, priceWaits: null, labelIds: [],
};
const ids = (rows: readonly StockRow[]) => rows.map((row) => row.product.productId);
const rowNamed = (productId: string, change: Partial<StockRow>): StockRow => ({ ...milk, ...change, product: { ...milk.product, productId } });

describe('stock filter', () => {
  const rows = [milk, rowNamed('out', { onHandUnits: 0, daysLeft: 0 }), rowNamed('negative', { onHandUnits: -2, daysLeft: null }), rowNamed('low', { daysLeft: 1.5 }), rowNamed('waits', { priceWaits: 'label-failed' })];
  const all = { search: '', category: null } as const;
  it('shows each kind of trouble by itself', () => {
    expect(ids(filterStock(rows, { ...all, show: 'all' }))).toHaveLength(5);
    expect(ids(filterStock(rows, { ...all, show: 'out' }))).toEqual(['out', 'negative']);
    expect(ids(filterStock(rows, { ...all, show: 'negative' }))).toEqual(['negative']);
    expect(ids(filterStock(rows, { ...all, show: 'low' }))).toEqual(['low']);
    expect(ids(filterStock(rows, { ...all, show: 'waiting' }))).toEqual(['waits']);
    expect(filterStock(rows, { ...all, show: 'all', category: 'fruit' })).toEqual([]);
  });
  it('finds by either name, in any order of words, full-width digits too', () => {
    for (const search of ['牛奶', 'MILK fresh', '１Ｌ', '0952', ' ']) expect(productMatches(milk.product, search)).toBe(true);
    expect(productMatches(milk.product, 'milk bread')).toBe(false);
  });
});
