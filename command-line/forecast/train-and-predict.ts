import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { usualBoost } from 'cloud-sync/server/training/boost-trees.ts';
import { trainDemandModel, type TrainedDemandModel } from 'cloud-sync/server/training/train-demand-model.ts';
import { forecastShop } from 'edge-app/inference-host/forecast-shop.ts';
import type { RunningModel } from 'edge-app/inference-host/demand-runtime.ts';
import type { DemandForecast } from 'retail-model/replenishment/demand-forecast.ts';
import { dayOfNumber } from 'retail-model/replenishment/demand-series.ts';
import { quantileLevels } from 'retail-model/replenishment/quantiles.ts';
import type { History } from './read-history.ts';
import { storesOf } from './stores-of.ts';
import { cell, writeRows } from './write-rows.ts';

export interface TrainSettings { readonly rows: number; readonly trees: number; readonly leaves: number; readonly seed: number }

/** Learns from everything before `untilDay`. */
export async function trainOn(history: History, untilDay: number, settings: TrainSettings, onProgress: (text: string) => void): Promise<TrainedDemandModel> {
  const shops = storesOf(history, untilDay).map((store) => ({ series: store.series, calendar: history.calendar, rhythms: store.rhythms }));
  let shown = '';
  return trainDemandModel({
    shops, rows: settings.rows, settings: { ...usualBoost, trees: settings.trees, leaves: settings.leaves }, seed: settings.seed, version: `trained-until-${dayOfNumber(untilDay - 1)}`, sources: 'Histories given by the user of this command',
    onProgress: ({ step, share }) => {
      const text = `${step} ${Math.floor(share * 20) * 5} %`;
      if (text !== shown) onProgress(text);
      shown = text;
    },
  });
}

export interface StoreForecast { readonly store: string; readonly forecasts: readonly DemandForecast[] }

/** Forecasts every item of every store as the shop itself would on that morning. */
export async function* forecastStores(history: History, fromDay: number, model: RunningModel | null, sumDays: readonly number[]): AsyncGenerator<StoreForecast> {
  for (const { store, series, rhythms } of storesOf(history, fromDay)) {
    const made = await forecastShop({ all: series, originDay: fromDay, calendar: history.calendar, rhythms, model, sumDays, breathe: async () => undefined });
    yield { store, forecasts: made.forecasts };
  }
}

export async function writeModel(file: string, trained: TrainedDemandModel): Promise<string> {
  await writeFile(file, trained.file);
  const sha256 = createHash('sha256').update(trained.file).digest('hex');
  await writeFile(file.replace(/\.onnx$/, '') + '.card.json', `${JSON.stringify({ bytes: trained.file.length, sha256, ...trained.facts }, null, 2)}\n`);
  return sha256;
}

/** `q05` … `q995`, as the files name them. */
const quantileColumns = quantileLevels.map((level) => `q${String(level).slice(2).padEnd(2, '0')}`);

const short = (amount: number): string => String(Number(amount.toPrecision(6)));

/** Writes `store,item,date,mean,q05…q995`, and beside it `store,item,from,days,mean,q05…q995` when sums are wanted. Returns the items written. */
export async function writeForecasts(parts: { readonly stores: AsyncIterable<StoreForecast>; readonly fromDay: number; readonly days: number; readonly out: string; readonly sumsOut: string | null; readonly onProgress: (text: string) => void }): Promise<number> {
  const dates = Array.from({ length: parts.days }, (_, ahead) => dayOfNumber(parts.fromDay + ahead));
  const daily = writeRows(parts.out, `store,item,date,mean,${quantileColumns.join(',')}`);
  const sums = parts.sumsOut ? writeRows(parts.sumsOut, `store,item,from,days,mean,${quantileColumns.join(',')}`) : null;
  let items = 0;
  for await (const { store, forecasts } of parts.stores) {
    for (const forecast of forecasts) {
      const name = `${cell(store)},${cell(forecast.productId)}`;
      for (let ahead = 0; ahead < parts.days; ahead += 1) {
        const day = forecast.days[ahead]!;
        await daily.write(`${name},${dates[ahead]},${short(day.mean)},${day.quantiles.map(short).join(',')}`);
      }
      for (const sum of sums ? forecast.sums : []) await sums?.write(`${name},${dates[0]},${sum.days},${short(sum.mean)},${sum.quantiles.map(short).join(',')}`);
      items += 1;
    }
    parts.onProgress(`${items} items`);
  }
  await daily.end();
  await sums?.end();
  return items;
}
