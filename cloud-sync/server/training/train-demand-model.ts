import { DEMAND_FEATURES } from 'retail-model/replenishment/demand-features.ts';
import type { DemandModelFacts } from 'retail-model/replenishment/demand-model-file.ts';
import { dayOfNumber } from 'retail-model/replenishment/demand-series.ts';
import type { DemandModel } from 'retail-model/replenishment/model-means.ts';
import { seededRandom } from 'retail-model/replenishment/seeded-random.ts';
import { varianceRatioOf } from 'retail-model/replenishment/statistical-forecast.ts';
import { binFeatures } from './bin-features.ts';
import { boostTrees, type BoostSettings } from './boost-trees.ts';
import { calibrateQuantiles } from './calibrate-quantiles.ts';
import { trainingRows, type ShopHistory } from './training-rows.ts';
import { addTrees, type Tree } from './tree-model.ts';
import { writeDemandModel } from './write-demand-model.ts';

export interface TrainedDemandModel { readonly file: Uint8Array; readonly facts: DemandModelFacts; readonly model: DemandModel }

export interface TrainingProgress { readonly step: 'rows' | 'trees' | 'quantiles'; readonly share: number }

/**
 * Learns one model for all shops and writes it as an ONNX file. The same shops, settings and seed give the same bytes. Throws when the
 * history is too short for a single row.
 */
export async function trainDemandModel(parts: {
  readonly shops: readonly ShopHistory[]; readonly rows: number; readonly settings: BoostSettings; readonly seed: number; readonly version: string; readonly sources: string; readonly onProgress: (progress: TrainingProgress) => void;
}): Promise<TrainedDemandModel> {
  const { shops, settings, onProgress } = parts;
  const random = seededRandom(parts.seed);
  const learned = trainingRows(shops, parts.rows, random, (share) => onProgress({ step: 'rows', share }));
  if (learned.rows === 0) throw new Error('Nothing to learn from: every product has less than two weeks of history');
  const binned = binFeatures(learned.columns, random);
  const trees = boostTrees({
    binned, targets: learned.targets, offsets: learned.offsets, weights: null, settings, random,
    onTree: (done) => {
      onProgress({ step: 'trees', share: done / settings.trees });
      return true;
    },
  });
  const model = treesModel(trees);
  const typicalVarianceRatio = typicalRatio(shops);
  const { dayLevels, sumLevels } = await calibrateQuantiles(shops, model, typicalVarianceRatio, random);
  onProgress({ step: 'quantiles', share: 1 });
  const all = shops.flatMap((shop) => shop.series);
  const facts: DemandModelFacts = {
    version: parts.version, seed: parts.seed, rows: learned.rows, series: all.length, dayLevels, sumLevels, typicalVarianceRatio, sources: parts.sources,
    trainedFrom: dayOfNumber(all.reduce((first, series) => Math.min(first, series.firstDay), Infinity)), trainedUntil: dayOfNumber(all.reduce((last, series) => Math.max(last, series.firstDay + series.units.length - 1), 0)),
  };
  return { file: writeDemandModel(trees, facts), facts, model };
}

/** The trees as they are, walked here: for the trainer and its proof, where no runtime is needed. */
export function treesModel(trees: readonly Tree[]): DemandModel {
  return async (matrix, offsets) => {
    const scores = Float64Array.from(offsets);
    addTrees(trees, matrix, DEMAND_FEATURES, scores);
    return Float32Array.from(scores, Math.exp);
  };
}

/** Median over the products in whole pieces that are well known. */
function typicalRatio(shops: readonly ShopHistory[]): number {
  const ratios = shops.flatMap((shop) => shop.series.filter((series) => series.whole && series.units.length >= 112).map((series) => varianceRatioOf(series, series.units.length, 1.5))).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? 1.5;
}
