import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fillWithDefaultSettings, normalizeMangoQuery, now, prepareQuery, type RxJsonSchema } from 'rxdb/plugins/core';
import { describe, expect, test } from 'vitest';
import { DATABASE_FILE, getRxStorageBetterSqlite } from '../rx-storage.ts';
import type { EventBulk } from './bulk-write.ts';
import { openConnection } from './open-connection.ts';
import type { StorageInstance } from './storage-instance.ts';
import type { StoredDocument, StoredFields } from './stored-document.ts';
import { changed, humans, inFolder, instanceOf, written } from './test-storage.ts';

const insert = (instance: StorageInstance, ...documents: StoredDocument[]) => instance.bulkWrite(documents.map((document) => ({ document })), 'test');
const idsOf = (documents: readonly StoredDocument[]): unknown[] => documents.map((document) => document['id']);
const since = async (instance: StorageInstance, sequence: number, limit = 100) => instance.getChangedDocumentsSince!(limit, { sequence });

const withInstance = (use: (instance: StorageInstance, directory: string) => Promise<void>, schema: RxJsonSchema<StoredFields> = humans) =>
  inFolder(async (directory) => {
    const instance = await instanceOf(getRxStorageBetterSqlite({ directory }), schema);
    await use(instance, directory);
    await instance.close();
  });

