import { parseArgs } from 'node:util';
import { fuzzCodec, type FuzzResult } from './fuzz-codec.ts';
import { messageCodecs } from './message-codecs.ts';
import { streamCodecs } from './stream-codecs.ts';

/**
 * `node scenarios/fuzz/main.ts --inputs 1000000 --seconds 120 --seed 1`: broken messages into every codec. Nothing may throw, hang, keep
 * what never ends, or lose the stream for good. Ends with 1 when something did; the last line is JSON. `--only <part of a name>` runs some.
 */
const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '1000000' }, seconds: { type: 'string', default: '120' }, seed: { type: 'string', default: '1' }, only: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
});
const limits = { inputs: Number(values.inputs), seconds: Number(values.seconds), seed: Number(values.seed) };
const results: FuzzResult[] = [];
for (const codec of [...streamCodecs, ...messageCodecs()].filter(({ name }) => name.includes(values.only))) {
  const result = fuzzCodec(codec, limits);
  results.push(result);
  const line = `${result.codec.padEnd(34)} ${String(result.inputs).padStart(9)} inputs in ${result.seconds} s, slowest ${result.slowestMs} ms, ${result.faults} faults`;
  process.stderr.write(`${line}${result.firstFault === null ? '' : `\n  input ${result.firstFault.number}: ${result.firstFault.fault}\n  ${JSON.stringify(result.firstFault.input)}`}\n`);
}
const faults = results.reduce((sum, result) => sum + result.faults, 0);
const short = results.filter(({ inputs }) => inputs < limits.inputs).map(({ codec }) => codec);
console.log(JSON.stringify({ seed: limits.seed, codecs: results.length, inputs: results.reduce((sum, { inputs }) => sum + inputs, 0), faults, short, results }));
process.exitCode = faults > 0 ? 1 : 0;
