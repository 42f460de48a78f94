import { parseArgs } from 'node:util';
import { plants, type Plant } from './plant.ts';
import { emptyHeadOffice } from './simulated-head-office.ts';
import { simulateWorld } from './simulate-world.ts';

/**
 * `npm run simulate -- --seeds 200 [--from 1] [--plant <bug>] [--json]`: worlds of stores and a head office under every fault of network, clock,
 * storage and process, one a seed. `--seed N --trace` replays one and says everything that happened. Exit code 1 when something did not hold.
 */
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '100' }, from: { type: 'string', default: '1' }, seed: { type: 'string' }, trace: { type: 'boolean', default: false }, plant: { type: 'string', default: 'none' }, json: { type: 'boolean', default: false } } });
const plant = plants.find((one) => one === values.plant) ?? refuse(`--plant is one of ${plants.join(', ')}`);
const [first, count] = values.seed === undefined ? [whole(values.from), whole(values.seeds)] : [whole(values.seed), 1];

process.exit(await simulate());

async function simulate(): Promise<number> {
  const schema = await emptyHeadOffice();
  const startedMs = performance.now();
  const total = { violations: 0, worlds: 0, stores: 0, entries: 0 };
  const failing: number[] = [];
  let traceHash = '';
  for (let seed = first; seed < first + count; seed += 1) {
    const world = await simulateWorld(seed, schema, plant as Plant, values.trace ? (line) => console.log(line) : () => undefined);
    total.worlds += 1;
    total.stores += world.stores;
    total.entries += world.entries;
    total.violations += world.violations.length;
    traceHash = world.traceHash;
    if (world.violations.length > 0) {
      failing.push(seed);
      console.error(`seed ${seed}: ${world.violations.join('; ')}\n  replay: npm run simulate -- --seed ${seed} --trace${plant === 'none' ? '' : ` --plant ${plant}`}`);
    }
    if (!values.json && total.worlds % 100 === 0) console.log(`${total.worlds} worlds, ${total.violations} violations`);
  }
  const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(1));
  console.log(JSON.stringify({ seeds: count, from: first, violations: total.violations, failing: failing.slice(0, 20), stores: total.stores, entries: total.entries, seconds, plant, ...(count === 1 ? { traceHash } : {}) }));
  return total.violations === 0 ? 0 : 1;
}

function whole(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : refuse(`${text} is not a whole number`);
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
