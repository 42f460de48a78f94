import { parseArgs } from 'node:util';
import { powerCut } from './stories/power-cut.ts';
import { priceChange } from './stories/price-change.ts';
import { sale } from './stories/sale.ts';
import type { Story } from './stories/story.ts';

/**
 * `npm run scenario -- <name> [--seed 1] [--times 5] [--json]`: one whole-store story in a house of its own. The last line is
 * `{"scenario":…,"ok":…,…counts}`; exit code 1 when something did not hold, 2 when there is no such story.
 */
const stories: Readonly<Record<string, Story>> = { 'sale': sale, 'power-cut': powerCut, 'price-change': priceChange };

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string', default: '1' }, times: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } } });
const name = positionals[0] ?? '';
const story = stories[name];
const seed = Number(values.seed);
const times = Number(values.times);
if (!story || !Number.isInteger(seed) || !Number.isInteger(times) || times < 1) {
  console.error(`npm run scenario -- <name> [--seed 1] [--times 5] [--json]; names: ${Object.keys(stories).join(', ')}`);
  process.exit(2);
}
try {
  const { ok, counts } = await story({ seed, times, say: (text) => void (values.json || console.log(text)) });
  if (!values.json) for (const [what, value] of Object.entries(counts)) console.log(`  ${what.padEnd(20)} ${String(value)}`);
  console.log(JSON.stringify({ scenario: name, ok, seed, ...counts }));
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.log(JSON.stringify({ scenario: name, ok: false, seed, error: error instanceof Error ? error.message.slice(0, 400) : String(error) }));
  process.exitCode = 1;
}
process.exit();
