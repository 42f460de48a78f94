import { createHash, generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCloudServer, type CloudServer } from 'cloud-sync/server/start-cloud-server.ts';
import { openJournal, type Journal } from 'edge-app/store-runtime/database/journal.ts';
import { openStoreDatabase } from 'edge-app/store-runtime/database/open-store-database.ts';
import { getRxStorageBetterSqlite } from 'edge-app/store-runtime/database/rx-storage.ts';
import { openCollections, type StoreCollections } from 'edge-app/store-runtime/open-collections.ts';
import { startReplication, type Replication } from 'edge-app/store-runtime/replication/start-replication.ts';
import type { LinkView } from 'retail-model/replication/link-view.ts';
import type { EntryBody } from 'retail-model/journal/entry.ts';

/** A real head office and the database half of real stores, joined by real sockets: what the stories of replication are told with. */

export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mendian-sync-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startHeadOffice(folder: string, port = 0, databaseUrl: string | null = null): Promise<CloudServer> {
  const server = await startCloudServer({
    config: { dataFolder: join(folder, 'cloud'), databaseUrl, host: '127.0.0.1', port, publicOrigin: null, screensFolder: null, demo: true, accessRatePerMinute: 100_000, heartbeatMs: 500 },
    nowMs: Date.now, newId: randomUUID, random: randomBytes, log: quiet,
  });
  await server.putStore('s001', { zh: '湖滨店', en: 'Lakeside' });
  await server.putStore('s002', { zh: '北站店', en: 'North Station' });
  return server;
}

export interface TestStore {
  readonly collections: StoreCollections;
  readonly journal: Journal;
  readonly replication: Replication;
  readonly events: readonly { readonly event: string; readonly facts: Readonly<Record<string, unknown>> }[];
  sell(terminalId: string, units: number): Promise<string>;
  close(): Promise<void>;
}

export interface TestStoreParts { readonly folder: string; readonly storeId: string; readonly origin: string; readonly code: string | null; readonly privateKey: KeyObject }
export const newDeviceKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/** Opens (again) the store that lies in `folder`. */
export async function openTestStore({ folder, storeId, origin, code, privateKey }: TestStoreParts): Promise<TestStore> {
  mkdirSync(folder, { recursive: true });
  const opened = openStoreDatabase({ file: join(folder, 'store.sqlite'), key: null });
  if (!opened.ok) throw new Error(opened.error.kind);
  const connection = opened.value;
  const { database, collections } = await openCollections(getRxStorageBetterSqlite({ directory: folder, connection: () => connection }) as never);
  const replicationOf: { current: Replication | null } = { current: null };
  const journal = await openJournal({
    collection: collections.journal, storeId, nowMs: Date.now, businessDayOf: (atMs) => new Date(atMs).toISOString().slice(0, 10),
    sha256Hex: (text) => createHash('sha256').update(text).digest('hex'), onCommitted: () => replicationOf.current?.stateChanged(),
  });
  const events: { event: string; facts: Readonly<Record<string, unknown>> }[] = [];
  const note = (event: string, facts: Readonly<Record<string, unknown>>) => { events.push({ event, facts }); };
  const replication = startReplication({
    collections, storeId, origin, enrolmentCode: code, enrolmentFile: join(folder, 'head-office.json'), deviceName: 'test', devicePrivateKey: privateKey, nowMs: Date.now, randomBytes,
    wait: async (ms, signal) => { await delay(ms, undefined, { signal }); },
    log: { info: note, warn: note, error: note }, onLink: () => undefined,
    latestState: () => ({ asOfMs: Date.now(), businessDay: '2026-03-01', takingsTodayMinor: 0, basketsToday: 0, heads: journal.heads().map((head) => ({ ...head })), devicesInTrouble: [], labelsWaiting: 0, labelsInTrouble: 0, stockOuts: 0, version: 'test' }),
  });
  replicationOf.current = replication;
  return {
    collections, journal, replication, events,
    sell: async (terminalId, units) => (await journal.append(terminalId, 'sale-completed', saleBody(units))).id,
    async close() {
      await replication.close();
      await journal.close();
      await database.close();
      connection.close();
    },
  };
}

/** `units` cans of cola at ¥2.80. */
export function saleBody(units: number): EntryBody<'sale-completed'> {
  const totalMinor = units * 280;
  return {
    saleId: randomUUID(), receiptNumber: 'R1', memberId: null, pointsEarned: 0, startedAtMs: 1, staffId: null, approvals: [], language: 'zh-CN',
    lines: [{ lineId: '1', productId: 'cola-330', names: { zh: '可乐', en: 'Cola' }, soldBy: 'each', units, weightText: null, unitPriceMinor: 280, priceId: 'cola-330@1', discounts: [], amountMinor: totalMinor, taxRateBasisPoints: 1300, taxMinor: 0, epcs: [], enteredBy: 'scan' }],
    totals: { grossMinor: totalMinor, discountMinor: 0, roundingMinor: 0, totalMinor, taxes: [] },
    tenders: [{ kind: 'cash', amountMinor: totalMinor, givenMinor: totalMinor, changeMinor: 0, paymentId: null }],
  };
}

/** Looks until it is so; fails with what was seen last. */
export async function until<T>(look: () => T | Promise<T>, isSo: (seen: T) => boolean, withinMs = 30_000): Promise<T> {
  for (const endMs = Date.now() + withinMs; ;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (Date.now() > endMs) throw new Error(`It did not come to pass: ${JSON.stringify(seen)}`);
    await delay(25);
  }
}

export const inStep = (store: TestStore): Promise<LinkView> => until(() => store.replication.link(), (link) => link.state === 'in-step' && link.waiting === 0);

/** A screen of head office: one snapshot of a view, and commands. */
export async function openScreen(server: CloudServer) {
  const entered = await fetch(await server.createEntryUrl('hq-admin', 'tester'));
  const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  const { WebSocket } = await import('ws');
  return {
    async command(name: string, input: unknown): Promise<Record<string, unknown>> {
      const response = await fetch(`${server.origin}/commands/${name}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(input) });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as Record<string, unknown>;
    },
    async view<T>(watch: string, params: unknown): Promise<T> {
      const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/live`, { headers: { cookie } });
      try {
        return await new Promise<T>((resolve, reject) => {
          socket.on('open', () => socket.send(JSON.stringify({ as: 1, watch, params })));
          socket.on('message', (bytes: Buffer) => { const answer = JSON.parse(bytes.toString()) as { as?: number; snapshot?: T }; if (answer.as === 1) resolve(answer.snapshot!); });
          socket.on('error', reject);
        });
      } finally {
        socket.close();
      }
    },
  };
}
