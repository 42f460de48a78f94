import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DEMAND_FEATURES } from 'retail-model/replenishment/demand-features.ts';
import { readDemandModel, type DemandModelFacts } from 'retail-model/replenishment/demand-model-file.ts';
import type { DemandModel } from 'retail-model/replenishment/model-means.ts';
import { fail, ok, type Result } from 'retail-model/result.ts';

/** A model that runs, and what it says about itself. */
export interface RunningModel { readonly facts: DemandModelFacts; readonly sha256: string; readonly means: DemandModel; close(): Promise<void> }

const LARGEST_MODEL_BYTES = 20_000_000;

/**
 * Opens an ONNX demand model with onnxruntime on one thread (the till needs the others). Refuses, with the reason in words for the log, a
 * file that is missing, too large, another than expected (`sha256`, null for any), of another schema or operator set, with changed trees,
 * and one that the runtime cannot run; also when there is no runtime for this platform.
 */
export async function openDemandModel(file: string, expected: { readonly sha256: string | null; readonly threads: number }): Promise<Result<RunningModel, string>> {
  const bytes = await readFile(file).catch((error: unknown) => String(error));
  if (typeof bytes === 'string') return fail(bytes);
  if (bytes.length > LARGEST_MODEL_BYTES) return fail(`${file} has ${bytes.length} bytes; at most ${LARGEST_MODEL_BYTES} are read`);
  const sha256 = sha256Hex(bytes);
  if (expected.sha256 !== null && expected.sha256 !== sha256) return fail(`${file} is not the model that was announced: sha256 ${sha256}, expected ${expected.sha256}`);
  const facts = readDemandModel(bytes, sha256Hex);
  if (!facts.ok) return fail(`${file} refused: ${JSON.stringify(facts.error)}`);
  try {
    const ort = await import('onnxruntime-node');
    const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: expected.threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all' });
    const means: DemandModel = async (matrix, offsets) => {
      const answer = await session.run({ X: new ort.Tensor('float32', matrix, [offsets.length, DEMAND_FEATURES]), offset: new ort.Tensor('float32', offsets, [offsets.length, 1]) });
      return answer['demand']!.data as Float32Array;
    };
    // A graph that loads may still not run.
    const tried = await means(new Float32Array(DEMAND_FEATURES).fill(-1), new Float32Array(1));
    if (tried.length !== 1 || !Number.isFinite(tried[0]!)) return fail(`${file} answers with ${String(tried[0])}`);
    return ok({ facts: facts.value, sha256, means, close: () => session.release() });
  } catch (error) {
    return fail(`onnxruntime cannot run ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
