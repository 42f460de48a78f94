import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runtimeConfig } from './config.ts';
import { startStoreRuntime, type StoreRuntime } from './start-store-runtime.ts';

/**
 * A store as a process: `node edge-app/store-runtime/main.ts --config store.json`. Tells whoever started it `ready`, `heartbeat` and `fatal`,
 * hears `shut-down` and `lock`; without such a parent it writes the same as lines of JSON.
 */
const VERSION = '0.1.0';
const HEARTBEAT_MS = 5_000;
const { values } = parseArgs({ options: { config: { type: 'string' } } });

const tell = (message: { readonly kind: string } & Readonly<Record<string, unknown>>): void => {
  if (process.send) process.send(message);
  else if (message.kind !== 'heartbeat') console.log(JSON.stringify(message));
};
const note = (level: 'info' | 'warn') => (event: string, facts: Readonly<Record<string, unknown>> = {}): void => void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);

let runtime: StoreRuntime | null = null;
let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await runtime?.close().catch((error: unknown) => note('warn')('closing-failed', { error: String(error) }));
  process.exit(code);
}

process.on('message', (message: unknown) => {
  const asked = z.object({ kind: z.enum(['shut-down', 'lock']) }).safeParse(message);
  if (asked.success && asked.data.kind === 'shut-down') void stop(0);
  if (asked.success && asked.data.kind === 'lock') runtime?.lock();
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));
process.on('disconnect', () => void stop(0));

try {
  if (!values.config) throw new Error('No configuration: give --config <file>');
  const parsed = runtimeConfig.safeParse(JSON.parse(readFileSync(values.config, 'utf8')));
  if (!parsed.success) throw new Error(`The configuration ${values.config} is not right:\n${z.prettifyError(parsed.error)}`);
  const config = parsed.data;
  runtime = await startStoreRuntime({
    config, version: VERSION, nowMs: Date.now, deviceNowMs: Date.now, newId: randomUUID, randomBytes, deviceKeySeed: null,
    wait: (ms, signal) => delay(ms, undefined, { signal }),
    later: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    log: { info: note('info'), warn: note('warn') },
  });
  const { entryUrl } = runtime;
  tell({
    kind: 'ready', origin: runtime.origin,
    entryUrls: [
      ...config.lanes.map((lane) => ({ screen: lane.laneId, role: 'lane', url: entryUrl('lane', lane.laneId, null) })),
      { screen: 'attendant', role: 'attendant', url: entryUrl('attendant', null, null) },
      { screen: 'back-office', role: 'manager', url: entryUrl('manager', null, null) },
      ...(config.bench ? [{ screen: 'bench', role: 'engineer', url: entryUrl('engineer', null, '/bench') }] : []),
    ],
    inferenceUrl: entryUrl('inference', null, null),
  });
  setInterval(() => tell({ kind: 'heartbeat' }), HEARTBEAT_MS).unref();
} catch (error) {
  const detail = error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error);
  note('warn')('cannot-start', { detail, stack: error instanceof Error ? error.stack : undefined });
  tell({ kind: 'fatal', detail });
  await stop(1);
}
