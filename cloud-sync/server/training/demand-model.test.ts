import { createHash } from 'node:crypto';
import ort from 'onnxruntime-node';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEMAND_FEATURES } from 'retail-model/replenishment/demand-features.ts';
import { readDemandModel, type DemandModelFacts } from 'retail-model/replenishment/demand-model-file.ts';
import { seededRandom } from 'retail-model/replenishment/seeded-random.ts';
import { quantileLevels } from 'retail-model/replenishment/quantiles.ts';
import { binFeatures } from './bin-features.ts';
import { boostTrees, usualBoost } from './boost-trees.ts';
import { addTrees, type Tree } from './tree-model.ts';
import { writeDemandModel } from './write-demand-model.ts';

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const facts: DemandModelFacts = { version: 'test', trainedFrom: '2025-01-01', trainedUntil: '2026-01-01', rows: 1, series: 1, seed: 1, dayLevels: [...quantileLevels], sumLevels: [...quantileLevels], typicalVarianceRatio: 1.5, sources: 'test' };

const ROWS = 6000;
function example(seed: number) {
  const random = seededRandom(seed);
  const columns = Array.from({ length: DEMAND_FEATURES }, () => Float32Array.from({ length: ROWS }, () => (random() < 0.1 ? -1 : Math.round(random() * 300) / 100)));
  const offsets = Float32Array.from({ length: ROWS }, () => random());
  const targets = Float32Array.from({ length: ROWS }, (_, row) => Math.exp(offsets[row]!) * (columns[3]![row]! < 1 ? 0.5 : 2) * (columns[5]![row]! < 0 ? 2 : 1) * random() * 2);
  return { columns, offsets, targets };
}
function trained(seed: number): { readonly trees: Tree[]; readonly example: ReturnType<typeof example> } {
  const data = example(3);
  const random = seededRandom(seed);
  const binned = binFeatures(data.columns, random);
  return { trees: boostTrees({ binned, targets: data.targets, offsets: data.offsets, weights: null, settings: { ...usualBoost, trees: 80, leaves: 15, learningRate: 0.2 }, random, onTree: () => true }), example: data };
}

test('bins cut between values that occur, even when a value fills many of them', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.nat(400), fc.constant(7)), { minLength: 300, maxLength: 3000 }), (values) => {
    const { bins, edges } = binFeatures([Float32Array.from(values)], seededRandom(1));
    const distinct = new Set(values).size;
    expect(edges[0]!.length).toBeLessThanOrEqual(254);
    if (distinct < 255) expect(edges[0]!.length).toBe(distinct - 1);
    else expect(edges[0]!.length).toBeGreaterThan(100);
    values.forEach((value, row) => {
      const bin = bins[0]![row]!;
      expect(bin === 0 || edges[0]![bin - 1]! < value).toBe(true);
      expect(bin === edges[0]!.length || value <= edges[0]![bin]!).toBe(true);
    });
  }));
});

describe('the demand model', () => {
  const { trees, example: data } = trained(7);
  const matrix = Float32Array.from({ length: ROWS * DEMAND_FEATURES }, (_, at) => data.columns[at % DEMAND_FEATURES]![Math.floor(at / DEMAND_FEATURES)]!);
  const file = writeDemandModel(trees, facts);

  test('learns a multiple that hangs on a threshold and on a missing value', () => {
    const scores = Float64Array.from(data.offsets);
    addTrees(trees, matrix, DEMAND_FEATURES, scores);
    let low = 0;
    let high = 0;
    let lowRows = 0;
    let highRows = 0;
    for (let row = 0; row < ROWS; row += 1) {
      const learned = Math.exp(scores[row]! - data.offsets[row]!);
      if (data.columns[5]![row]! < 0) continue;
      if (data.columns[3]![row]! < 1) [low, lowRows] = [low + learned, lowRows + 1];
      else [high, highRows] = [high + learned, highRows + 1];
    }
    expect(low / lowRows).toBeCloseTo(0.5, 1);
    expect(high / highRows).toBeCloseTo(2, 0);
  });

  test('onnxruntime and our own walk of the trees agree within 1e-5', async () => {
    const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 1 });
    const answer = await session.run({ X: new ort.Tensor('float32', matrix, [ROWS, DEMAND_FEATURES]), offset: new ort.Tensor('float32', data.offsets, [ROWS, 1]) });
    const demand = answer['demand']!.data as Float32Array;
    const scores = Float64Array.from(data.offsets);
    addTrees(trees, matrix, DEMAND_FEATURES, scores);
    for (let row = 0; row < ROWS; row += 1) expect(Math.abs(demand[row]! / Math.exp(scores[row]!) - 1)).toBeLessThan(1e-5);
  });

  test('the same seed gives the same bytes, another seed others', () => {
    expect(sha256Hex(writeDemandModel(trained(7).trees, facts))).toBe(sha256Hex(file));
    expect(sha256Hex(writeDemandModel(trained(8).trees, facts))).not.toBe(sha256Hex(file));
  });

  test('says what it is, and is refused when a single byte of its trees changed', () => {
    expect(readDemandModel(file, sha256Hex)).toEqual({ ok: true, value: facts });
    const at = Math.floor(file.length / 2);
    const changed = Uint8Array.from(file);
    changed[at]! ^= 1;
    expect(readDemandModel(changed, sha256Hex).ok).toBe(false);
  });

  test('any garbage is refused, never thrown over', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !readDemandModel(bytes, sha256Hex).ok));
    fc.assert(fc.property(fc.nat({ max: file.length - 1 }), (length) => !readDemandModel(file.subarray(0, length), sha256Hex).ok), { numRuns: 40 });
  });
});
