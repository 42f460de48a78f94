import type { ForecastWorkView } from 'retail-model/api/store-views.ts';
import type { DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import type { ShopForecast } from './forecast-shop.ts';
import { publishForecast } from './publish-forecast.ts';
import { shopSeries } from './shop-series.ts';
import { StrangerError, type StoreClient } from './store-client.ts';

export interface ForecastWorkParts {
  readonly client: StoreClient;
  readonly signal: AbortSignal;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
  readonly forecast: (all: readonly DemandSeries[], today: string, model: ForecastWorkView['model']) => Promise<ShopForecast>;
}

const PRODUCTS_A_QUESTION = 100;
const MOST_PRODUCTS = 100_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Goods of a filling catalogue arrive one after the other: wait until they pause. */
const SETTLE_MS = 400;

/**
 * Forecasts the shop anew whenever its wish changes: a higher `asked`, another business day (which begins at night), more products, another
 * model. One run at a time; wishes that come meanwhile are one more run. A run that fails is tried again, for ever, at most once a minute.
 * Rejects only with `StrangerError`.
 */
export async function forecastWhenAsked(parts: ForecastWorkParts): Promise<void> {
  const { signal } = parts;
  let wish: ForecastWorkView | null = null;
  let wake = (): void => undefined;
  const watching = parts.client.watch('forecastWork', (work) => {
    wish = work;
    wake();
  });
  let stranger: Error | null = null;
  watching.catch((error: unknown) => {
    stranger = error instanceof Error ? error : new Error(String(error));
    wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  let done = '';
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted && !stranger) {
    const work = wish as ForecastWorkView | null;
    if (!work || work.products === 0 || wishKey(work) === done) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      await parts.wait(SETTLE_MS, signal).catch(() => undefined);
      continue;
    }
    try {
      await runOnce(parts, work);
      done = wishKey(work);
      pauseMs = FIRST_PAUSE_MS;
    } catch (error) {
      if (error instanceof StrangerError) throw error;
      if (signal.aborted) break;
      parts.log('forecast-failed', { error: error instanceof Error ? error.message : String(error), againInMs: pauseMs });
      await parts.wait(pauseMs, signal).catch(() => undefined);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  }
  if (stranger && !signal.aborted) throw stranger as Error;
}

const wishKey = (work: ForecastWorkView): string => `${work.asked} ${work.today} ${work.products} ${work.model?.sha256 ?? ''}`;

async function runOnce(parts: ForecastWorkParts, work: ForecastWorkView): Promise<void> {
  const startedMs = parts.nowMs();
  const all: DemandSeries[] = [];
  let today = work.today;
  for (let after = ''; all.length < MOST_PRODUCTS; ) {
    const page = await parts.client.ask('demandHistory', { afterProductId: after, limit: PRODUCTS_A_QUESTION });
    today = page.today;
    all.push(...shopSeries(page));
    if (page.products.length < PRODUCTS_A_QUESTION) break;
    after = page.products.at(-1)!.productId;
  }
  if (all.length === 0) return;
  const made = await parts.forecast(all, today, work.model);
  await publishForecast(parts.client, { runId: parts.newId(), modelVersion: made.modelVersion, madeAtMs: parts.nowMs(), forecasts: made.forecasts });
  parts.log('forecast-published', { products: made.forecasts.length, byModel: made.forecasts.filter((one) => one.method === 'model').length, modelVersion: made.modelVersion, tookMs: parts.nowMs() - startedMs });
}
