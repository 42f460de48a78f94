import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addRxPlugin, createRxDatabase, type ReplicationPushHandler, type RxCollection, type RxDocumentData } from 'rxdb/plugins/core';
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments';
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup';
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { RxDBMigrationPlugin } from 'rxdb/plugins/migration-schema';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { getRxStorageBetterSqlite } from '../rx-storage.ts';
import { loadRxdbTestUtils } from './rxdb-test-utils.ts';

/* What RxDB ships for testing (rxdb/plugins/test-utils): its replication suite, its schemas and its documents, run on this storage. */

disableWarnings();
for (const plugin of [RxDBDevModePlugin, RxDBAttachmentsPlugin, RxDBCleanupPlugin, RxDBLocalDocumentsPlugin, RxDBMigrationPlugin]) addRxPlugin(plugin);
const directory = mkdtempSync(path.join(tmpdir(), 'rxdb-shipped-'));
const storage = () => wrappedValidateAjvStorage({ storage: getRxStorageBetterSqlite({ directory }) });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

Object.assign(globalThis, { describe, it: test });
const shipped = await loadRxdbTestUtils();
shipped.setConfig({
  storage: {
    name: 'better-sqlite3',
    getStorage: storage,
    getPerformanceStorage: () => ({ storage: storage(), description: 'better-sqlite3' }),
    hasPersistence: true,
    hasMultiInstance: true,
    hasAttachments: true,
    hasReplication: true,
  },
});
const { humansCollection, schemaObjects, schemas, ensureEqualState } = shipped;

let names = 0;
const freshName = (): string => `shipped${++names}`;

describe("RxDB's replication suite, client and server on this storage", async () => {
  type Human = ReturnType<typeof schemaObjects.humanData>;
  const serverOf = async (attachments: boolean): Promise<RxCollection<Human>> => {
    const database = await createRxDatabase({ name: freshName(), storage: storage(), multiInstance: false });
    const { humans } = await database.addCollections({ humans: { schema: { ...schemas.human, ...(attachments ? { attachments: {} } : {}) } } });
    return humans as unknown as RxCollection<Human>;
  };
  let servers = await Promise.all([serverOf(false), serverOf(true)]);
  const removeServers = () => Promise.all(servers.map(({ database }) => database.remove()));
  afterAll(removeServers);

  /** The shipped handler answers a conflict without the bytes of the attachments that won; a server has to send them. */
  const pushHandlerOf = (to: RxCollection<Human>): ReplicationPushHandler<Human> => async (rows) => {
    const conflicts = (await shipped.getPushHandler(to)(rows)) as unknown as RxDocumentData<Human>[];
    for (const { passportId, _attachments } of conflicts) {
      for (const [id, attachment] of Object.entries(_attachments ?? {})) {
        Object.assign(attachment, { data: await to.storageInstance.getAttachmentData(passportId, id, attachment.digest) });
      }
    }
    return conflicts as never;
  };

  const replicate = (collection: RxCollection<Human>, to: RxCollection<Human>, live: boolean) =>
    replicateRxCollection<Human, unknown>({
      collection,
      replicationIdentifier: `to ${to.database.name}`,
      live,
      retryTime: 100,
      pull: { handler: shipped.getPullHandler(to), ...(live ? { stream$: shipped.getPullStream(to) } : {}), batchSize: 10 },
      push: { handler: pushHandlerOf(to), batchSize: 10 },
    });
  const syncOnce = (place: 0 | 1) => async (collection: RxCollection<Human>) => {
    const replication = replicate(collection, servers[place]!, false);
    shipped.ensureReplicationHasNoErrors(replication);
    await replication.awaitInitialReplication();
    await replication.awaitInSync();
    await replication.cancel();
  };

  shipped.runReplicationBaseTestSuite({
    startReplication: (collection) => replicate(collection, servers[0]!, true),
    syncOnce: syncOnce(0),
    syncOnceWithAttachments: syncOnce(1),
    getAllServerDocs: async () => (await servers[0]!.find().exec()).map((document) => document.toJSON()),
    cleanUpServer: async () => {
      await removeServers();
      servers = await Promise.all([serverOf(false), serverOf(true)]);
    },
    getPrimaryOfServerDoc: (document) => (document as Human).passportId,
  });
});

