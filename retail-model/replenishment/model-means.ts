import { DEMAND_FEATURES, productOutlooks } from './demand-features.ts';
import type { DemandSeries } from './demand-series.ts';
import { demandSums } from './demand-sums.ts';
import type { ShopCalendar } from './holidays.ts';
import type { ShopRhythms } from './shop-rhythms.ts';

/** Mean demand of each row: `matrix` is rows × features in float32, `offsets` log levels. */
export type DemandModel = (matrix: Float32Array, offsets: Float32Array) => Promise<Float32Array>;

/** Rows given to the model at once: its work stays in the processor's cache, and the process answers between two of them. */
const ROWS_A_BATCH = 15_000;

/**
 * Mean demand for each of the `days` from `originDay` (a day number; nothing of that day or later is used) on, by the model; one array per
 * series, zeros for what never sold.
 */
export async function modelMeans(parts: { readonly all: readonly DemandSeries[]; readonly originDay: number; readonly days: number; readonly calendar: ShopCalendar; readonly rhythms: ShopRhythms; readonly model: DemandModel }): Promise<Float64Array[]> {
  const { all, days } = parts;
  const means = all.map(() => new Float64Array(days));
  const seriesABatch = Math.max(1, Math.floor(ROWS_A_BATCH / days));
  const matrix = new Float32Array(seriesABatch * days * DEMAND_FEATURES);
  const offsets = new Float32Array(seriesABatch * days);
  for (let from = 0; from < all.length; from += seriesABatch) {
    const asked: number[] = [];
    for (let place = from; place < Math.min(all.length, from + seriesABatch); place += 1) {
      const series = all[place]!;
      const origin = Math.max(0, Math.min(series.units.length, parts.originDay - series.firstDay));
      const outlook = productOutlooks({ sums: demandSums(series), origins: [origin], calendar: parts.calendar, shop: parts.rhythms.shop, category: parts.rhythms.category(series.category) })[0]!;
      if (outlook.level <= 0) continue;
      for (let ahead = 1; ahead <= days; ahead += 1) {
        const row = asked.length * days + ahead - 1;
        outlook.write(ahead, matrix, row * DEMAND_FEATURES);
        offsets[row] = Math.log(outlook.level);
      }
      asked.push(place);
    }
    if (asked.length === 0) continue;
    const rows = asked.length * days;
    const answer = await parts.model(matrix.subarray(0, rows * DEMAND_FEATURES), offsets.subarray(0, rows));
    asked.forEach((place, order) => means[place]!.set(answer.subarray(order * days, (order + 1) * days)));
  }
  return means;
}
