/**
 * Lays what a store ships into build/app: bundles of the shell, the store runtime and the inference host, the screens, the
 * forecasting model, and the native modules of one platform. electron-builder packs it; as a folder it runs on plain Node (docs/install.md).
 * `node scripts/build-app.mjs [--platform linux|win32|darwin] [--arch x64|arm64] [--out <folder>]`
 */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { buildScreens } from './build-screens.mjs';

const repository = resolve(import.meta.dirname, '..');

/** Pages of a store. The bench plays with simulated devices and head office has its own server: neither ships. */
const PAGES = ['kiosk', 'attendant', 'back-office'];

/**
 * Modules that load machine code and so cannot be bundled, and what of each the running app opens. Their headers, sources, documents and
 * the binaries of other platforms stay behind.
 * @param {string} platform @param {string} arch @returns {Record<string, string[]>}
 */
const nativeModules = (platform, arch) => ({
  'better-sqlite3-multiple-ciphers': ['lib/{binding,database,index,sqlite-error,util}.js', 'lib/methods/*.js', `prebuilds/${platform}-${arch}.node`],
  '@serialport/bindings-cpp': [
    'dist/*.js', `prebuilds/{${platform}-${arch},${platform}-x64+arm64}/*${platform === 'linux' ? '.glibc' : ''}.node`,
    // It brings its own versions of these.
    'node_modules/@serialport/parser-{readline,delimiter}/{package.json,LICENSE,dist/*.js}', 'node_modules/debug/{package.json,LICENSE,src/*.js}',
  ],
  '@serialport/bindings-interface': ['dist/*.js'],
  ms: ['index.js'],
  'node-gyp-build': ['{index,node-gyp-build}.js'],
  'node-hid': ['{nodehid,binding-options}.js', `prebuilds/HID-${platform}-${arch}/*.node`, `prebuilds/HID_hidraw-${platform}-${arch}/*.node`],
  'pkg-prebuilds': ['bindings.js', 'lib/prebuild.js'],
  'onnxruntime-node': ['dist/*.js', `bin/napi-v*/${platform}/${arch}/*`],
  'onnxruntime-common': ['dist/cjs/{package.json,*.js}'],
  '@napi-rs/canvas': ['*.js'],
  [`@napi-rs/canvas-${napiTriple(platform, arch)}`]: ['*.node'],
  '@node-rs/argon2': ['index.js'],
  [`@node-rs/argon2-${napiTriple(platform, arch)}`]: ['*.node'],
  // No code: the fonts that label pictures are drawn with are found the same way as in development.
  '@fontsource/noto-sans-sc': ['files/noto-sans-sc-{latin,chinese-simplified}-700-normal.woff2'],
});

/** @param {string} platform @param {string} arch */
const napiTriple = (platform, arch) => `${platform}-${arch}${{ linux: '-gnu', win32: '-msvc', darwin: '' }[platform] ?? ''}`;

/**
 * @param {{ platform?: string, arch?: string, out?: string, say?: (line: string) => void }} [how]
 * @returns {Promise<string>} the folder that was laid out
 */
