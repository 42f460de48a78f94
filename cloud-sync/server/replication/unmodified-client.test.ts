import { createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { Subject } from 'rxjs';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openChain, openDevice, openScreen, saleOf, withServer } from '../test-head-office.ts';

interface Anything { id: string; [field: string]: unknown }

/** RxDB as it comes out of the box: its own replication, plain handlers, no code of ours. */
const openCollection = async (): Promise<{ collection: RxCollection<Anything>; close: () => Promise<boolean> }> => {
  const database = await createRxDatabase({ name: `client-${randomUUID()}`, storage: getRxStorageMemory(), multiInstance: false });
  const schema = { version: 0, primaryKey: 'id', type: 'object', properties: { id: { type: 'string', maxLength: 80 } }, required: ['id'] } as const;
  const { documents } = await database.addCollections({ documents: { schema: schema as never } });
  return { collection: documents as unknown as RxCollection<Anything>, close: () => database.close() };
};

describe('an unmodified RxDB client', () => {
  it('pulls the catalogue whole, page after page, and a price set later by a poke', () => withServer(async (server) => {
    const { pull, token, device } = await openDevice(server, 's001');
    const { collection, close } = await openCollection();
    const pokes = new Subject<'RESYNC'>();
    const replication = replicateRxCollection<Anything, unknown>({
      collection, replicationIdentifier: `test/${device.epoch}`, live: true, retryTime: 50,
      pull: {
        batchSize: 40, stream$: pokes.asObservable(),
        handler: async (checkpoint, limit) => (await pull({ prices: { checkpoint: checkpoint ?? null, limit } })).body['collections']!['prices']!,
      },
    });
    await replication.awaitInitialReplication();
    expect(await collection.count().exec()).toBe(143);

    const live = await fetch(`${server.origin}/sync/live`, { headers: { authorization: `Bearer ${token}` } });
    const heard = (async () => {
      for await (const bytes of live.body!) if (Buffer.from(bytes).toString().includes('"prices"')) { pokes.next('RESYNC'); return; }
    })();
    await (await openScreen(server, 'merchandiser')).command('setPrice', { productId: 'cola-330', amountMinor: 310, validFromMs: null, storeIds: ['s001'] });
    await heard;
    await replication.awaitInSync();
    expect((await collection.findOne('cola-330@2').exec())?.toJSON()).toMatchObject({ amountMinor: 310, epoch: 2 });
    await close();
  }, { demo: true }), 30_000);

  it('never doubles what it sends when answers are lost on the way', () => withServer(async (server) => {
    const { push, device } = await openDevice(server, 's001');
    const { collection, close } = await openCollection();
    const chain = openChain('s001');
    await collection.bulkInsert(Array.from({ length: 50 }, () => saleOf(chain, 'tea', 1)) as unknown as Anything[]);
    let calls = 0;
    const replication = replicateRxCollection<Anything, unknown>({
      collection, replicationIdentifier: `test/${device.epoch}`, live: true, retryTime: 20,
      push: {
        batchSize: 10,
        handler: async (rows) => {
          calls += 1;
          const lost = calls % 2 === 1;
          const answer = await push(rows.map((row) => row.newDocumentState));
          if (lost) throw new Error('The answer was lost');
          return answer.body['conflicts']!;
        },
      },
    });
    await replication.awaitInSync();
    expect(calls).toBeGreaterThan(5);
    const store = await (await openScreen(server, 'auditor')).view('store', { storeId: 's001' });
    expect(store['days']).toMatchObject([{ sales: 50, takingsMinor: 50_000 }]);
    expect(store['quarantine']).toEqual([]);
    await close();
  }), 30_000);
});