describe("RxDB's example schemas and documents", () => {
  const examples = [
    ['humanAgeIndex', schemas.humanAgeIndex, () => schemaObjects.humanData()],
    ['humanWithAllIndex', schemas.humanWithAllIndex, () => schemaObjects.humanData()],
    ['nestedHuman', schemas.nestedHuman, () => schemaObjects.nestedHumanData()],
    ['deepNestedHuman', schemas.deepNestedHuman, () => schemaObjects.deepNestedHumanData()],
    ['compoundIndex', schemas.compoundIndex, () => schemaObjects.compoundIndexData()],
    ['heroArray', schemas.heroArray, () => schemaObjects.heroArrayData()],
    ['humanWithTimestampAllIndex', schemas.humanWithTimestampAllIndex, () => schemaObjects.humanWithTimestampData()],
    ['averageSchema', schemas.averageSchema(), () => schemaObjects.averageSchemaData()],
    ['humanCompositePrimary', schemas.humanCompositePrimary, () => schemaObjects.humanWithCompositePrimary()],
  ] as const;
  test.each(examples)('%s is stored, found, counted, and still there after a restart', async (_name, schema, makeDocument) => {
    const name = freshName();
    const open = async () => {
      const database = await createRxDatabase({ name, storage: storage(), multiInstance: false });
      const { documents } = await database.addCollections({ documents: { schema: schema as never } });
      return documents as unknown as RxCollection<Record<string, unknown>>;
    };
    const first = await open();
    const { error } = await first.bulkInsert(Array.from({ length: 20 }, () => makeDocument() as never));
    expect(error).toEqual([]);
    const before = (await first.find().exec()).map((document) => document.toJSON(true));
    await first.database.close();
    const second = await open();
    const after = (await second.find().exec()).map((document) => document.toJSON(true));
    expect(after).toEqual(before);
    expect(await second.count().exec()).toBe(20);
    await second.database.remove();
  });
});

describe('RxDB over this storage', () => {
  test('migrates a collection through three schema versions, attachments included', async () => {
    const collection = await humansCollection.createMigrationCollection(10, {}, freshName(), true, { id: 'face', data: new Blob(['smile']), type: 'text/plain' } as never);
    const documents = await collection.find().exec();
    expect(documents).toHaveLength(10);
    for (const document of documents) {
      expect(typeof document.age).toBe('number');
      expect(await document.getAttachment('face')!.getStringData()).toBe('smile');
    }
    await collection.database.remove();
  });

  test('keeps local documents of database and collection', async () => {
    const collection = await humansCollection.create(0, 'humans', false);
    await collection.insertLocal('setting', { language: 'zh-CN' });
    await collection.database.insertLocal('setting', { language: 'en' });
    expect([(await collection.getLocal('setting'))!.get('language'), (await collection.database.getLocal('setting'))!.get('language')]).toEqual(['zh-CN', 'en']);
    await collection.database.remove();
  });

  test('shows a change of one instance to the other: events, queries that watch, and conflicts', async () => {
    const name = freshName();
    const [one, other] = [await humansCollection.createMultiInstance(name, 5), await humansCollection.createMultiInstance(name)];
    await expect.poll(async () => (await other.find().exec()).length).toBe(5);
    const seen: number[] = [];
    const subscription = other.find().$.subscribe((documents) => seen.push(documents.length));
    await one.insert(schemaObjects.humanData('new-one'));
    await expect.poll(() => seen.at(-1)).toBe(6);
    await (await one.findOne('new-one').exec())!.incrementalPatch({ age: 77 });
    await expect.poll(async () => (await other.findOne('new-one').exec())!.age).toBe(77);
    await ensureEqualState(one, other);
    subscription.unsubscribe();
    await Promise.all([one.database.close(), other.database.close()]);
  });

  test('cleans up deleted documents and takes them again', async () => {
    const collection = await humansCollection.create(3, 'humans', false);
    const [first] = await collection.find().exec();
    const data = first!.toMutableJSON();
    await first!.remove();
    await collection.cleanup(0);
    expect(await collection.storageInstance.findDocumentsById([data.passportId], true)).toEqual([]);
    await collection.insert(data);
    expect(await collection.count().exec()).toBe(3);
    await collection.database.remove();
  });

  test('inserts a deleted document anew over its tombstone', async () => {
    const collection = await humansCollection.create(1, 'humans', false);
    const document = (await collection.findOne().exec())!;
    const data = document.toMutableJSON();
    await document.remove();
    expect((await collection.insert(data)).passportId).toBe(data.passportId);
    await collection.database.remove();
  });

  test('counts up under fifty increments at once', async () => {
    const collection = await humansCollection.create(0, 'humans', false);
    const document = await collection.insert({ ...schemaObjects.humanData('counter'), age: 0 });
    await Promise.all(Array.from({ length: 50 }, () => document.incrementalModify((human) => ({ ...human, age: human.age! + 1 }))));
    expect((await collection.findOne('counter').exec())!.age).toBe(50);
    await collection.database.remove();
  });
});
