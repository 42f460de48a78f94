import { parseArgs } from 'node:util';
import type { Story } from './stories/story.ts';

/**
 * `npm run scenario -- <name> [--its options] [--json]`: one whole-store story in a house of its own. The last line is
 * `{"scenario":…,"ok":…,…counts}`; exit code 1 when something did not hold, 2 when there is no such story.
 */
const stories: Readonly<Record<string, () => Promise<Story>>> = {
  'month-offline': async () => (await import('./stories/month-offline.ts')).monthOffline,
  'poison': async () => (await import('./stories/poison.ts')).poison,
  'power-cut': async () => (await import('./stories/power-cut.ts')).powerCut,
  'price-change': async () => (await import('./stories/price-change.ts')).priceChange,
  'sale': async () => (await import('./stories/sale.ts')).sale,
  'storm': async () => (await import('./stories/storm.ts')).storm,
};

const [name = '', ...rest] = process.argv.slice(2);
const found = stories[name];
if (!found) refuse(`npm run scenario -- <name> [--its options] [--json]; names: ${Object.keys(stories).join(', ')}`);
const story = await found();
const { options, asJson } = readOptions(story, rest);
try {
  const { ok, counts } = await story.play(options, (text) => void (asJson ? process.stderr.write(`${text}\n`) : console.log(text)));
  if (!asJson) for (const [what, value] of Object.entries(counts)) console.log(`  ${what.padEnd(24)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  console.log(JSON.stringify({ scenario: name, ok, ...options, ...counts }));
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.log(JSON.stringify({ scenario: name, ok: false, ...options, error: error instanceof Error ? error.message.slice(0, 400) : String(error) }));
  process.exitCode = 1;
}
process.exit();

function readOptions({ options: known }: Story, args: string[]): { options: Record<string, number>; asJson: boolean } {
  const usage = `options: ${Object.entries(known).map(([option, value]) => `--${option} ${value}`).join(' ')} --json`;
  try {
    const { values } = parseArgs({ args, options: { ...Object.fromEntries(Object.keys(known).map((option) => [option, { type: 'string' as const }])), json: { type: 'boolean' as const } } });
    const { json, ...given } = values as Record<string, string | boolean | undefined>;
    const options = { ...known, ...Object.fromEntries(Object.entries(given).map(([option, text]) => [option, Number(text)])) };
    if (Object.values(options).some((value) => !Number.isFinite(value) || value < 0)) return refuse(`Every option is a number that is not negative. ${usage}`);
    return { options, asJson: json === true };
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
