import { ensureInstalled, node24, run, say, withNode24 } from './install.mjs';

/** `npm test`: installs what is missing, then everything that decides whether this may land. Ends at the first part that fails. */
await ensureInstalled();
const { ensureChromium, ensureHidLibraries } = await import('./system-packages.mjs');
await ensureHidLibraries();
const chromium = await ensureChromium();
const env = { ...withNode24(), MENDIAN_CHROMIUM: chromium };

const part = async (name, args) => {
  const started = Date.now();
  const code = await run(node24, args, { env });
  say(`${code === 0 ? 'ok' : 'FAILED'}: ${name}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (code !== 0) process.exit(code);
};

// Lint takes as long as everything else that only reads: they share the two cores of a small machine.
await Promise.all([
  part('lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']),
  (async () => {
    await part('types', ['node_modules/typescript/bin/tsc', '--noEmit']);
    await part('layers', ['scripts/check-layers.mjs']);
    await part('dead code', ['node_modules/knip/bin/knip.js']);
    await part('screens', ['scripts/build-screens.mjs']);
  })(),
]);
await part('tests', ['node_modules/vitest/vitest.mjs', 'run']);
