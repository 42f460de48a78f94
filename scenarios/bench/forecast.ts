import { statSync } from 'node:fs';
import path from 'node:path';
import { boostTrees, usualBoost } from 'cloud-sync/server/training/boost-trees.ts';
import { binFeatures } from 'cloud-sync/server/training/bin-features.ts';
import { addTrees } from 'cloud-sync/server/training/tree-model.ts';
import { openDemandModel, type RunningModel } from 'edge-app/inference-host/demand-runtime.ts';
import { forecastShop } from 'edge-app/inference-host/forecast-shop.ts';
import { DEMAND_FEATURES } from 'retail-model/replenishment/demand-features.ts';
import { dayNumber, type DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { chineseHolidays, shopCalendar } from 'retail-model/replenishment/holidays.ts';
import { seededHistory } from 'retail-model/replenishment/seeded-history.ts';
import { seededRandom } from 'retail-model/replenishment/seeded-random.ts';
import { shopRhythms } from 'retail-model/replenishment/shop-rhythms.ts';
import { thisMachine, type BenchFigure, type BenchReport } from './bench-report.ts';

const PRODUCTS = 5000;
const PAST_DAYS = 365;
const TODAY = dayNumber('2026-11-22');
const DAYS = 28;
/** The best of these counts: what else the machine does only adds. */
const RUNS = 5;
const TRAIN_ROWS = 200_000;
const TRAIN_TREES = 60;
const MODEL = path.join(import.meta.dirname, '../../edge-app/inference-host/model/demand.onnx');

/** A night's forecast of a large shop as its inference host makes it, beside the model alone on the same number of rows; and the trainer's pace. */
export async function benchForecast(say: (text: string) => void = () => undefined): Promise<BenchReport> {
  const startedMs = performance.now();
  const opened = await openDemandModel(MODEL, { sha256: null, threads: 1 });
  const openMs = performance.now() - startedMs;
  if (!opened.ok) throw new Error(opened.error);
  say(`Making up ${PRODUCTS} products with ${PAST_DAYS} days of sales …`);
  const all = madeUpShop();
  const nightMs = await nightsMs(all, opened.value, say);
  const withoutMs = await nightsMs(all, null, say);
  const rssMb = process.memoryUsage.rss() / 1e6;
  const bareMs = await bareModelMs(opened.value);
  await opened.value.close();
  const two = await openDemandModel(MODEL, { sha256: null, threads: 2 });
  if (!two.ok) throw new Error(two.error);
  const bareTwoMs = await bareModelMs(two.value);
  await two.value.close();
  say(`Training ${TRAIN_TREES} trees on ${TRAIN_ROWS} rows …`);
  const training = trainingPace();
  const megabytes = statSync(MODEL).size / 1e6;
  return {
    bench: 'forecast',
    machine: { ...thisMachine(), products: PRODUCTS, pastDays: PAST_DAYS, runs: RUNS },
    figures: [
      less(`${PRODUCTS} products × ${DAYS} days × 10 quantiles, features, model, guard and sums, one thread`, nightMs, 'ms', 'onnxruntime alone, one thread, the same rows', bareMs, 1500),
      less('the model alone on the same rows, two threads', bareTwoMs, 'ms', 'one thread', bareMs, 1000),
      less('the same shop without a model', withoutMs, 'ms', 'with the model', nightMs, PRODUCTS / 10),
      less('opening the model', openMs, 'ms', 'a night’s forecast', nightMs, 1000),
      less('memory of the process with the whole shop in it', rssMb, 'MB', 'the model’s file', megabytes, 250),
      less('the shipped model', megabytes, 'MB', 'the largest that is allowed', 3, 3),
      less('training, for 1 million rows × 300 trees of 63 leaves, from a smaller run', training.millionMs / 1000, 's', 'walking those trees once over the rows', training.walkMs / 1000, 180),
    ],
  };
}

function less(name: string, value: number, unit: string, against: string, againstValue: number, goal: number): BenchFigure {
  const rounded = (number: number): number => Number(number.toPrecision(4));
  return { name, value: rounded(value), unit, against, againstValue: rounded(againstValue), ratio: rounded(value / againstValue), goal: `below ${goal} ${unit}`, met: value < goal };
}

function madeUpShop(): DemandSeries[] {
  const categories = ['fruit', 'dairy', 'drinks', 'snacks', 'pantry', 'frozen', 'household', 'care'];
  const products = Array.from({ length: PRODUCTS }, (_, at) => ({ productId: `p${at}`, category: categories[at % categories.length]!, soldBy: at % categories.length === 0 ? ('weight' as const) : ('each' as const), packUnits: 6 }));
  return seededHistory({ products, firstDay: TODAY - PAST_DAYS, days: PAST_DAYS, seed: 1 });
}

async function nightsMs(all: readonly DemandSeries[], model: RunningModel | null, say: (text: string) => void): Promise<number> {
  const calendar = shopCalendar(chineseHolidays());
  const tookMs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startMs = performance.now();
    await forecastShop({ all, originDay: TODAY, calendar, rhythms: shopRhythms(all, calendar), model, sumDays: [2, 4, 7], breathe: async () => undefined });
    tookMs.push(performance.now() - startMs);
    say(`${model ? 'with' : 'without'} the model: ${Math.round(tookMs.at(-1)!)} ms`);
  }
  return Math.min(...tookMs);
}

async function bareModelMs(model: RunningModel): Promise<number> {
  const rows = 500 * DAYS;
  const random = seededRandom(2);
  const matrix = Float32Array.from({ length: rows * DEMAND_FEATURES }, () => random() * 2);
  const offsets = new Float32Array(rows);
  const tookMs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startMs = performance.now();
    for (let batch = 0; batch < PRODUCTS / 500; batch += 1) await model.means(matrix, offsets);
    tookMs.push(performance.now() - startMs);
  }
  return Math.min(...tookMs);
}

/** Boosting costs time in proportion to rows and trees. */
function trainingPace(): { readonly millionMs: number; readonly walkMs: number } {
  const random = seededRandom(3);
  const columns = Array.from({ length: DEMAND_FEATURES }, () => Float32Array.from({ length: TRAIN_ROWS }, () => random()));
  const targets = Float32Array.from({ length: TRAIN_ROWS }, (_, row) => columns[0]![row]! + columns[1]![row]! * random());
  const startMs = performance.now();
  const binned = binFeatures(columns, random);
  const trees = boostTrees({ binned, targets, offsets: new Float32Array(TRAIN_ROWS), weights: null, settings: { ...usualBoost, trees: TRAIN_TREES }, random, onTree: () => true });
  const scale = (1_000_000 / TRAIN_ROWS) * (300 / TRAIN_TREES);
  const trainedMs = performance.now();
  const matrix = Float32Array.from({ length: TRAIN_ROWS * DEMAND_FEATURES }, (_, at) => columns[at % DEMAND_FEATURES]![Math.floor(at / DEMAND_FEATURES)]!);
  const walkStartMs = performance.now();
  addTrees(trees, matrix, DEMAND_FEATURES, new Float64Array(TRAIN_ROWS));
  return { millionMs: (trainedMs - startMs) * scale, walkMs: (performance.now() - walkStartMs) * scale };
}
