import type { DemandSeries } from './demand-series.ts';
import type { ShopCalendar } from './holidays.ts';
import { shopRhythm, type ShopRhythm } from './shop-rhythm.ts';

/** The rhythm of a whole shop and of each of its categories. */
export interface ShopRhythms { readonly shop: ShopRhythm; category(name: string): ShopRhythm }

/** A category of fewer products says less than the whole shop does. */
const LEAST_PRODUCTS = 5;

export function shopRhythms(all: readonly DemandSeries[], calendar: ShopCalendar): ShopRhythms {
  const shop = shopRhythm(all, calendar);
  const grouped = new Map<string, DemandSeries[]>();
  for (const series of all) {
    const known = grouped.get(series.category);
    if (known) known.push(series);
    else grouped.set(series.category, [series]);
  }
  const categories = new Map([...grouped].flatMap(([name, members]): [string, ShopRhythm][] => (members.length < LEAST_PRODUCTS || members.length === all.length ? [] : [[name, shopRhythm(members, calendar)]])));
  return { shop, category: (name) => categories.get(name) ?? shop };
}
