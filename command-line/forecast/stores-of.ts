import type { DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { shopRhythms, type ShopRhythms } from 'retail-model/replenishment/shop-rhythms.ts';
import type { History } from './read-history.ts';

export interface StoreHistory { readonly store: string; readonly series: readonly DemandSeries[]; readonly rhythms: ShopRhythms }

/** A shop of which so few items are known has no rhythm of its own; it takes that of all shops together. */
const LEAST_ITEMS = 20;

/** The stores of a history, up to the day before `untilDay` (a day number), each with its rhythm. Items without a day before it are left out. */
export function storesOf(history: History, untilDay: number): StoreHistory[] {
  const byStore = new Map<string, DemandSeries[]>();
  for (const { store, series } of history.items) {
    const cut = upTo(series, untilDay);
    if (!cut) continue;
    const known = byStore.get(store);
    if (known) known.push(cut);
    else byStore.set(store, [cut]);
  }
  const everywhere = shopRhythms([...byStore.values()].flat(), history.calendar);
  return [...byStore].map(([store, series]) => ({ store, series, rhythms: series.length < LEAST_ITEMS ? everywhere : shopRhythms(series, history.calendar) }));
}

/** What was known on the morning of a day: sales before it, and prices and promotions as far as they are known in advance. Null when nothing was. */
function upTo(series: DemandSeries, untilDay: number): DemandSeries | null {
  const days = untilDay - series.firstDay;
  if (days <= 0) return null;
  const units = new Float32Array(days).fill(NaN);
  for (let at = 0; at < days && at < series.units.length; at += 1) units[at] = series.units[at]!;
  return { ...series, units };
}
