import { fork } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { supervise, type LivingProcess, type ProcessTrouble, type Supervision } from './supervise.ts';

const open: Supervision[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

/** Real Node processes speak the real messages; only the waits between two lives are shortened. */
function superviseScript(script: string, limits: { silenceMs?: number; readyWithinMs?: number; waits?: (ms: number) => number } = {}) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'shell-')), 'child.cjs');
  writeFileSync(file, `process.on('message', (m) => { if (m.kind === 'shut-down') process.exit(0); if (m.kind === 'lock') process.send({ kind: 'ready', locked: true }); });\n${script}`);
  const heard: unknown[] = [];
  const troubles: ProcessTrouble[] = [];
  const lives: number[] = [];
  const supervision = supervise({
    name: 'store-runtime', nowMs: Date.now, silenceMs: limits.silenceMs ?? 'off', readyWithinMs: limits.readyWithinMs ?? 15_000,
    start: () => {
      const child = fork(file, [String(lives.length)], { stdio: 'ignore' });
      lives.push(child.pid!);
      return {
        send: (message) => void (child.connected && child.send(message)), kill: () => void child.kill('SIGKILL'),
        onMessage: (hear) => void child.on('message', hear), onExit: (hear) => void child.on('exit', hear),
      } satisfies LivingProcess;
    },
    later: (ms, task) => {
      const timer = setTimeout(task, limits.waits?.(ms) ?? ms);
      return () => clearTimeout(timer);
    },
    onReady: (message) => heard.push(message), onDown: (trouble) => troubles.push(trouble),
  });
  open.push(supervision);
  return { supervision, heard, troubles, lives };
}
const soon = { timeout: 15_000, interval: 20 };
/** The waits of the restart policy, shortened. */
const quickRetries = { waits: (ms: number) => ([500, 1_000, 2_000].includes(ms) ? 10 : ms) };

test('a process that ends is started again, and its last words are kept', async () => {
  const { heard, troubles, lives } = superviseScript("if (process.argv[2] === '0') process.send({ kind: 'fatal', detail: 'the disk is full' }, () => process.exit(1)); else process.send({ kind: 'ready' });", quickRetries);
  await vi.waitFor(() => expect(heard).toEqual([{ kind: 'ready' }]), soon);
  expect(lives).toHaveLength(2);
  expect(troubles).toMatchObject([{ name: 'store-runtime', detail: 'the disk is full', quickExits: 1, tellPeople: false }]);
});

test('four quick exits: people are told, and nothing is started until the slow retry or a person', async () => {
  const { supervision, troubles, lives } = superviseScript('process.exit(3);', quickRetries);
  await vi.waitFor(() => expect(troubles.at(-1)).toMatchObject({ tellPeople: true, retryInMs: 60_000, detail: 'ended with code 3' }), soon);
  expect(lives).toHaveLength(4);
  supervision.retryNow();
  await vi.waitFor(() => expect(troubles).toHaveLength(5), soon);
});

test('a process that hangs without a heartbeat is ended and started again', async () => {
  const { heard, troubles, lives } = superviseScript("process.send({ kind: 'ready' }); if (process.argv[2] === '0') for (;;); else { let beats = 0; setInterval(() => process.send(++beats === 60 ? { kind: 'ready', beats } : { kind: 'heartbeat' }), 50); }", { silenceMs: 1_500, ...quickRetries });
  // Sixty heartbeats later, twice the silence that would have ended it, the second life still stands.
  await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'ready', beats: 60 }), soon);
  expect(lives).toHaveLength(2);
  expect(troubles).toHaveLength(1);
  expect(troubles[0]!.detail).toContain('no sign of life');
});

test('a process that never becomes ready is ended', async () => {
  const { troubles } = superviseScript('setInterval(() => undefined, 1000);', { readyWithinMs: 300 });
  await vi.waitFor(() => expect(troubles[0]?.detail).toContain('not ready within'), soon);
});

test('stopping asks first; what was stopped stays stopped', async () => {
  const { supervision, heard, lives, troubles } = superviseScript("process.send({ kind: 'ready' });");
  await vi.waitFor(() => expect(heard).toHaveLength(1), soon);
  await supervision.stop();
  expect(() => process.kill(lives[0]!, 0)).toThrow();
  supervision.retryNow();
  expect(lives).toHaveLength(1);
  expect(troubles).toEqual([]);
});

test('words that are none of the five messages change nothing', async () => {
  const { supervision, heard } = superviseScript("process.send({ kind: 'format-the-disk' }); process.send('x'); process.send({ kind: 'ready' });");
  await vi.waitFor(() => expect(heard).toEqual([{ kind: 'ready' }]), soon);
  supervision.send({ kind: 'lock' });
  await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'ready', locked: true }), soon);
});

test('a start that throws counts as a quick exit with its reason', () => {
  const waits: (() => void)[] = [];
  const troubles: ProcessTrouble[] = [];
  supervise({
    name: 'store-runtime', nowMs: Date.now, silenceMs: 'off', readyWithinMs: 1_000, later: (_ms, task) => (waits.push(task), () => undefined), onReady: () => undefined, onDown: (trouble) => troubles.push(trouble),
    start: () => {
      throw new Error('the keystore does not open');
    },
  });
  for (let tries = 1; tries < 4; tries += 1) waits.at(-1)!();
  expect(troubles).toHaveLength(4);
  expect(troubles[3]).toMatchObject({ detail: 'the keystore does not open', tellPeople: true });
});
