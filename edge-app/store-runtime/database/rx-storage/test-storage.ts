import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fillWithDefaultSettings, now, type RxJsonSchema, type RxStorage } from 'rxdb/plugins/core';
import type { Internals, Options, StorageInstance } from './storage-instance.ts';
import type { StoredDocument, StoredFields } from './stored-document.ts';

/** What the storage's own tests share: a folder of their own, instances below RxDB, documents as RxDB would write them. */

export async function inFolder<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), 'rx-storage-'));
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const humans: RxJsonSchema<StoredFields> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 60 }, name: { type: 'string', maxLength: 60 }, age: { type: 'number' } },
  required: ['id'],
};

let instances = 0;

/** An instance as RxDB opens it for a collection. */
export function instanceOf(
  storage: RxStorage<unknown, Options>,
  schema: RxJsonSchema<StoredFields> = humans,
  more: { databaseName?: string; collectionName?: string; multiInstance?: boolean } = {},
): Promise<StorageInstance> {
  const params = {
    databaseInstanceToken: `token${++instances}`,
    databaseName: more.databaseName ?? 'store',
    collectionName: more.collectionName ?? 'humans',
    schema: fillWithDefaultSettings(schema),
    options: {},
    multiInstance: more.multiInstance ?? false,
    devMode: false,
  };
  return (storage as RxStorage<Internals, Options>).createStorageInstance(params) as unknown as Promise<StorageInstance>;
}

/** The first revision of a document. */
export const written = (fields: StoredFields, more: Partial<StoredDocument> = {}): StoredDocument => ({ ...fields, _deleted: false, _attachments: {}, _rev: '1-aaaaaaaaaa', _meta: { lwt: now() }, ...more });

/** The next revision of a document. */
export const changed = (previous: StoredDocument, fields: StoredFields): StoredDocument => {
  const height = Number(previous._rev.split('-')[0]) + 1;
  return { ...previous, ...fields, _rev: `${height}-aaaaaaaaaa`, _meta: { lwt: now() } };
};
