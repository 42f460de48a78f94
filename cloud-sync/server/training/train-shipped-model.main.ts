import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shippedModelSettings, trainShippedModel } from './train-shipped-model.ts';

/** `node cloud-sync/server/training/train-shipped-model.main.ts [folder]`: writes demand.onnx and its card, the same bytes every time. */
const folder = process.argv[2] ?? path.join(import.meta.dirname, '../../../edge-app/inference-host/model');
let shown = -1;
const { file, facts } = await trainShippedModel(shippedModelSettings, ({ step, share }) => {
  const tenth = Math.floor(share * 10);
  if (tenth === shown) return;
  shown = tenth;
  process.stderr.write(`${step} ${tenth * 10} %\n`);
});
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'demand.onnx'), file);
const sha256 = createHash('sha256').update(file).digest('hex');
writeFileSync(path.join(folder, 'demand.card.json'), `${JSON.stringify({ file: 'demand.onnx', bytes: file.length, sha256, settings: shippedModelSettings, ...facts }, null, 2)}\n`);
process.stdout.write(`${file.length} bytes, sha256 ${sha256}\n`);
