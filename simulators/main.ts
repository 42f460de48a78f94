import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openSimulatedStore } from './simulated-store.ts';
import { storePlan, type StorePlan } from './store-plan.ts';

/**
 * All devices of one store in one process: `node simulators/main.ts --plan plan.json [--allow-origin http://127.0.0.1:4000]`,
 * or the plan as JSON in MENDIAN_SIMULATOR_PLAN. Says `{"ready":true,"control":…,"key":…,"devices":[…]}` once, on standard
 * output and to a parent over IPC. A parent may send `{"kind":"allow-origin","origin":…}`. Ends at SIGTERM, SIGINT, or when the parent goes.
 */
const { values } = parseArgs({ options: { plan: { type: 'string' }, 'allow-origin': { type: 'string', multiple: true } } });

async function readPlan(): Promise<StorePlan> {
  const text = values.plan === undefined ? process.env['MENDIAN_SIMULATOR_PLAN'] : await readFile(values.plan, 'utf8');
  if (text === undefined) throw new Error('No plan: give --plan <file> or MENDIAN_SIMULATOR_PLAN.');
  const parsed = storePlan.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`The plan is not right: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const fromParent = z.object({ kind: z.literal('allow-origin'), origin: z.string() });

try {
  const store = await openSimulatedStore({
    plan: await readPlan(),
    key: randomBytes(18).toString('base64url'),
    allowedOrigins: values['allow-origin'] ?? [],
    nowMs: () => Date.now(),
  });
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    void store.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  process.on('message', (message) => {
    const allowed = fromParent.safeParse(message);
    if (allowed.success) store.allowOrigin(allowed.data.origin);
  });
  const ready = { ready: true, ...store.address };
  console.log(JSON.stringify(ready));
  process.send?.(ready);
} catch (error) {
  console.error(error instanceof Error ? `${error.message}${error.cause instanceof Error ? ` ${error.cause.message}` : ''}` : error);
  process.exit(1);
}
