import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudMigrations } from 'cloud-sync/server/storage/migrations.ts';
import { openPostgresStorage } from 'cloud-sync/server/storage/postgres-storage.ts';
import { storageAcceptance } from 'cloud-sync/server/storage/storage-acceptance.ts';
import { startPostgres } from '../sync/postgres-server.ts';
import { inFolder, inStep, newDeviceKey, openTestStore, until } from './store-and-head-office.ts';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
beforeAll(async () => { postgres = await startPostgres(); });
afterAll(() => postgres.close());

async function freshDatabase(): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const name = `d${randomUUID().replaceAll('-', '')}`;
  await client.query(`create database ${name}`);
  await client.end();
  return postgres.url.replace(/[^/]+$/, name);
}

storageAcceptance('PostgreSQL', { fresh: freshDatabase, open: (url) => openPostgresStorage(url, randomUUID()) });

describe('head office on PostgreSQL', () => {
  it('brings the plain journal of an older version into partitions, every row of it, and reads one partition for one store', async () => {
    const url = await freshDatabase();
    const first = await openPostgresStorage(url, 'a');
    // Back to the table as version 0.1.0 made it.
    await sql`drop table "journal" cascade`.execute(first.db);
    await sql`create table "journal" ("storeId" text not null, "terminalId" text not null, "sequence" bigint not null, "entryId" text not null, "hash" text not null, "previousHash" text not null, "kind" text not null, "occurredAtMs" bigint not null, "businessDay" text not null, "receivedAtMs" bigint not null, "entryText" text not null, "repaired" bigint not null, constraint "journalKey" primary key ("storeId", "terminalId", "sequence"))`.execute(first.db);
    await sql`insert into "journal" select 's' || lpad((n % 20)::text, 3, '0'), 'lane1', n * 130, n, 'h', 'h', 'k', 1, '2026-03-01', 1, '{}', 0 from generate_series(1, 20000) n`.execute(first.db);
    await sql`delete from "kysely_migration" where "name" = '003-partitioned-journal'`.execute(first.db);
    await sql`delete from "facts" where "name" = 'journal-runs'`.execute(first.db);
    await first.close();
    expect(Object.keys(await cloudMigrations('postgres').getMigrations())).toContain('003-partitioned-journal');

    const again = await openPostgresStorage(url, 'b');
    const { rows: held } = await sql<{ table: string; rows: number }>`select tableoid::regclass::text as table, count(*) as rows from "journal" group by 1`.execute(again.db);
    expect(held.reduce((sum, { rows }) => sum + rows, 0)).toBe(20_000);
    // Several hashes, three runs of a million numbers each, and nothing that found no room.
    expect(new Set(held.map(({ table }) => table.replace(/^"journal\d/, ''))).size).toBe(3);
    expect(held.length).toBeGreaterThan(8);
    expect(held.filter(({ table }) => table.includes('Rest'))).toEqual([]);
    const { rows: plan } = await sql<{ 'QUERY PLAN': string }>`explain select * from "journal" where "storeId" = 's001' and "terminalId" = 'lane1' and "sequence" = 1300`.execute(again.db);
    const partitions = new Set(plan.flatMap((line) => line['QUERY PLAN'].match(/journal\dRun\d|journal\dRest/g) ?? []));
    expect([...partitions]).toHaveLength(1);
    await again.close();
  });

  it('is served by two processes of the system side by side: what a store sends to one is heard at the other at once', () => inFolder(async (folder) => {
    const url = await freshDatabase();
    const [one, two] = [await startOffice(url, path.join(folder, 'one')), await startOffice(url, path.join(folder, 'two'))];
    try {
      expect(one.process.pid).not.toBe(two.process.pid);
      const store = await openTestStore({ folder: path.join(folder, 'store'), storeId: one.enrolments[0]!.storeId, origin: one.origin, privateKey: newDeviceKey(), code: one.enrolments[0]!.code });
      const entered = await fetch(two.entryUrls[0]!.url);
      const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
      const headers = { cookie, origin: two.origin, 'content-type': 'application/json' };
      await until(() => store.collections.products.count().exec(), (count) => count === 143);
      const socket = new WebSocket(`${two.origin.replace('http', 'ws')}/live`, { headers } as never);
      const seen: { readonly days?: readonly { readonly sales: number }[] }[] = [];
      socket.addEventListener('message', ({ data }) => { const { snapshot } = JSON.parse(String(data)) as { snapshot?: (typeof seen)[number] }; if (snapshot) seen.push(snapshot); });
      await new Promise((resolve) => { socket.addEventListener('open', resolve); });
      socket.send(JSON.stringify({ as: 1, watch: 'store', params: { storeId: one.enrolments[0]!.storeId } }));
      await until(() => seen.length, (count) => count > 0);
      await store.sell('lane1', 2);
      await inStep(store);
      // Well below the five seconds after which a view is renewed anyway.
      await until(() => seen.at(-1)?.days?.[0]?.sales, (sales) => sales === 1, 2500);
      const priced = await fetch(`${two.origin}/commands/setPrice`, { method: 'POST', headers, body: JSON.stringify({ productId: 'cola-330', amountMinor: 260, validFromMs: null, storeIds: null }) });
      expect(priced.status).toBe(200);
      await until(() => store.collections.prices.findOne('cola-330@2').exec(), (price) => price !== null, 3000);
      socket.close();
      await store.close();
    } finally {
      await Promise.all([one, two].map(async ({ process: office }) => { const gone = new Promise((resolve) => { office.once('exit', resolve); }); office.kill('SIGTERM'); await gone; }));
    }
  }));
});

interface Ready { readonly kind: 'ready'; readonly origin: string; readonly entryUrls: readonly { readonly url: string }[]; readonly enrolments: readonly { readonly storeId: string; readonly code: string }[] }

/** Head office as it is started in life. */
async function startOffice(databaseUrl: string, dataFolder: string): Promise<Ready & { readonly process: ChildProcess }> {
  const office = fork(path.join(root, 'cloud-sync/server/main.ts'), ['--data', dataFolder, '--demo', '--stores', '1'], { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: 'ignore' });
  const ready = await new Promise<Ready>((resolve, reject) => {
    office.on('message', (message: { readonly kind: string }) => { if (message.kind === 'ready') resolve(message as Ready); if (message.kind === 'fatal') reject(new Error(JSON.stringify(message))); });
    office.once('exit', (code) => { reject(new Error(`Head office ended with ${code}`)); });
  });
  return { ...ready, process: office };
}
