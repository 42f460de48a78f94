import { dayNumber } from 'retail-model/replenishment/demand-series.ts';
import { chineseHolidays, shopCalendar } from 'retail-model/replenishment/holidays.ts';
import { seededHistory, type HistoryProduct } from 'retail-model/replenishment/seeded-history.ts';
import { shopRhythms } from 'retail-model/replenishment/shop-rhythms.ts';
import { usualBoost } from './boost-trees.ts';
import { trainDemandModel, type TrainedDemandModel, type TrainingProgress } from './train-demand-model.ts';
import type { ShopHistory } from './training-rows.ts';

export interface ShippedModelSettings { readonly shops: number; readonly productsAShop: number; readonly days: number; readonly rows: number; readonly trees: number; readonly leaves: number; readonly seed: number }

/** What the shipped model is made with: under 3 MB, some minutes on two cores. */
export const shippedModelSettings: ShippedModelSettings = { shops: 12, productsAShop: 200, days: 800, rows: 600_000, trees: 250, leaves: 47, seed: 20261101 };

const LAST_DAY = '2026-10-31';
const categories = ['fruit', 'vegetables', 'meat', 'dairy', 'bakery', 'drinks', 'snacks', 'pantry', 'sauces', 'frozen', 'alcohol', 'household', 'care', 'clothing'];
const weighed = new Set(['fruit', 'vegetables', 'meat']);

/** The model that a new store begins with, learned from seeded shops; head office replaces it with one learned from real ones. */
export function trainShippedModel(settings: ShippedModelSettings, onProgress: (progress: TrainingProgress) => void): Promise<TrainedDemandModel> {
  const calendar = shopCalendar(chineseHolidays());
  const shops = Array.from({ length: settings.shops }, (_, shop): ShopHistory => {
    const products = Array.from({ length: settings.productsAShop }, (__, place): HistoryProduct => {
      const category = categories[place % categories.length]!;
      return { productId: `${shop}-${place}`, category, soldBy: weighed.has(category) ? 'weight' : 'each', packUnits: weighed.has(category) ? 5000 : 12 };
    });
    // Shops of different age: a model must also know what to say when there was no last year.
    const days = shop % 3 === 0 ? Math.round(settings.days / 3) : settings.days;
    const series = seededHistory({ products, firstDay: dayNumber(LAST_DAY) + 1 - days, days, seed: settings.seed + shop });
    return { series, calendar, rhythms: shopRhythms(series, calendar) };
  });
  return trainDemandModel({
    shops, rows: settings.rows, settings: { ...usualBoost, trees: settings.trees, leaves: settings.leaves }, seed: settings.seed, version: `seeded-${settings.seed}`,
    sources: 'Seeded shop histories made by retail-model/replenishment/seeded-history.ts; no real shop’s data', onProgress,
  });
}
