/** Builds the screens into build/screens when a source has changed since the last build. `--force` builds in any case. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '..');
const built = join(repository, 'build/screens');
const stampFile = join(built, 'sources.sha256');

const sourceFolders = ['retail-model', 'edge-app', 'cloud-sync/hq-web'];
const notScreens = new Set(['node_modules', 'store-runtime', 'electron-shell', 'inference-host']);
const singleFiles = ['package-lock.json', 'scripts/build-screens.mjs'];

/** @param {string} folder @returns {string[]} every file a screen may be made of, tests left out */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notScreens.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  });
}

function stampOfSources() {
  const files = [...sourceFolders.flatMap((folder) => filesIn(join(repository, folder))), ...singleFiles.map((file) => join(repository, file))].sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${relative(repository, file)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/**
 * @param {{ force?: boolean, say?: (line: string) => void }} [how]
 * @returns {Promise<'built' | 'up-to-date'>} the pages lie in build/screens/<page>/index.html, their files in build/screens/assets
 */
export async function buildScreens({ force = false, say = () => {} } = {}) {
  const stamp = stampOfSources();
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    say('Screens: up to date');
    return 'up-to-date';
  }
  say('Screens: building (a few seconds)');
  const startedAt = performance.now();
  const { build } = await import('vite');
  // A running store keeps serving the old pages until the new ones are whole.
  const fresh = `${built}.${process.pid}.new`;
  try {
    await build({ configFile: join(repository, 'edge-app/vite.config.ts'), build: { outDir: fresh } });
    writeFileSync(join(fresh, 'sources.sha256'), stamp);
    const old = `${built}.${process.pid}.old`;
    if (existsSync(built)) renameSync(built, old);
    renameSync(fresh, built);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  const pages = readdirSync(built).filter((name) => existsSync(join(built, name, 'index.html')));
  say(`Screens: ${pages.join(', ')} built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return 'built';
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  try {
    await buildScreens({ force: process.argv.includes('--force'), say: (line) => process.stdout.write(`${line}\n`) });
  } catch (problem) {
    process.stderr.write(`Screens: not built; the last build stays as it was.\n${problem instanceof Error ? problem.message : String(problem)}\n`);
    process.exitCode = 1;
  }
}
