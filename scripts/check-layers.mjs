import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { rootFolder, say } from './install.mjs';

/** `npm run check:layers`: the sentences of docs/architecture.md, checked. Fails too when suspiciously few modules were seen. */
const folders = ['retail-model', 'hardware-drivers', 'simulators', 'edge-app', 'cloud-sync', 'command-line', 'scenarios'];
const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

const sourceFiles = (folder) =>
  readdirSync(path.join(rootFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') && !entry.parentPath.includes('node_modules'))
    .length;

process.chdir(rootFolder);
const { output } = await cruise(folders, { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true }, null, { tsConfig: extractTSConfig(path.join(rootFolder, 'tsconfig.json')) });
const expected = folders.reduce((sum, folder) => sum + sourceFiles(folder), 0);
const seen = output.modules.filter((module) => folders.some((folder) => module.source.startsWith(`${folder}/`)) && /\.tsx?$/.test(module.source)).length;
for (const violation of output.summary.violations) say(`${violation.rule.severity} ${violation.rule.name}: ${violation.from} → ${violation.to}${violation.cycle ? ` (${violation.cycle.map((step) => step.name ?? step).join(' → ')})` : ''}`);
if (seen < expected * 0.98) {
  say(`Only ${seen} of ${expected} source modules were seen: the layer check proves nothing like this.`);
  process.exit(1);
}
if (output.summary.error > 0) process.exit(1);
say(`Layers hold: ${seen} modules, ${output.summary.totalDependenciesCruised} imports.`);
