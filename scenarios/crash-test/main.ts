import { parseArgs } from 'node:util';
import { noLosses } from './judge.ts';
import { killTrading } from './kills.ts';
import { failWrites } from './write-failures.ts';
import { cutPower } from './power-cuts.ts';

const usage = `node scenarios/crash-test/main.ts [--points N] [--kills N] [--failures N] [--seed S] [--json]

Trades on a store's database and crashes it: power cuts with unsynced writes dropped or torn (sectors of 512 and 4096 bytes, replayed in
process) and real kill -9 of a trading process. Each crash is judged: sales lost, doubled, half done, broken chains. Exit code 1 if any.
--points  crashes in all, kills included (default 1000)      --kills  of them real kills (default 50, at most the points)
--failures  of them stores in which every write fails from some point on (default 20)`;

const { values } = parseArgs({ options: { points: { type: 'string', default: '1000' }, kills: { type: 'string', default: '50' }, failures: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
const [points, seed] = [Number(values.points), Number(values.seed)];
const kills = Math.min(Number(values.kills), points);
const failures = Math.min(Number(values.failures), points - kills);
if (values.help || ![points, seed, kills, failures].every((number) => Number.isInteger(number) && number >= 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const losses = noLosses();
const say = (what: string, of: number) => (done: number): void => {
  if (!values.json && process.stderr.isTTY) process.stderr.write(`\r${what}: ${done} of ${of}  `);
};
const cut = await cutPower(points - kills - failures, seed, losses, say('power cuts', points - kills - failures));
const killed = await killTrading(kills, seed, losses, say('kills', kills));
const failed = await failWrites(failures, seed, losses, say('write failures', failures));
const result = { points: cut + killed + failed, ...losses };
if (!values.json) console.log(`\nseed ${seed}: ${cut} power cuts, ${killed} kills, ${failed} stores whose writes failed; lost ${losses.lost}, doubled ${losses.doubled}, half done ${losses.halfDone}, chains broken ${losses.chainBroken}`);
console.log(JSON.stringify(result));
if (losses.lost + losses.doubled + losses.halfDone + losses.chainBroken > 0) process.exitCode = 1;
