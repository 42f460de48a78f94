import { fork } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseMachineSetup } from './machine-setup.ts';
import { runStore } from './run-store.ts';
import type { LivingProcess } from './supervise.ts';

/**
 * A store without a desktop: `node serve-store.mjs --config /etc/mendian/store.json --state /var/lib/mendian [--entries <file>]`. The same supervision
 * as the desktop app's, on plain Node, for systemd or a container. `--entries` is where browsers on this machine find their one-use addresses.
 */
const { values } = parseArgs({ options: { config: { type: 'string', default: '/etc/mendian/store.json' }, state: { type: 'string', default: '/var/lib/mendian' }, entries: { type: 'string' } } });
const folder = import.meta.dirname;
const say = (event: string, facts: Readonly<Record<string, unknown>>): void => void process.stderr.write(`${JSON.stringify({ event, ...facts })}\n`);
const end = (detail: string): never => {
  say('not-set-up', { detail });
  process.exit(2);
};

if (!existsSync(values.config)) end(`${values.config} is not there (docs/install.md)`);
const setup = parseMachineSetup(readFileSync(values.config, 'utf8'), { screensFolder: path.join(folder, 'screens'), dataFolder: path.join(values.state, 'data'), keyFolder: path.join(values.state, 'keys') });
const { runtime } = setup.ok ? setup.value : end(`${values.config}: ${setup.error.detail}`);
const runtimeFile = path.join(values.state, 'store-runtime.json');
writeFileSync(runtimeFile, JSON.stringify(runtime), { mode: 0o600 });

const store = runStore({
  nowMs: Date.now,
  later: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  startRuntime: () => start('store-runtime.mjs', ['--config', runtimeFile]),
  startInference: (entryUrl) => start('inference-host.mjs', ['--entry', entryUrl]),
  onReady({ origin, entryUrls }) {
    say('store-ready', { origin, screens: entryUrls.map(({ screen }) => screen) });
    if (values.entries) writeEntries(values.entries, entryUrls);
  },
  onDown: (trouble) => say('process-down', { ...trouble }),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void store.stop().then(() => process.exit(0)));

function start(bundle: string, args: readonly string[]): LivingProcess {
  const child = fork(path.join(folder, bundle), [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    send: (message) => void (child.connected && child.send(message)),
    kill: () => void child.kill('SIGKILL'),
    onMessage: (hear) => void child.on('message', hear),
    onExit: (hear) => void child.once('exit', hear),
  };
}

/** Whole or not at all, and only for the service's group: who reads an address opens a session. */
function writeEntries(file: string, entryUrls: readonly { readonly screen: string; readonly url: string }[]): void {
  writeFileSync(`${file}.new`, entryUrls.map(({ screen, url }) => `${screen} ${url}\n`).join(''), { mode: 0o640 });
  renameSync(`${file}.new`, file);
}
