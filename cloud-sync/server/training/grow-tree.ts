import type { BinnedFeatures } from './bin-features.ts';
import type { BoostSettings } from './boost-trees.ts';
import type { Tree } from './tree-model.ts';

export interface GrownTree {
  readonly tree: Tree;
  /** The bin at which each inner node cuts, for rows that are already binned. */
  readonly bin: Uint8Array;
}

/** Memory that every tree uses again. `order` begins with the rows the tree sees. */
export interface GrowScratch { readonly order: Int32Array; readonly spare: Int32Array; readonly gradient: Float32Array; readonly curvature: Float32Array; readonly histograms: Float64Array[] }

interface GrowParts {
  readonly binned: BinnedFeatures; readonly features: readonly number[]; readonly gradients: Float32Array; readonly curvatures: Float32Array; readonly count: number;
  readonly scratch: GrowScratch; readonly settings: BoostSettings;
}

/** Rows `from`–`to` of the order that ended up together, and the best cut of them; `cutFeature` -1 when none helps. */
interface Leaf {
  readonly from: number; readonly to: number; readonly gradient: number; readonly curvature: number; readonly histogram: Float64Array; readonly node: number;
  gain: number; cutFeature: number; cutBin: number; leftGradient: number; leftCurvature: number;
}

const STRIDE = 256 * 3;
const LEAST_GAIN = 1e-6;

/** One tree, leaf by leaf, always cutting where most is gained. Histograms of the larger half are what its parent has more than its sibling. */
export function growTree(parts: GrowParts): GrownTree {
  const { binned, count, scratch, settings } = parts;
  const most = settings.leaves * 2 - 1;
  const feature = new Int16Array(most).fill(-1);
  const value = new Float32Array(most);
  const left = new Int32Array(most);
  const right = new Int32Array(most);
  const bin = new Uint8Array(most);
  let gradient = 0;
  let curvature = 0;
  for (let place = 0; place < count; place += 1) {
    gradient += parts.gradients[scratch.order[place]!]!;
    curvature += parts.curvatures[scratch.order[place]!]!;
  }
  const leaves = [openLeaf(parts, 0, count, fillHistogram(parts, 0, count), gradient, curvature, 0)];
  let nodes = 1;
  while (leaves.length < settings.leaves) {
    let chosen = -1;
    for (let place = 0; place < leaves.length; place += 1) if (leaves[place]!.cutFeature >= 0 && leaves[place]!.gain > (chosen < 0 ? LEAST_GAIN : leaves[chosen]!.gain)) chosen = place;
    if (chosen < 0) break;
    const [leaf] = leaves.splice(chosen, 1) as [Leaf];
    const middle = partition(parts, leaf);
    feature[leaf.node] = leaf.cutFeature;
    value[leaf.node] = binned.edges[leaf.cutFeature]![leaf.cutBin]!;
    bin[leaf.node] = leaf.cutBin;
    left[leaf.node] = nodes;
    right[leaf.node] = nodes + 1;
    const smallerLeft = middle - leaf.from < leaf.to - middle;
    const small = smallerLeft ? fillHistogram(parts, leaf.from, middle) : fillHistogram(parts, middle, leaf.to);
    subtract(parts, leaf.histogram, small);
    leaves.push(
      openLeaf(parts, leaf.from, middle, smallerLeft ? small : leaf.histogram, leaf.leftGradient, leaf.leftCurvature, nodes),
      openLeaf(parts, middle, leaf.to, smallerLeft ? leaf.histogram : small, leaf.gradient - leaf.leftGradient, leaf.curvature - leaf.leftCurvature, nodes + 1),
    );
    nodes += 2;
  }
  for (const leaf of leaves) {
    const step = -leaf.gradient / (leaf.curvature + settings.ridge);
    value[leaf.node] = Math.max(-settings.largestStep, Math.min(settings.largestStep, step)) * settings.learningRate;
    scratch.histograms.push(leaf.histogram);
  }
  return { tree: { feature: feature.slice(0, nodes), value: value.slice(0, nodes), left: left.slice(0, nodes), right: right.slice(0, nodes) }, bin: bin.slice(0, nodes) };
}

function fillHistogram({ binned, features, gradients, curvatures, scratch }: GrowParts, from: number, to: number): Float64Array {
  const histogram = scratch.histograms.pop() ?? new Float64Array(binned.bins.length * STRIDE);
  const { order, gradient, curvature } = scratch;
  for (let place = from; place < to; place += 1) {
    gradient[place] = gradients[order[place]!]!;
    curvature[place] = curvatures[order[place]!]!;
  }
  for (const feature of features) {
    const bins = binned.bins[feature]!;
    const start = feature * STRIDE;
    histogram.fill(0, start, start + STRIDE);
    for (let place = from; place < to; place += 1) {
      const slot = start + bins[order[place]!]! * 3;
      histogram[slot]! += gradient[place]!;
      histogram[slot + 1]! += curvature[place]!;
      histogram[slot + 2]! += 1;
    }
  }
  return histogram;
}

function subtract({ binned, features }: GrowParts, whole: Float64Array, part: Float64Array): void {
  for (const feature of features) {
    const start = feature * STRIDE;
    const end = start + (binned.edges[feature]!.length + 1) * 3;
    for (let slot = start; slot < end; slot += 1) whole[slot]! -= part[slot]!;
  }
}

function openLeaf({ binned, features, settings }: GrowParts, from: number, to: number, histogram: Float64Array, gradient: number, curvature: number, node: number): Leaf {
  const leaf: Leaf = { from, to, gradient, curvature, histogram, node, gain: 0, cutFeature: -1, cutBin: 0, leftGradient: 0, leftCurvature: 0 };
  const { ridge, leafRows } = settings;
  const rows = to - from;
  const uncut = (gradient * gradient) / (curvature + ridge);
  for (const feature of features) {
    const start = feature * STRIDE;
    const cuts = binned.edges[feature]!.length;
    let leftGradient = 0;
    let leftCurvature = 0;
    let leftRows = 0;
    for (let cut = 0; cut < cuts; cut += 1) {
      const slot = start + cut * 3;
      leftGradient += histogram[slot]!;
      leftCurvature += histogram[slot + 1]!;
      leftRows += histogram[slot + 2]!;
      if (leftRows < leafRows) continue;
      if (rows - leftRows < leafRows) break;
      const rightGradient = gradient - leftGradient;
      const rightCurvature = curvature - leftCurvature;
      const gain = (leftGradient * leftGradient) / (leftCurvature + ridge) + (rightGradient * rightGradient) / (rightCurvature + ridge) - uncut;
      if (gain <= leaf.gain + 1e-9) continue;
      leaf.gain = gain;
      leaf.cutFeature = feature;
      leaf.cutBin = cut;
      leaf.leftGradient = leftGradient;
      leaf.leftCurvature = leftCurvature;
    }
  }
  return leaf;
}

/** Brings the rows of a leaf that go left before those that go right, keeping their order; returns where the right ones begin. */
function partition({ binned, scratch }: GrowParts, leaf: Leaf): number {
  const bins = binned.bins[leaf.cutFeature]!;
  const { order, spare } = scratch;
  let leftEnd = leaf.from;
  let rightCount = 0;
  for (let place = leaf.from; place < leaf.to; place += 1) {
    const row = order[place]!;
    if (bins[row]! <= leaf.cutBin) order[leftEnd++] = row;
    else spare[rightCount++] = row;
  }
  for (let place = 0; place < rightCount; place += 1) order[leftEnd + place] = spare[place]!;
  return leftEnd;
}
