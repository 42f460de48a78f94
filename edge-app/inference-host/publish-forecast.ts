import type { DemandForecast } from 'retail-model/replenishment/demand-forecast.ts';
import type { StoreClient } from './store-client.ts';

const PRODUCTS_A_PAGE = 100;
/** Four figures are more than a forecast knows, and halve the message. */
const FIGURES = 4;

/** Gives a whole run to the store in bounded pages; the store counts it when the last page is there. Throws when the store refuses. */
export async function publishForecast(client: StoreClient, run: { readonly runId: string; readonly modelVersion: string; readonly madeAtMs: number; readonly forecasts: readonly DemandForecast[] }): Promise<void> {
  const { runId, modelVersion, madeAtMs, forecasts } = run;
  for (let from = 0; from < forecasts.length; from += PRODUCTS_A_PAGE) {
    const products = forecasts.slice(from, from + PRODUCTS_A_PAGE).map(({ productId, method, days, sums }) => ({
      productId, method,
      days: days.map((day) => ({ mean: short(day.mean), quantiles: day.quantiles.map(short) })),
      sums: sums.map((sum) => ({ days: sum.days, mean: short(sum.mean), quantiles: sum.quantiles.map(short) })),
    }));
    await client.send('publishForecast', { runId, modelVersion, madeAtMs, last: from + PRODUCTS_A_PAGE >= forecasts.length, products });
  }
}

const short = (amount: number): number => Number(amount.toPrecision(FIGURES));
