/** What a developer's Electron is started with: bundles the shell's TypeScript as it stands, then runs it. Packaged apps hold the bundles instead. */
const path = require('node:path');
const { app } = require('electron');
const { buildSync } = require('esbuild');

const root = path.join(__dirname, '..', '..');
const outdir = path.join(root, 'build', 'shell-dev');
const common = { bundle: true, platform: 'node', target: 'node24', format: 'cjs', external: ['electron'], define: { 'import.meta.dirname': '__dirname' }, sourcemap: 'inline', logLevel: 'warning' };
for (const name of ['main', 'preload']) buildSync({ ...common, entryPoints: [path.join(__dirname, `${name}.ts`)], outfile: path.join(outdir, `${name}.cjs`) });
app.setPath('userData', path.join(outdir, 'user-data'));
// Loaded at once and not by `import()`: privileged schemes and the sandbox must be set before Electron is ready.
require(path.join(outdir, 'main.cjs'));
