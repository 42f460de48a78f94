import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openSimulatedStore } from './simulated-store.ts';
import { defaultStorePlan, shopOfPlan, storePlan, type StorePlan } from './store-plan.ts';

/**
 * All devices of one store in one process. The plan comes from `--plan <file>`, from a shop's size in `--shop <file>`, from JSON in MENDIAN_SIMULATOR_PLAN, or is the
 * default one for `--lanes <n> [--labels <n> --mqtt mqtt://user:password@host:port] [--seed <n>] [--directory <path>]`.
 * `--allow-origin` (repeatable) names pages that may use the bench. Says `{"kind":"ready","control":…,"key":…,"devices":[…],"labels":[…]}`
 * once, on standard output and to a parent over IPC. A parent may send `{"kind":"allow-origin","origin":…}`. Ends at SIGTERM,
 * SIGINT, or when the parent goes.
 */
const { values } = parseArgs({
  options: {
    plan: { type: 'string' },
    shop: { type: 'string' },
    lanes: { type: 'string' },
    labels: { type: 'string', default: '0' },
    seed: { type: 'string', default: '7' },
    mqtt: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
    directory: { type: 'string', default: join(tmpdir(), 'mendian-bench') },
    'allow-origin': { type: 'string', multiple: true },
  },
});

async function readPlan(): Promise<StorePlan> {
  if (values.shop !== undefined) return defaultStorePlan(shopOfPlan.parse(JSON.parse(await readFile(values.shop, 'utf8'))));
  const text = values.plan === undefined ? process.env['MENDIAN_SIMULATOR_PLAN'] : await readFile(values.plan, 'utf8');
  if (text === undefined && values.lanes === undefined) throw new Error('No plan: give --plan <file>, MENDIAN_SIMULATOR_PLAN or --lanes <n>.');
  const parsed = storePlan.safeParse(text === undefined ? planOfArguments() : JSON.parse(text));
  if (!parsed.success) throw new Error(`The plan is not right: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function planOfArguments(): StorePlan {
  const broker = new URL(values.mqtt);
  return defaultStorePlan({
    lanes: Number(values.lanes),
    labels: Number(values.labels),
    seed: Number(values.seed),
    socketDirectory: values.directory,
    mqttUrl: `${broker.protocol}//${broker.host}`,
    mqttCredentials: { username: decodeURIComponent(broker.username), password: decodeURIComponent(broker.password) },
    headOffice: null,
  });
}

const fromParent = z.discriminatedUnion('kind', [z.object({ kind: z.literal('allow-origin'), origin: z.string() }), z.object({ kind: z.literal('shut-down') })]);

try {
  const plan = await readPlan();
  const store = await openSimulatedStore({
    plan,
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
    if (!allowed.success) return;
    if (allowed.data.kind === 'shut-down') end();
    else store.allowOrigin(allowed.data.origin);
  });
  const labels = plan.devices.flatMap((device) => (device.kind === 'label-gateway' ? device.labels : []));
  const ready = { kind: 'ready', ...store.address, labels };
  console.log(JSON.stringify(ready));
  process.send?.(ready);
} catch (error) {
  console.error(error instanceof Error ? `${error.message}${error.cause instanceof Error ? ` ${error.cause.message}` : ''}` : error);
  process.exit(1);
}
