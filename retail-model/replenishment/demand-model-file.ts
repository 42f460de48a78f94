import { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';
import { DEMAND_SCHEMA, demandFeatureNames } from './demand-features.ts';
import { protobufFields, type ProtobufField } from './protobuf-fields.ts';

const levels = z.array(z.number().min(0).max(1)).length(10);

/** What a model says about itself beside its trees. */
export const demandModelFacts = z.object({
  version: z.string().min(1).max(80),
  /** First and last day of the history it learned from. */
  trainedFrom: z.string(), trainedUntil: z.string(), rows: z.int(), series: z.int(), seed: z.int(),
  /** Where to read the negative binomial law so that quantiles hold what they promise. */
  dayLevels: levels, sumLevels: levels,
  /** Variance over mean of daily demand for goods that hardly sold yet. */
  typicalVarianceRatio: z.number().positive(),
  /** Whose data it learned from, with their licences. */
  sources: z.string(),
});
export type DemandModelFacts = z.infer<typeof demandModelFacts>;

export type DemandModelError =
  | { readonly kind: 'not-onnx' }
  | { readonly kind: 'wrong-schema'; readonly found: string }
  | { readonly kind: 'wrong-features'; readonly found: number }
  | { readonly kind: 'wrong-opset'; readonly found: string }
  | { readonly kind: 'wrong-hash'; readonly expected: string; readonly found: string }
  | { readonly kind: 'bad-facts'; readonly detail: string };

/** onnxruntime 1.15 and later read these. */
const LATEST_OPSET = 21;
const LATEST_TREE_OPSET = 4;

/**
 * Reads what an ONNX demand model says about itself and refuses one that this program would misread: other features, an operator set that
 * the runtime may not know, or trees that are not those that were hashed. `sha256Hex` is given, so that this stays pure.
 */
export function readDemandModel(bytes: Uint8Array, sha256Hex: (bytes: Uint8Array) => string): Result<DemandModelFacts, DemandModelError> {
  const fields = protobufFields(bytes);
  const graph = fields?.find((field) => field.number === 7)?.value;
  if (!fields || !(graph instanceof Uint8Array)) return fail({ kind: 'not-onnx' });
  const properties = new Map(messages(fields, 14).map((entry): [string, string] => [textOf(entry, 1), textOf(entry, 2)]));
  if (properties.get('schema') !== DEMAND_SCHEMA) return fail({ kind: 'wrong-schema', found: properties.get('schema') ?? 'none' });
  const features = z.array(z.string()).safeParse(parseJson(properties.get('features')));
  if (!features.success || features.data.join() !== demandFeatureNames.join()) return fail({ kind: 'wrong-features', found: features.data?.length ?? 0 });
  for (const entry of messages(fields, 8)) {
    const domain = textOf(entry, 1);
    const version = Number(entry.find((field) => field.number === 2)?.value ?? 0);
    const latest = domain === '' || domain === 'ai.onnx' ? LATEST_OPSET : domain === 'ai.onnx.ml' ? LATEST_TREE_OPSET : 0;
    if (version > latest) return fail({ kind: 'wrong-opset', found: `${domain} ${version}` });
  }
  const found = sha256Hex(graph);
  const expected = properties.get('graph-sha256') ?? 'none';
  if (found !== expected) return fail({ kind: 'wrong-hash', expected, found });
  const facts = demandModelFacts.safeParse(parseJson(properties.get('facts')));
  return facts.success ? ok(facts.data) : fail({ kind: 'bad-facts', detail: z.prettifyError(facts.error) });
}

const messages = (fields: readonly ProtobufField[], number: number): ProtobufField[][] =>
  fields.flatMap((field) => (field.number === number && field.value instanceof Uint8Array ? [protobufFields(field.value) ?? []] : []));

function textOf(fields: readonly ProtobufField[], number: number): string {
  const value = fields.find((field) => field.number === number)?.value;
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : '';
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
