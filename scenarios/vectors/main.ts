import { parseArgs } from 'node:util';
import { judgeVectors } from './judge-vectors.ts';
import { readKeptVectors, readVectorFile } from './kept-vectors.ts';

/**
 * `npm run vectors`: published messages of devices against our decoders. `--file <list>` judges another file's vectors; `--json` prints
 * only the report, as the last line. Ends with 1 when a vector that is not listed as believed wrong disagrees.
 */
const { values } = parseArgs({ options: { file: { type: 'string' }, json: { type: 'boolean', default: false } } });
const report = judgeVectors(values.file === undefined ? readKeptVectors() : readVectorFile(values.file));
if (!values.json) {
  for (const [protocol, { vectors, invalid, agree }] of Object.entries(report.byProtocol).sort()) console.log(`${protocol.padEnd(22)} ${agree} of ${vectors} agree (${invalid} to be refused)`);
  for (const line of report.disagreements) console.log(`disagrees: ${line}`);
}
console.log(JSON.stringify(report));
process.exitCode = report.disagree > 0 ? 1 : 0;