export async function buildApp({ platform = process.platform, arch = process.arch, out = join(repository, 'build/app'), say = () => {} } = {}) {
  await buildScreens({ say });
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const natives = nativeModules(platform, arch);
  await bundle(out, Object.keys(natives));
  copyScreens(out);
  const model = join(repository, 'edge-app/inference-host/model');
  if (existsSync(model)) cpSync(model, join(out, 'model'), { recursive: true, filter: (file) => !file.endsWith('.ts') });
  for (const [name, patterns] of Object.entries(natives)) copyModule(name, patterns, out);
  const { name, version, description, license } = readJson(join(repository, 'package.json'));
  // No dependencies are named: what is in node_modules was chosen above, file by file.
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({ name, version, description, license, author: 'Mendian', private: true, main: 'main.cjs' }, null, 2)}\n`);
  say(`App: ${platform}-${arch} laid out in ${out}`);
  return out;
}

/** @param {string} out @param {string[]} external */
async function bundle(out, external) {
  const shared = { absWorkingDir: repository, bundle: true, platform: 'node', target: 'node24', charset: 'utf8', legalComments: 'eof', logLevel: 'warning', metafile: true };
  const shell = { ...shared, external: ['electron'], format: 'cjs', define: { 'import.meta.dirname': '__dirname' } };
  await build({ ...shell, entryPoints: ['edge-app/electron-shell/main.ts'], outfile: join(out, 'main.cjs') });
  await build({ ...shell, entryPoints: ['edge-app/electron-shell/preload.ts'], outfile: join(out, 'preload.cjs') });
  // The programs are modules with top-level await; packages in them that still say `require` get Node's own.
  const program = {
    ...shared, external, format: 'esm', inject: ['edge-app/electron-shell/utility-process-entry.ts'], plugins: [workerBesideBundle],
    banner: { js: "import { createRequire as mendianCreateRequire } from 'node:module'; import { fileURLToPath as mendianPath } from 'node:url'; const require = mendianCreateRequire(import.meta.url); const __filename = mendianPath(import.meta.url); const __dirname = mendianPath(new URL('.', import.meta.url));" },
  };
  await build({ ...program, entryPoints: ['edge-app/store-runtime/main.ts'], outfile: join(out, 'store-runtime.mjs') });
  await build({ ...program, entryPoints: ['edge-app/inference-host/main.ts'], outfile: join(out, 'inference-host.mjs') });
  // For systemd and containers; the desktop app supervises by itself and does not carry it.
  await build({ ...program, inject: [], entryPoints: ['edge-app/electron-shell/serve-store.ts'], outfile: join(out, 'serve-store.mjs') });
  await build({ ...program, inject: [], entryPoints: ['edge-app/store-runtime/database/backup-worker.ts'], outfile: join(out, 'backup-worker.mjs') });
}

/** A worker thread is a file of its own: the bundle names the bundled one beside it. @type {import('esbuild').Plugin} */
const workerBesideBundle = {
  name: 'worker-beside-bundle',
  setup(within) {
    within.onLoad({ filter: /store-runtime[/\\]database[/\\]backup\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes("new URL('./backup-worker.ts', import.meta.url)")) throw new Error(`${path} starts its worker otherwise than the bundle expects`);
      return { contents: source.replace("'./backup-worker.ts'", "'./backup-worker.mjs'"), loader: 'ts' };
    });
  },
};

/** The pages of a store and what they load, found by following their own references. @param {string} out */
function copyScreens(out) {
  const built = join(repository, 'build/screens');
  const wanted = new Set(PAGES.map((page) => `${page}/index.html`));
  for (const file of wanted) {
    const text = /\.(html|js|css)$/.test(file) ? readFileSync(join(built, file), 'utf8') : '';
    for (const [reference] of text.matchAll(/[\w.-]+\.(?:js|css|woff2|svg|png|webp|json|mp3|wav|ico)\b/g)) if (existsSync(join(built, 'assets', reference))) wanted.add(`assets/${reference}`);
    mkdirSync(dirname(join(out, 'screens', file)), { recursive: true });
    cpSync(join(built, file), join(out, 'screens', file));
  }
}

/** @param {string} name @param {string[]} patterns @param {string} out */
function copyModule(name, patterns, out) {
  const from = [join(repository, 'node_modules', name), join(repository, 'edge-app/node_modules', name), join(repository, 'hardware-drivers/node_modules', name)].find((folder) => existsSync(folder));
  if (!from) throw new Error(`${name} is not installed here: pack on the platform you pack for, or install its package for that platform`);
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: from })).filter((file) => !/[.-]test\.js$/.test(file));
  if (files.length === 0) throw new Error(`${name} has none of ${patterns.join(', ')}: its layout has changed`);
  for (const file of ['package.json', ...globSync('{LICENSE,LICENCE,license}*', { cwd: from }), ...files]) {
    const to = join(out, 'node_modules', name, file);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(from, file), to);
  }
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  const { values } = parseArgs({ options: { platform: { type: 'string' }, arch: { type: 'string' }, out: { type: 'string' } } });
  try {
    await buildApp({ ...values, say: (line) => process.stdout.write(`${line}\n`) });
  } catch (problem) {
    process.stderr.write(`The app was not laid out: ${problem instanceof Error ? problem.message : String(problem)}\n`);
    process.exitCode = 1;
  }
}
