import { DEMAND_FEATURES, productOutlooks } from './demand-features.ts';
import type { DemandSeries } from './demand-series.ts';
import { demandSums, sumsRoom } from './demand-sums.ts';
import type { ShopCalendar } from './holidays.ts';
import type { HoltWintersState } from './holt-winters.ts';
import type { ShopRhythms } from './shop-rhythms.ts';

/** Mean demand of each row: `matrix` is rows × features in float32, `offsets` log levels. */
export type DemandModel = (matrix: Float32Array, offsets: Float32Array) => Promise<Float32Array>;

/** Rows given to the model at once: its work stays in the processor's cache, and the process answers between two of them. */
const ROWS_A_BATCH = 15_000;

/** A morning from which to forecast: nothing of that day (a day number) or later is used. */
export interface Morning { readonly day: number; readonly days: number }
/** Mean demand for each of the coming days, zeros for what never sold, and what Holt-Winters knew of the product on that morning. */
export interface MorningMeans { readonly means: Float64Array; readonly holtWinters: HoltWintersState }

/** The model's answer for every series (in their order) on each of `mornings`, which rise by day: `answer[morning][series]`. */
export async function modelMeans(parts: { readonly all: readonly DemandSeries[]; readonly mornings: readonly Morning[]; readonly calendar: ShopCalendar; readonly rhythms: ShopRhythms; readonly model: DemandModel }): Promise<MorningMeans[][]> {
  const { all, mornings } = parts;
  const rowsASeries = mornings.reduce((sum, { days }) => sum + days, 0);
  const seriesABatch = Math.max(1, Math.floor(ROWS_A_BATCH / rowsASeries));
  const matrix = new Float32Array(seriesABatch * rowsASeries * DEMAND_FEATURES);
  const offsets = new Float32Array(seriesABatch * rowsASeries);
  const room = sumsRoom();
  const answers = mornings.map((): MorningMeans[] => []);
  for (let from = 0; from < all.length; from += seriesABatch) {
    const asked: { readonly means: Float64Array; readonly row: number }[] = [];
    let rows = 0;
    for (const series of all.slice(from, from + seriesABatch)) {
      const origins = mornings.map(({ day }) => Math.max(0, Math.min(series.units.length, day - series.firstDay)));
      const outlooks = productOutlooks({ sums: demandSums(series, room), origins, calendar: parts.calendar, shop: parts.rhythms.shop, category: parts.rhythms.category(series.category) });
      outlooks.forEach(({ level, holtWinters, write }, at) => {
        const { days } = mornings[at]!;
        const means = new Float64Array(days);
        answers[at]!.push({ means, holtWinters });
        if (level <= 0) return;
        asked.push({ means, row: rows });
        for (let ahead = 1; ahead <= days; ahead += 1, rows += 1) {
          write(ahead, matrix, rows * DEMAND_FEATURES);
          offsets[rows] = Math.log(level);
        }
      });
    }
    if (rows === 0) continue;
    const answer = await parts.model(matrix.subarray(0, rows * DEMAND_FEATURES), offsets.subarray(0, rows));
    for (const { means, row } of asked) means.set(answer.subarray(row, row + means.length));
  }
  return answers;
}
