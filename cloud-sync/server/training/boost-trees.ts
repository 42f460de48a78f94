import type { BinnedFeatures } from './bin-features.ts';
import { growTree, type GrownTree, type GrowScratch } from './grow-tree.ts';
import type { Tree } from './tree-model.ts';

export interface BoostSettings {
  readonly trees: number;
  readonly leaves: number;
  readonly learningRate: number;
  /** Fewest rows in a leaf. */
  readonly leafRows: number;
  /** Ridge on a leaf's step, in the unit of the second derivative. */
  readonly ridge: number;
  /** Share of rows and of features that each tree sees. */
  readonly rowShare: number;
  readonly featureShare: number;
  /** A leaf moves log demand by at most this before the learning rate. */
  readonly largestStep: number;
}

export const usualBoost: BoostSettings = { trees: 300, leaves: 63, learningRate: 0.05, leafRows: 50, ridge: 5, rowShare: 0.6, featureShare: 0.5, largestStep: 0.7 };

/**
 * Gradient boosting of Poisson deviance with log link: demand = exp(offset + sum of trees). `targets` are in the unit of exp(`offsets`).
 * The same input and chance give the same bits. `onTree` hears how many trees are there, and may stop by returning false.
 */
export function boostTrees(parts: {
  readonly binned: BinnedFeatures; readonly targets: Float32Array; readonly offsets: Float32Array; readonly weights: Float32Array | null;
  readonly settings: BoostSettings; readonly random: () => number; readonly onTree: (done: number) => boolean;
}): Tree[] {
  const { binned, targets, offsets, weights, settings, random } = parts;
  const { rows } = binned;
  const scores = Float64Array.from(offsets);
  const gradients = new Float32Array(rows);
  const curvatures = new Float32Array(rows);
  const chosen = new Int32Array(rows);
  const scratch: GrowScratch = { order: chosen, spare: new Int32Array(rows), gradient: new Float32Array(rows), curvature: new Float32Array(rows), histograms: [] };
  const trees: Tree[] = [];
  while (trees.length < settings.trees) {
    for (let row = 0; row < rows; row += 1) {
      const mean = Math.exp(scores[row]!);
      const weight = weights ? weights[row]! : 1;
      gradients[row] = weight * (mean - targets[row]!);
      curvatures[row] = weight * mean;
    }
    let count = 0;
    for (let row = 0; row < rows; row += 1) if (random() < settings.rowShare) chosen[count++] = row;
    const features: number[] = [];
    for (let feature = 0; feature < binned.bins.length; feature += 1) if (random() < settings.featureShare) features.push(feature);
    if (features.length === 0) features.push(Math.floor(random() * binned.bins.length));
    const grown = growTree({ binned, features, gradients, curvatures, count, scratch, settings });
    addToScores(grown, binned, scores);
    trees.push(grown.tree);
    if (!parts.onTree(trees.length)) break;
  }
  return trees;
}

function addToScores({ tree, bin }: GrownTree, binned: BinnedFeatures, scores: Float64Array): void {
  const { feature, value, left, right } = tree;
  for (let row = 0; row < scores.length; row += 1) {
    let node = 0;
    for (let tested = feature[0]!; tested >= 0; tested = feature[node]!) node = binned.bins[tested]![row]! <= bin[node]! ? left[node]! : right[node]!;
    scores[row]! += value[node]!;
  }
}
