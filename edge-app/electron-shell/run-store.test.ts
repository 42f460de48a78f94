import { fork } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { runStore } from './run-store.ts';
import type { LivingProcess } from './supervise.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'shell-'));
const program = (name: string, script: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, `process.on('message', (m) => { if (m.kind === 'shut-down') process.exit(0); });\nsetInterval(() => undefined, 1000);\n${script}`);
  return file;
};
const started = (file: string, args: readonly string[]): LivingProcess & { readonly pid: number } => {
  const child = fork(file, [...args], { stdio: 'ignore' });
  return { pid: child.pid!, send: (message) => void (child.connected && child.send(message)), kill: () => void child.kill('SIGKILL'), onMessage: (hear) => void child.on('message', hear), onExit: (hear) => void child.on('exit', hear) };
};
const later = (ms: number, task: () => void): (() => void) => {
  const timer = setTimeout(task, ms === 500 ? 10 : ms);
  return () => clearTimeout(timer);
};

test('the inference host follows the runtime: it enters anew with each life, and its end costs nothing', async () => {
  const runtimeFile = program('runtime.cjs', "const life = process.argv[2]; process.send({ kind: 'ready', origin: 'http://127.0.0.1:8400', entryUrls: [{ screen: 'lane1', role: 'lane', url: `http://127.0.0.1:8400/enter?code=${life}` }], inferenceUrl: `http://127.0.0.1:8400/enter?code=i${life}` });");
  const inferenceFile = program('inference.cjs', "process.send({ kind: 'ready' });");
  const runtimes: number[] = [];
  const entered: string[] = [];
  const ready: string[] = [];
  const down: string[] = [];
  const store = runStore({
    nowMs: Date.now, later,
    startRuntime: () => {
      const life = started(runtimeFile, [String(runtimes.length)]);
      runtimes.push(life.pid);
      return life;
    },
    startInference: (entryUrl) => {
      entered.push(entryUrl.split('=')[1]!);
      return started(inferenceFile, []);
    },
    onReady: ({ entryUrls }) => ready.push(entryUrls[0]!.url), onDown: ({ name, tellPeople }) => down.push(`${name} ${tellPeople}`),
  });
  const soon = { timeout: 15_000, interval: 20 };
  await vi.waitFor(() => expect(entered).toEqual(['i0']), soon);
  process.kill(runtimes[0]!, 'SIGKILL');
  await vi.waitFor(() => expect(entered).toEqual(['i0', 'i1']), soon);
  expect(ready.map((url) => url.at(-1))).toEqual(['0', '1']);
  expect(down).toEqual(['store-runtime false']);
  await store.stop();
  expect(() => process.kill(runtimes[1]!, 0)).toThrow();
});
