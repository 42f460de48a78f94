import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchReport } from './bench-report.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, size: { type: 'string', default: '100000' }, grow: { type: 'string', default: '1000000' }, entries: { type: 'string', default: '1000000' } } });
/** Stores with a long past take minutes to make: they are kept between runs. */
const longTraded = path.join(tmpdir(), `mendian-bench-${values.entries}`);

/**
 * `npm run bench -- <name> [--json]`: measures one thing beside its peers or its physical floor, in one run. People get a table;
 * with `--json` the last line is the report. `commit`, `start` and `storage` take `--entries` (there beforehand), `sync` takes `--size` (documents, entries) and `--grow` (largest journal). Exit code 1 when a goal was missed, 2 when there is no such bench.
 */
const benches: Readonly<Record<string, () => Promise<BenchReport>>> = {
  checkout: async () => (await import('./checkout.ts')).benchCheckout(say),
  commit: async () => (await import('./commit.ts')).benchCommit(longTraded, Number(values.entries), say),
  forecast: async () => (await import('./forecast.ts')).benchForecast(say),
  start: async () => (await import('./start.ts')).benchStart(longTraded, Number(values.entries), say),
  storage: async () => (await import('./storage.ts')).benchStorage(Number(values.entries), say),
  sync: async () => (await import('./sync.ts')).benchSync(Number(values.size), Number(values.grow), say),
};

const bench = benches[positionals[0] ?? ''];
if (!bench) {
  console.error(`npm run bench -- <name> [--json]; names: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
const report = await bench();
showTable(report);
if (values.json) console.log(JSON.stringify(report));
process.exitCode = report.figures.every((figure) => figure.met) ? 0 : 1;

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function showTable({ bench: name, machine, figures }: BenchReport): void {
  console.log(`${name} on ${Object.entries(machine).map(([what, value]) => `${what} ${value}`).join(', ')}\n`);
  const rows = [['figure', 'value', 'against', 'its value', 'ratio', 'goal', ''], ...figures.map((one) => [one.name, `${one.value} ${one.unit}`, one.against, `${one.againstValue} ${one.unit}`, `${one.ratio}×`, one.goal, one.met ? 'met' : 'MISSED'])];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
}
