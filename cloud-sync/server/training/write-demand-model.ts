import { createHash } from 'node:crypto';
import onnxProto from 'onnx-proto';
import { DEMAND_FEATURES, DEMAND_SCHEMA, demandFeatureNames } from 'retail-model/replenishment/demand-features.ts';
import type { DemandModelFacts } from 'retail-model/replenishment/demand-model-file.ts';
import type { Tree } from './tree-model.ts';

const { onnx } = onnxProto;
const { AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, StringStringEntryProto, TensorShapeProto, TypeProto, ValueInfoProto } = onnx;
const Kind = AttributeProto.AttributeType;
const utf8 = new TextEncoder();
const FLOAT32 = 1;

/** IR 8, opset 17 and ai.onnx.ml 3: what onnxruntime 1.15 and later read. */
const IR_VERSION = 8;
const OPSET = 17;
const TREE_OPSET = 3;

/**
 * One ONNX file: Exp(TreeEnsembleRegressor(X) + offset). Inputs `X` [rows, features] and `offset` [rows, 1], log of the level times the
 * share of the day in stock; output `demand` [rows, 1], mean units a day. What the trees were made of, and a hash of the graph, are in
 * the metadata.
 */
export function writeDemandModel(trees: readonly Tree[], facts: DemandModelFacts): Uint8Array {
  const graph = GraphProto.create({
    name: 'demand',
    node: [
      NodeProto.create({ opType: 'TreeEnsembleRegressor', domain: 'ai.onnx.ml', name: 'trees', input: ['X'], output: ['log_ratio'], attribute: treeAttributes(trees) }),
      NodeProto.create({ opType: 'Add', name: 'level', input: ['log_ratio', 'offset'], output: ['log_demand'] }),
      NodeProto.create({ opType: 'Exp', name: 'demand', input: ['log_demand'], output: ['demand'] }),
    ],
    input: [matrix('X', DEMAND_FEATURES), matrix('offset', 1)],
    output: [matrix('demand', 1)],
  });
  const properties: Readonly<Record<string, string>> = {
    schema: DEMAND_SCHEMA, features: JSON.stringify(demandFeatureNames), facts: JSON.stringify(facts),
    'graph-sha256': createHash('sha256').update(GraphProto.encode(graph).finish()).digest('hex'),
  };
  return ModelProto.encode(ModelProto.create({
    irVersion: IR_VERSION, producerName: 'mendian', producerVersion: facts.version, graph,
    opsetImport: [OperatorSetIdProto.create({ domain: '', version: OPSET }), OperatorSetIdProto.create({ domain: 'ai.onnx.ml', version: TREE_OPSET })],
    metadataProps: Object.entries(properties).map(([key, value]) => StringStringEntryProto.create({ key, value })),
  })).finish();
}

const matrix = (name: string, columns: number) =>
  ValueInfoProto.create({ name, type: TypeProto.create({ tensorType: TypeProto.Tensor.create({ elemType: FLOAT32, shape: TensorShapeProto.create({ dim: [{ dimParam: 'rows' }, { dimValue: columns }] }) }) }) });

function treeAttributes(trees: readonly Tree[]) {
  const ints: Readonly<Record<string, number[]>> = { nodes_treeids: [], nodes_nodeids: [], nodes_featureids: [], nodes_truenodeids: [], nodes_falsenodeids: [], target_treeids: [], target_nodeids: [], target_ids: [] };
  const values: number[] = [];
  const modes: Uint8Array[] = [];
  const weights: number[] = [];
  const [leafMode, branchMode] = [utf8.encode('LEAF'), utf8.encode('BRANCH_LEQ')];
  trees.forEach((tree, treeId) => {
    for (let node = 0; node < tree.feature.length; node += 1) {
      const leaf = tree.feature[node]! < 0;
      ints['nodes_treeids']!.push(treeId);
      ints['nodes_nodeids']!.push(node);
      ints['nodes_featureids']!.push(leaf ? 0 : tree.feature[node]!);
      ints['nodes_truenodeids']!.push(leaf ? 0 : tree.left[node]!);
      ints['nodes_falsenodeids']!.push(leaf ? 0 : tree.right[node]!);
      values.push(leaf ? 0 : tree.value[node]!);
      modes.push(leaf ? leafMode : branchMode);
      if (!leaf) continue;
      ints['target_treeids']!.push(treeId);
      ints['target_nodeids']!.push(node);
      ints['target_ids']!.push(0);
      weights.push(tree.value[node]!);
    }
  });
  return [
    ...Object.entries(ints).map(([name, list]) => AttributeProto.create({ name, type: Kind.INTS, ints: list })),
    AttributeProto.create({ name: 'nodes_values', type: Kind.FLOATS, floats: values }),
    AttributeProto.create({ name: 'target_weights', type: Kind.FLOATS, floats: weights }),
    AttributeProto.create({ name: 'nodes_modes', type: Kind.STRINGS, strings: modes }),
    AttributeProto.create({ name: 'aggregate_function', type: Kind.STRING, s: utf8.encode('SUM') }),
    AttributeProto.create({ name: 'post_transform', type: Kind.STRING, s: utf8.encode('NONE') }),
    AttributeProto.create({ name: 'n_targets', type: Kind.INT, i: 1 }),
  ];
}
