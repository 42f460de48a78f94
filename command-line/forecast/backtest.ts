import { tmpdir } from 'node:os';
import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { openDemandModel, type RunningModel } from 'edge-app/inference-host/demand-runtime.ts';
import { dayOfNumber, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { demandSums } from 'retail-model/replenishment/demand-sums.ts';
import { baselineForecast, baselineNames } from './baselines.ts';
import { InputError } from './csv-rows.ts';
import { etsForecasts } from './ets-by-r.ts';
import type { History } from './read-history.ts';
import { gainOver, scoreItem, summarise, type ItemForecast, type MethodSummary, type ScoredItem } from './score-forecasts.ts';
import { forecastStores, trainOn, writeModel, type TrainSettings } from './train-and-predict.ts';

export interface BacktestSettings {
  /** Last known days, as day numbers: each is forecast from the next morning. */
  readonly origins: readonly number[];
  readonly days: number;
  readonly sumDays: readonly number[];
  /** A model to measure; null trains one on everything before the first origin. */
  readonly model: string | null;
  readonly train: TrainSettings;
  /** Stores that training must not see: they measure whether the model speaks for shops it does not know. */
  readonly unseenStores: ReadonlySet<string>;
  readonly unseenItems: ReadonlySet<string>;
  /** How many items R's ETS is fitted to; 0 for none. */
  readonly etsItems: number;
}

export interface BacktestReport {
  readonly origins: readonly string[]; readonly days: number; readonly items: number; readonly methods: readonly MethodSummary[];
  readonly gains: readonly { readonly against: string; readonly figure: string; readonly gain: number; readonly low: number; readonly high: number; readonly items: number }[];
  readonly unseen: { readonly wrmsse: number; readonly wspl: number; readonly seenWrmsse: number; readonly seenWspl: number; readonly items: number } | null;
  readonly notes: readonly string[];
}

const OUR_METHOD = 'mendian';
const figures = ['wrmsse', 'wspl', 'wape'] as const;

/** Forecasts known days as if they were still to come, and measures the model beside the simple methods, item by item, window by window. */
export async function backtest(history: History, settings: BacktestSettings, onProgress: (text: string) => void): Promise<BacktestReport> {
  if (settings.origins.length === 0) throw new InputError('No origin to test from');
  const notes: string[] = [];
  const folder = await mkdtemp(path.join(tmpdir(), 'mendian-backtest-'));
  try {
    const model = await modelFor(history, settings, folder, onProgress);
    const items: (ScoredItem & { readonly unseen: boolean })[] = [];
    for (const origin of settings.origins) {
      items.push(...(await scoreWindow(history, settings, origin + 1, model, onProgress)));
      if (settings.etsItems > 0) {
        const said = await addEts(settings, origin + 1, items, onProgress);
        if (said && !notes.includes(said)) notes.push(said);
      }
    }
    await model.close();
    return report(items, settings, notes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function modelFor(history: History, settings: BacktestSettings, folder: string, onProgress: (text: string) => void): Promise<RunningModel> {
  let file = settings.model;
  if (!file) {
    const seen: History = { ...history, items: history.items.filter(({ store, series }) => !settings.unseenStores.has(store) && !settings.unseenItems.has(series.id)) };
    file = path.join(folder, 'model.onnx');
    await writeModel(file, await trainOn(seen, settings.origins[0]! + 1, settings.train, onProgress));
  }
  const opened = await openDemandModel(file, { sha256: null, threads: 2 });
  if (!opened.ok) throw new InputError(opened.error);
  return opened.value;
}

type Scored = ScoredItem & { readonly key: string; readonly unseen: boolean; readonly series: DemandSeries; readonly origin: number; readonly scores: Map<string, ReturnType<typeof scoreItem> & object> };

async function scoreWindow(history: History, settings: BacktestSettings, fromDay: number, model: RunningModel, onProgress: (text: string) => void): Promise<Scored[]> {
  const whole = new Map(history.items.map(({ store, series }) => [keyOf(store, series.id), series]));
  const scored: Scored[] = [];
  for await (const { store, forecasts } of forecastStores(history, fromDay, model, settings.sumDays)) {
    for (const forecast of forecasts) {
      const key = keyOf(store, forecast.productId);
      const series = whole.get(key)!;
      const origin = fromDay - series.firstDay;
      const ours = scoreItem(series, origin, forecast, settings.days);
      if (!ours) continue;
      const scores = new Map([[OUR_METHOD, ours]]);
      const past = { ...series, units: Array.from(series.units).slice(0, origin) };
      for (const name of baselineNames) {
        const score = scoreItem(series, origin, baselineForecast(name, past, origin, settings.days, settings.sumDays), settings.days);
        if (score) scores.set(name, score);
      }
      const price = demandSums(series, null).price(origin - 1);
      scored.push({ key: `${key} ${fromDay}`, series, origin, weight: revenue(series, origin, Number.isNaN(price) ? 1 : price), unseen: settings.unseenStores.has(store) || settings.unseenItems.has(series.id), scores });
    }
  }
  onProgress(`${dayOfNumber(fromDay)}: ${scored.length} items scored`);
  return scored;
}

const keyOf = (store: string, item: string): string => `${store}\u0000${item}`;

/** What an item brought in over the last four weeks: its weight in the weighted figures, as in M5. */
function revenue(series: DemandSeries, origin: number, price: number): number {
  let sold = 0;
  for (let at = Math.max(0, origin - 28); at < origin; at += 1) sold += Number.isNaN(series.units[at]!) ? 0 : (series.units[at] ?? 0);
  return sold * price;
}

async function addEts(settings: BacktestSettings, fromDay: number, items: readonly ScoredItem[], onProgress: (text: string) => void): Promise<string | null> {
  const here = (items as readonly Scored[]).filter((item) => item.key.endsWith(` ${fromDay}`));
  const step = Math.max(1, here.length / settings.etsItems);
  const chosen = Array.from({ length: Math.min(settings.etsItems, here.length) }, (_, at) => here[Math.floor(at * step)]!);
  const made = await etsForecasts(chosen.map(({ series, origin }) => ({ series, origin })), settings.days, onProgress);
  if (typeof made === 'string') return made;
  chosen.forEach((item, at) => {
    const forecast: ItemForecast | null = made[at] ?? null;
    const score = forecast && scoreItem(item.series, item.origin, forecast, settings.days);
    if (score) item.scores.set('ets', score);
  });
  return null;
}

function report(items: readonly (ScoredItem & { readonly unseen: boolean })[], settings: BacktestSettings, notes: readonly string[]): BacktestReport {
  const names = [...new Set(items.flatMap((item) => [...item.scores.keys()]))];
  const unseen = items.filter((item) => item.unseen);
  const [hidden, shown] = [unseen, items.filter((item) => !item.unseen)].map((some) => (some.length > 0 ? relative(some) : null));
  return {
    origins: settings.origins.map(dayOfNumber), days: settings.days, items: items.length, notes,
    methods: names.map((name) => summarise(name, items)),
    gains: names.filter((name) => name !== OUR_METHOD).flatMap((against) => figures.map((figure) => ({ against, figure, ...gainOver(items, OUR_METHOD, against, figure, 1) }))),
    unseen: hidden && shown ? { ...hidden, seenWrmsse: shown.wrmsse, seenWspl: shown.wspl, items: unseen.length } : null,
  };
}

/** Against Holt-Winters, so that items of other shops, which are harder or easier, can be compared: gain in percent. */
function relative(items: readonly ScoredItem[]): { readonly wrmsse: number; readonly wspl: number } {
  return { wrmsse: gainOver(items, OUR_METHOD, 'holt-winters', 'wrmsse', 1).gain, wspl: gainOver(items, OUR_METHOD, 'holt-winters', 'wspl', 1).gain };
}
