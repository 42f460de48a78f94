import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bootstrap: runs before anything is installed, so it uses Node's own modules only. */
export const rootFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const node24 = path.join(rootFolder, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** npm 10 (which comes with Node 20) ignores `allowScripts` and then fails on native packages; this one does not. */
const NPM = 'npm@11.19.1';
const stampFile = path.join(rootFolder, 'node_modules', '.mendian-installed');

export const say = (text) => process.stderr.write(`${text}\n`);

/** Runs a program to its end. Resolves with its exit code; a signal counts as 1. */
export const run = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: rootFolder, stdio: 'inherit', shell: process.platform === 'win32', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });

/** Installs what package-lock.json says, unless this very lock file was installed here before. */
export async function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Mendian needs Node 20.19 or newer to begin; this is ${process.version}. 需要 Node 20.19 或更新版本。`);
    process.exit(1);
  }
  const wanted = createHash('sha256').update(readFileSync(path.join(rootFolder, 'package-lock.json'))).digest('hex');
  if (existsSync(node24) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  say('Installing what Mendian is made of (once, one to five minutes). 正在安装依赖…');
  const started = Date.now();
  const ticking = setInterval(() => say(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`), 20_000);
  const code = await run('npm', ['exec', '--yes', NPM, '--', 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  clearInterval(ticking);
  if (code !== 0 || !existsSync(node24)) {
    say('The installation did not succeed; nothing was started. The reason stands above. 安装失败。');
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** The environment in which every further program finds Node 24 first. */
export const withNode24 = () => ({ ...process.env, PATH: `${path.join(rootFolder, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}` });
