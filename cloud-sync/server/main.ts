import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cloudConfig } from './cloud-config.ts';
import { demoPins, demoStores } from './demo-catalogue/demo-people.ts';
import { startCloudServer, type CloudServer } from './start-cloud-server.ts';

/**
 * Head office as a process. Tells whoever started it `ready`, `heartbeat` and `fatal`, and hears `shut-down`;
 * without such a parent it writes the same as lines of JSON.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: './data/head-office' }, host: { type: 'string', default: '127.0.0.1' }, port: { type: 'string', default: '0' },
    'public-origin': { type: 'string' }, screens: { type: 'string', default: './build/screens' }, demo: { type: 'boolean', default: false }, stores: { type: 'string', default: '0' },
  },
});

const tell = (message: { readonly kind: string } & Readonly<Record<string, unknown>>): void => {
  if (process.send !== undefined) process.send(message);
  else if (message.kind !== 'heartbeat') console.log(JSON.stringify(message));
};
const note = (level: string) => (event: string, facts: Readonly<Record<string, unknown>>) => { process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`); };

let server: CloudServer | null = null;
let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await server?.close();
  process.exit(0);
};

try {
  const config = cloudConfig.parse({
    dataFolder: values.data, databaseUrl: process.env['DATABASE_URL'] ?? null, host: values.host, port: Number(values.port), publicOrigin: values['public-origin'] ?? null, screensFolder: values.screens,
    demo: values.demo, accessRatePerMinute: 600, heartbeatMs: 15_000, metricsToken: process.env['METRICS_TOKEN'] ?? null,
  });
  const storeCount = z.coerce.number().int().min(0).max(demoStores.length).parse(values.stores);
  server = await startCloudServer({ config, nowMs: Date.now, newId: randomUUID, random: randomBytes, log: { info: note('info'), warn: note('warn'), error: note('error') } });
  for (const { storeId, names } of demoStores.slice(0, storeCount)) await server.putStore(storeId, names);
  const waiting = (await server.stores()).filter((store) => store.devices === 0);
  const enrolments = await Promise.all(waiting.map(async ({ storeId, names }) => ({ storeId, names, code: await server!.createEnrolmentCode(storeId) })));
  tell({
    kind: 'ready', origin: server.origin,
    /** A demonstration lets everybody in who started it; otherwise people have accounts. */
    entryUrls: config.demo ? [{ screen: 'head-office', role: 'hq-admin', url: await server.createEntryUrl('hq-admin', 'start') }] : [],
    /** One use, twelve hours, and only while nobody has an account: the sign-in page asks for it. */
    firstAdminCode: config.demo ? null : await server.createFirstAdminCode(),
    /** One-use codes for stores that have no appliance yet. */
    enrolments,
    stores: demoStores.slice(0, storeCount),
    demoPins: config.demo ? demoPins : [],
  });
  setInterval(() => tell({ kind: 'heartbeat' }), 5000).unref();
} catch (error) {
  tell({ kind: 'fatal', detail: error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error) });
  process.exitCode = 1;
  if (server !== null) await server.close();
  if (process.connected) process.disconnect();
}

process.on('message', (message: unknown) => { if (z.object({ kind: z.literal('shut-down') }).safeParse(message).success) void stop(); });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
process.on('disconnect', () => void stop());