describe('writes', () => {
  test('a document comes back as it was written, its metadata included', () =>
    withInstance(async (instance) => {
      const document = written({ id: 'a', name: '店 "quoted" \\ 😀', age: 0.1 + 0.2 });
      expect(await insert(instance, document)).toEqual({ error: [] });
      expect(await instance.findDocumentsById(['a'], false)).toEqual([document]);
    }));

  test('a write against another revision is a 409 that shows the whole document in the way', () =>
    withInstance(async (instance) => {
      const first = written({ id: 'a', name: 'one' });
      await insert(instance, first);
      const second = changed(first, { name: 'two' });
      expect((await instance.bulkWrite([{ previous: first, document: second }], 'test')).error).toEqual([]);
      const { error } = await instance.bulkWrite([{ previous: first, document: changed(first, { name: 'three' }) }, { document: written({ id: 'b' }) }], 'test');
      expect(error).toMatchObject([{ status: 409, isError: true, documentId: 'a', documentInDb: second, context: 'test' }]);
      expect(idsOf(await instance.findDocumentsById(['a', 'b'], false)).sort()).toEqual(['a', 'b']);
    }));

  test('an insert over a tombstone without naming it is a conflict; a tombstone can be inserted', () =>
    withInstance(async (instance) => {
      const tombstone = written({ id: 'a' }, { _deleted: true });
      expect((await insert(instance, tombstone)).error).toEqual([]);
      expect((await insert(instance, written({ id: 'a' }))).error).toMatchObject([{ status: 409, documentInDb: tombstone }]);
      expect(await instance.findDocumentsById(['a'], false)).toEqual([]);
      expect(await instance.findDocumentsById(['a'], true)).toEqual([tombstone]);
    }));

  test('two rows of one id in one call: the second meets the first', () =>
    withInstance(async (instance) => {
      const first = written({ id: 'a', name: 'one' });
      const { error } = await instance.bulkWrite([{ document: first }, { previous: first, document: changed(first, { name: 'two' }) }, { document: written({ id: 'a' }) }], 'test');
      expect(error).toMatchObject([{ status: 409, documentInDb: { name: 'two' } }]);
    }));

  test('one write that fails never fails those that were committed with it', () =>
    withInstance(async (instance) => {
      const unwritable = written({ id: 'x', age: 1n });
      const failing = { ...written({ id: 'y' }), _rev: null as unknown as string };
      const results = await Promise.allSettled([insert(instance, written({ id: 'a' })), insert(instance, unwritable), insert(instance, failing), insert(instance, written({ id: 'b' }))]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
      expect(idsOf((await since(instance, 0)).documents)).toEqual(['a', 'b']);
    }));

  test('the writes of one event-loop turn are one commit', () =>
    withInstance(async (instance) => {
      const commits = (): number => instance.internals.connection.pragma('data_version', { simple: true }) as number;
      const other = openConnection(instance.internals.connection.name, null);
      const before = other.pragma('data_version', { simple: true });
      await Promise.all(Array.from({ length: 50 }, (_, index) => insert(instance, written({ id: `k${index}` }))));
      expect(Number(other.pragma('data_version', { simple: true })) - Number(before)).toBe(1);
      expect(commits()).toBeGreaterThan(0);
      other.close();
    }));
});

describe('changes', () => {
  test('come in the order of the calls, each document once and in its latest state', () =>
    withInstance(async (instance) => {
      const ids = Array.from({ length: 60 }, (_, index) => `k${index}`);
      const documents = ids.map((id) => written({ id }));
      await Promise.all(documents.map((document) => insert(instance, document)));
      expect(idsOf((await since(instance, 0)).documents)).toEqual(ids);
      await instance.bulkWrite([{ previous: documents[0]!, document: changed(documents[0]!, { name: 'later' }) }], 'test');
      const all = await since(instance, 0);
      expect(idsOf(all.documents)).toEqual([...ids.slice(1), 'k0']);
      expect((await since(instance, all.checkpoint.sequence)).documents).toEqual([]);
    }));

  test('can be read page by page while documents move to the end', () =>
    withInstance(async (instance) => {
      const documents = Array.from({ length: 10 }, (_, index) => written({ id: `k${index}` }));
      await insert(instance, ...documents);
      const first = await since(instance, 0, 4);
      await instance.bulkWrite([{ previous: documents[0]!, document: changed(documents[0]!, {}) }], 'test');
      const rest = await since(instance, first.checkpoint.sequence);
      expect(idsOf(rest.documents)).toEqual(['k4', 'k5', 'k6', 'k7', 'k8', 'k9', 'k0']);
    }));

  test('are told after the commit, with a checkpoint that finds all that comes later', () =>
    withInstance(async (instance) => {
      const told: EventBulk[] = [];
      instance.changeStream().subscribe((bulk) => told.push(bulk as EventBulk));
      await insert(instance, written({ id: 'a' }));
      const conflicting = await insert(instance, written({ id: 'a' }));
      expect(conflicting.error).toHaveLength(1);
      await insert(instance, written({ id: 'b' }));
      expect(told.map(({ events }) => events.map(({ operation, documentId }) => `${operation} ${documentId}`))).toEqual([['INSERT a'], ['INSERT b']]);
      expect(idsOf((await instance.getChangedDocumentsSince!(10, told[0]!.checkpoint)).documents)).toEqual(['b']);
    }));

  test('a write that fails at its commit tells nothing and leaves nothing', () =>
    withInstance(async (instance) => {
      const told: unknown[] = [];
      instance.changeStream().subscribe((bulk) => told.push(bulk));
      instance.internals.connection.pragma('query_only = ON');
      await expect(insert(instance, written({ id: 'a' }))).rejects.toThrow(/readonly/);
      instance.internals.connection.pragma('query_only = OFF');
      expect(told).toEqual([]);
      expect((await insert(instance, written({ id: 'a' }))).error).toEqual([]);
    }));

  test('reach the other instances of the collection in this process, and never their own twice', () =>
    inFolder(async (directory) => {
      const open = (collectionName = 'humans') => instanceOf(getRxStorageBetterSqlite({ directory }), humans, { multiInstance: true, collectionName });
      const [one, other, stranger] = [await open(), await open(), await open('strangers')];
      const heard: string[] = [];
      one.changeStream().subscribe(() => heard.push('one'));
      other.changeStream().subscribe(() => heard.push('other'));
      stranger.changeStream().subscribe(() => heard.push('stranger'));
      await insert(one, written({ id: 'a' }));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(heard).toEqual(['one', 'other']);
      await Promise.all([one.close(), other.close(), stranger.close()]);
    }));
});

describe('queries', () => {
  const people: RxJsonSchema<StoredFields> = { ...humans, properties: { ...humans.properties, terminal: { type: 'string', maxLength: 10 } }, required: ['id', 'terminal', 'age'], indexes: [['terminal', 'age']] };
  const filled = fillWithDefaultSettings(people);
  const prepared = prepareQuery(filled, normalizeMangoQuery(filled, { selector: { _deleted: false, terminal: 'lane1', age: { $gte: 3 } }, sort: [{ terminal: 'asc' }, { age: 'asc' }], limit: 2 } as never));

  test('made by hand, without skip or limit, find everything', () =>
    withInstance(async (instance) => {
      await insert(instance, ...Array.from({ length: 5 }, (_, age) => written({ id: `k${age}`, age, terminal: 'lane1' })));
      const { skip: _skip, limit: _limit, ...query } = prepared.query;
      expect(idsOf((await instance.query({ ...prepared, query } as never)).documents)).toEqual(['k3', 'k4']);
      expect(idsOf((await instance.query({ ...prepared, query: { ...query, skip: 1 } } as never)).documents)).toEqual(['k4']);
    }, people));

  test("walk the schema's index and stop at the limit", () =>
    withInstance(async (instance) => {
      await insert(instance, ...Array.from({ length: 20 }, (_, age) => written({ id: `k${age}`, age, terminal: age % 2 ? 'lane1' : 'lane2' })));
      expect(idsOf((await instance.query(prepared)).documents)).toEqual(['k3', 'k5']);
      const plan = instance.internals.connection
        .prepare(`EXPLAIN QUERY PLAN SELECT data FROM "${instance.internals.documentsTable}" WHERE (deleted = 0 AND json_extract(data, '$."terminal"') = 'lane1') ORDER BY json_extract(data, '$."age"'), id`)
        .all() as { detail: string }[];
      expect(plan.map(({ detail }) => detail).join()).toMatch(/USING INDEX .*terminal,age/);
      expect(plan.map(({ detail }) => detail).join()).not.toMatch(/TEMP B-TREE/);
    }, people));
});

describe('attachments', () => {
  const schema: RxJsonSchema<StoredFields> = { ...humans, attachments: {} };
  const picture = (text: string, digest: string) => ({ data: new Blob([text], { type: 'text/plain' }), digest, length: text.length, type: 'text/plain' });

  test('live and die with their document', () =>
    withInstance(async (instance) => {
      const document = { ...written({ id: 'a' }), _attachments: { face: picture('smile', 'd1') } };
      await instance.bulkWrite([{ document }], 'test');
      const [stored] = await instance.findDocumentsById(['a'], false);
      expect(stored!._attachments).toEqual({ face: { digest: 'd1', length: 5, type: 'text/plain' } });
      const blob = await instance.getAttachmentData('a', 'face', 'd1');
      expect([await blob.text(), blob.type]).toEqual(['smile', 'text/plain']);
      await expect(instance.getAttachmentData('a', 'face', 'other')).rejects.toThrow(/does not exist/);

      const replaced = { ...changed(stored!, {}), _attachments: { face: picture('frown', 'd2') } };
      await instance.bulkWrite([{ previous: stored!, document: replaced }], 'test');
      expect(await (await instance.getAttachmentData('a', 'face', 'd2')).text()).toBe('frown');
      const [current] = await instance.findDocumentsById(['a'], false);
      await instance.bulkWrite([{ previous: current!, document: { ...changed(current!, {}), _deleted: true, _attachments: {} } }], 'test');
      await expect(instance.getAttachmentData('a', 'face', 'd2')).rejects.toThrow(/does not exist/);
    }, schema));

  test('reading them does not change the order of the writes', () =>
    withInstance(async (instance) => {
      const big = { ...written({ id: 'first' }), _attachments: { face: picture('x'.repeat(1_000_000), 'd1') } };
      await Promise.all([instance.bulkWrite([{ document: big }], 'test'), insert(instance, written({ id: 'second' }))]);
      expect(idsOf((await since(instance, 0)).documents)).toEqual(['first', 'second']);
    }, schema));
});

describe('cleanup', () => {
  test('purges old tombstones, and a checkpoint from before still finds the next write', () =>
    withInstance(async (instance) => {
      await insert(instance, written({ id: 'a' }));
      await insert(instance, written({ id: 'gone' }, { _deleted: true }));
      const { checkpoint } = await since(instance, 0);
      expect(await instance.cleanup(60_000)).toBe(true);
      expect(await instance.findDocumentsById(['gone'], true)).toHaveLength(1);
      expect(await instance.cleanup(0)).toBe(true);
      expect(await instance.findDocumentsById(['gone'], true)).toHaveLength(0);
      await insert(instance, written({ id: 'next' }));
      expect(idsOf((await since(instance, checkpoint.sequence)).documents)).toEqual(['next']);
    }));

  test('says when it left something for the next time', () =>
    withInstance(async (instance) => {
      await insert(instance, ...Array.from({ length: 1_500 }, (_, index) => written({ id: `k${index}` }, { _deleted: true, _meta: { lwt: now() - 1_000 } })));
      expect([await instance.cleanup(0), await instance.cleanup(0)]).toEqual([false, true]);
    }));
});

describe('one file', () => {
  test('keeps databases, collections and schema versions apart, names that differ in case only included', () =>
    inFolder(async (directory) => {
      const storage = getRxStorageBetterSqlite({ directory });
      const places = [{}, { databaseName: 'Store' }, { collectionName: 'Humans' }, { collectionName: 'humans/0' }, { databaseName: 'store/humans' }];
      const all = await Promise.all([...places.map((place) => instanceOf(storage, humans, place)), instanceOf(storage, { ...humans, version: 1 })]);
      for (const [index, instance] of all.entries()) await insert(instance, written({ id: 'same', age: index }));
      for (const [index, instance] of all.entries()) expect(await instance.findDocumentsById(['same'], false)).toMatchObject([{ age: index }]);
      await all[0]!.remove();
      expect(await all[5]!.findDocumentsById(['same'], false)).toHaveLength(1);
      expect(new Set(all.map(({ internals }) => internals.connection)).size).toBe(1);
      await Promise.all(all.slice(1).map((instance) => instance.close()));
    }));

  test('is opened once, written with synchronous FULL after every reopening, and closed with its last collection', () =>
    inFolder(async (directory) => {
      for (let round = 0; round < 2; round++) {
        const [one, two] = await Promise.all([instanceOf(getRxStorageBetterSqlite({ directory })), instanceOf(getRxStorageBetterSqlite({ directory }), humans, { collectionName: 'b' })]);
        const { connection } = one.internals;
        expect(two.internals.connection).toBe(connection);
        expect([connection.pragma('journal_mode', { simple: true }), connection.pragma('synchronous', { simple: true })]).toEqual(['wal', 2]);
        await one.close();
        expect(connection.open).toBe(true);
        await Promise.all([two.close(), two.close()]);
        expect(connection.open).toBe(false);
      }
    }));

  test('with a key holds nothing readable, opens with it and with no other', () =>
    inFolder(async (directory) => {
      const key = new Uint8Array(32).fill(7);
      const instance = await instanceOf(getRxStorageBetterSqlite({ directory, key }));
      await insert(instance, written({ id: 'a', name: 'a very secret name' }));
      const file = path.join(directory, DATABASE_FILE);
      for (const name of [file, `${file}-wal`]) expect(existsSync(name) && readFileSync(name).includes('secret')).toBe(false);
      await instance.close();
      expect(readFileSync(file).includes('secret')).toBe(false);
      await expect(instanceOf(getRxStorageBetterSqlite({ directory }))).rejects.toThrow(/not a database/);
      await expect(instanceOf(getRxStorageBetterSqlite({ directory, key: new Uint8Array(32) }))).rejects.toThrow(/not a database/);
      const again = await instanceOf(getRxStorageBetterSqlite({ directory, key }));
      expect(await again.findDocumentsById(['a'], false)).toHaveLength(1);
      await again.close();
    }));

  test('can be opened by somebody else, who writes tables of their own through the same connection and closes it', () =>
    inFolder(async (directory) => {
      const connection = openConnection(path.join(directory, 'mine.sqlite'), null);
      const instance = await instanceOf(getRxStorageBetterSqlite({ directory, connection: () => connection }));
      await insert(instance, written({ id: 'a' }));
      connection.exec('CREATE TABLE mine(x); INSERT INTO mine VALUES(1)');
      await instance.close();
      expect(connection.open).toBe(true);
      expect(existsSync(path.join(directory, DATABASE_FILE))).toBe(false);
      connection.close();
    }));

  test('closed is closed: every call is refused, removing too', () =>
    withInstance(async (instance) => {
      await instance.close();
      for (const call of [() => insert(instance, written({ id: 'a' })), () => instance.findDocumentsById(['a'], true), () => instance.cleanup(0), () => instance.remove()]) {
        await expect(call()).rejects.toThrow(/closed/);
      }
    }));

  test('writes under way are on the disk when closing resolves', () =>
    inFolder(async (directory) => {
      const instance = await instanceOf(getRxStorageBetterSqlite({ directory }));
      const writing = insert(instance, written({ id: 'a' }));
      await instance.close();
      expect((await writing).error).toEqual([]);
      const again = await instanceOf(getRxStorageBetterSqlite({ directory }));
      expect(await again.findDocumentsById(['a'], false)).toHaveLength(1);
      await again.close();
    }));
});
