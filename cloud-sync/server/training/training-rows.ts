import { DEMAND_FEATURES, LEAST_PAST_DAYS, productOutlooks } from 'retail-model/replenishment/demand-features.ts';
import { FORECAST_DAYS } from 'retail-model/replenishment/demand-forecast.ts';
import { exposureOf, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { demandSums, sumsRoom } from 'retail-model/replenishment/demand-sums.ts';
import type { ShopCalendar } from 'retail-model/replenishment/holidays.ts';
import type { ShopRhythms } from 'retail-model/replenishment/shop-rhythms.ts';

/** Goods that share customers and calendar: one shop. */
export interface ShopHistory { readonly series: readonly DemandSeries[]; readonly calendar: ShopCalendar; readonly rhythms: ShopRhythms }

/** What boosting learns from: a column per feature, and per row the demand seen, the log of level times availability, and a weight. */
export interface TrainingRows { readonly columns: readonly Float32Array[]; readonly targets: Float32Array; readonly offsets: Float32Array; readonly rows: number }

const DAYS_AHEAD_A_MORNING = 5;
/** Older mornings teach an older world. */
const LONGEST_LOOK_BACK_DAYS = 730;
/** A product of more units a day teaches no more than one of this many, so grams and pieces, bread and wine are heard alike. */
const LOUDEST_LEVEL = 30;

/**
 * About `wanted` rows: for every product, mornings spread over the past by chance, and on each of them some of the coming days, whose
 * sales are known. A day partly out of stock is a row with its share of the day in the offset; a day wholly out of stock is none.
 */
export function trainingRows(shops: readonly ShopHistory[], wanted: number, random: () => number, onProgress: (share: number) => void): TrainingRows {
  const possible = shops.reduce((sum, shop) => sum + shop.series.reduce((mornings, series) => mornings + morningsOf(series), 0), 0);
  const taken = Math.min(1, wanted / DAYS_AHEAD_A_MORNING / Math.max(1, possible));
  const most = Math.ceil(possible * taken * DAYS_AHEAD_A_MORNING * 1.1) + 1000;
  const columns = Array.from({ length: DEMAND_FEATURES }, () => new Float32Array(most));
  const targets = new Float32Array(most);
  const offsets = new Float32Array(most);
  const row = new Float32Array(DEMAND_FEATURES);
  const room = sumsRoom();
  let rows = 0;
  shops.forEach((shop, place) => {
    const { rhythms } = shop;
    // Every product of a shop is seen on the same mornings, so that the shop's own rhythm is worked out once for each of them.
    const mornings = chosenMornings(shop.series, taken, random);
    for (const series of shop.series) {
      const origins = mornings.map((day) => day - series.firstDay).filter((origin) => origin >= LEAST_PAST_DAYS && origin < series.units.length);
      if (origins.length === 0) continue;
      const outlooks = productOutlooks({ sums: demandSums(series, room), origins, calendar: shop.calendar, shop: rhythms.shop, category: rhythms.category(series.category) });
      outlooks.forEach((outlook, at) => {
        if (outlook.level <= 0) return;
        for (let draw = 0; draw < DAYS_AHEAD_A_MORNING; draw += 1) {
          const ahead = 1 + Math.floor(random() * FORECAST_DAYS);
          const target = origins[at]! + ahead - 1;
          if (target >= series.units.length || rows >= most) continue;
          const { amount, share } = exposureOf(series, target);
          if (share === 0) continue;
          outlook.write(ahead, row, 0);
          for (let feature = 0; feature < DEMAND_FEATURES; feature += 1) columns[feature]![rows] = row[feature]!;
          const loudness = Math.min(outlook.level, LOUDEST_LEVEL);
          targets[rows] = (amount / outlook.level) * loudness;
          offsets[rows] = Math.log(loudness * share);
          rows += 1;
        }
      });
    }
    onProgress((place + 1) / shops.length);
  });
  return { columns: columns.map((column) => column.subarray(0, rows)), targets: targets.subarray(0, rows), offsets: offsets.subarray(0, rows), rows };
}

const morningsOf = (series: DemandSeries): number => Math.max(0, Math.min(LONGEST_LOOK_BACK_DAYS, series.units.length) - LEAST_PAST_DAYS);

function chosenMornings(all: readonly DemandSeries[], taken: number, random: () => number): number[] {
  const last = all.reduce((latest, series) => Math.max(latest, series.firstDay + series.units.length), 0);
  const first = Math.max(last - LONGEST_LOOK_BACK_DAYS, all.reduce((earliest, series) => Math.min(earliest, series.firstDay), Infinity) + LEAST_PAST_DAYS);
  const mornings: number[] = [];
  for (let day = first; day < last; day += 1) if (random() < taken) mornings.push(day);
  return mornings;
}
