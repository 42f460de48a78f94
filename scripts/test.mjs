import { ensureInstalled, node24, run, say, withNode24 } from './install.mjs';

/** `npm test`: installs what is missing, then everything that decides whether this may land. Ends at the first part that fails. */
await ensureInstalled();
const { ensureChromium, ensureHidLibraries } = await import('./system-packages.mjs');
await ensureHidLibraries();
const chromium = await ensureChromium();
const env = { ...withNode24(), MENDIAN_CHROMIUM: chromium };

const parts = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['layers', ['scripts/check-layers.mjs']],
  ['dead code', ['node_modules/knip/bin/knip.js']],
  ['screens', ['scripts/build-screens.mjs']],
  ['tests', ['node_modules/vitest/vitest.mjs', 'run']],
];

for (const [name, args] of parts) {
  const started = Date.now();
  const code = await run(node24, args, { env });
  say(`${code === 0 ? 'ok' : 'FAILED'}: ${name}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (code !== 0) process.exit(code);
}
