/** Features as small numbers: what boosting looks at. Row r of feature f lies in bin `bins[f][r]`; bin b ends at `edges[f][b]`, included. */
export interface BinnedFeatures { readonly rows: number; readonly bins: readonly Uint8Array[]; readonly edges: readonly Float32Array[] }

export const MOST_BINS = 255;
const SAMPLED_ROWS = 200_000;

/**
 * Cuts every feature (a column of float32, no NaN: missing is -1) into at most 255 bins of about equally many rows. Edges are float32
 * midway between two values that occur, so that the trees decide alike here and in onnxruntime.
 */
export function binFeatures(columns: readonly Float32Array[], random: () => number): BinnedFeatures {
  const rows = columns[0]?.length ?? 0;
  const sampled = Math.min(rows, SAMPLED_ROWS);
  const chosen = new Int32Array(sampled);
  for (let place = 0; place < sampled; place += 1) chosen[place] = sampled === rows ? place : Math.floor(random() * rows);
  const edges = columns.map((column) => {
    const sample = new Float32Array(sampled);
    for (let place = 0; place < sampled; place += 1) sample[place] = column[chosen[place]!]!;
    return binEdges(sample.sort());
  });
  const bins = columns.map((column, feature) => {
    const own = edges[feature]!;
    const out = new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) out[row] = binOf(column[row]!, own);
    return out;
  });
  return { rows, bins, edges };
}

function binEdges(sorted: Float32Array): Float32Array {
  const starts: number[] = [];
  for (let place = 1; place < sorted.length; place += 1) if (sorted[place] !== sorted[place - 1]) starts.push(place);
  const edges: number[] = [];
  const every = starts.length < MOST_BINS ? 0 : sorted.length / MOST_BINS;
  let wanted = every;
  for (const start of starts) {
    // A value that fills more than its bin ends where it ends: the next cut is the first between two values.
    if (start < wanted || edges.length === MOST_BINS - 1) continue;
    edges.push(midway(sorted[start - 1]!, sorted[start]!));
    wanted = start + every;
  }
  return Float32Array.from(edges);
}

/** A float32 at or above the lower and below the upper value. */
function midway(lower: number, upper: number): number {
  const middle = Math.fround((lower + upper) / 2);
  return middle < upper ? middle : lower;
}

function binOf(value: number, edges: Float32Array): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
