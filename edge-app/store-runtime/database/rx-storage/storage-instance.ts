import {
  addRxStorageMultiInstanceSupport,
  getPrimaryFieldOfPrimaryKey,
  now,
  type PreparedQuery,
  type RxJsonSchema,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core';
import { Subject } from 'rxjs';
import { attachmentOf, readAttachments, type AttachmentBytes } from './attachments.ts';
import { serializeRows, writeRows, type EventBulk, type Rows } from './bulk-write.ts';
import { changedSince, type Checkpoint } from './change-sequence.ts';
import { purgeDeleted } from './cleanup.ts';
import { collectionTablesOf, createCollectionTables, dropCollectionTables } from './collection-tables.ts';
import { openFieldAccess, textPathsOf } from './field-access.ts';
import { countByQuery, findByIds, findByQuery, type Collection } from './find-documents.ts';
import type { Connection } from './open-connection.ts';
import { openPreparedStatements } from './prepared-statements.ts';
import type { SharedConnection } from './shared-connection.ts';
import type { StoredDocument, StoredFields } from './stored-document.ts';
import { astralPathsOf } from './text-order.ts';

/** What `instance.internals` shows: the connection, for those who write more into the same file. */
export type Internals = { readonly connection: Connection; readonly documentsTable: string };
export type Options = Readonly<Record<string, unknown>>;
export type StorageInstance = RxStorageInstance<StoredFields, Internals, Options, Checkpoint>;

export const STORAGE_NAME = 'better-sqlite3';

const NO_ATTACHMENTS: AttachmentBytes = new Map();

/** One collection in one schema version. Every method of RxDB 17's RxStorageInstance; see its type for what each promises. */
export function openStorageInstance(shared: SharedConnection, params: RxStorageInstanceCreationParams<StoredFields, Options>): StorageInstance {
  const { databaseName, collectionName, options } = params;
  const schema = params.schema as RxJsonSchema<StoredDocument>;
  const { connection, groupCommit } = shared;
  const fields = openFieldAccess(schema, getPrimaryFieldOfPrimaryKey(schema.primaryKey));
  const tables = collectionTablesOf(databaseName, collectionName, schema);
  createCollectionTables(connection, tables, schema, fields);
  const statements = openPreparedStatements(connection);
  const collection: Collection = { schema, tables, fields, statements, astralPaths: astralPathsOf(shared, tables.documentsName), textPaths: textPathsOf(schema) };
  const changes = new Subject<EventBulk>();
  /** Attachments are read before they are written; the chain keeps the order of the calls. */
  let reading: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | null = null;

  const assertOpen = (): void => {
    if (closing) throw new Error(`Collection ${collectionName} of database ${databaseName} is closed`);
  };

  const write = (rows: Rows, context: string, bytes: AttachmentBytes) => {
    const rounds = serializeRows(rows, fields.primaryPath);
    return groupCommit.write(() => {
      const results = rounds.map((round) => writeRows(shared, collection, instance, round, context, bytes));
      return () => {
        for (const { eventBulk } of results) if (eventBulk.events.length > 0) changes.next(eventBulk);
        return { error: results.flatMap(({ errors }) => errors) };
      };
    });
  };

  const close = (): Promise<void> => {
    closing ??= reading.then(() => {
      groupCommit.flush();
      changes.complete();
      statements.clear();
      shared.release();
    });
    return closing;
  };

  const instance: StorageInstance = {
    databaseName,
    collectionName,
    schema,
    options,
    internals: { connection, documentsTable: tables.documentsName },

    async bulkWrite(rows, context) {
      assertOpen();
      if (tables.attachments === null) return write(rows, context, NO_ATTACHMENTS);
      const bytes = readAttachments(rows);
      const written = reading.then(async () => write(rows, context, await bytes));
      reading = written.catch(() => undefined);
      return written;
    },

    async findDocumentsById(ids, withDeleted) {
      assertOpen();
      return findByIds(collection, ids, withDeleted);
    },

    async query(prepared: PreparedQuery<StoredFields>) {
      assertOpen();
      return { documents: findByQuery(collection, prepared) };
    },

    async count(prepared: PreparedQuery<StoredFields>) {
      assertOpen();
      return { count: countByQuery(collection, prepared), mode: 'fast' };
    },

    async getChangedDocumentsSince(limit, checkpoint) {
      assertOpen();
      return changedSince(statements, tables, limit, checkpoint);
    },

    async getAttachmentData(documentId, attachmentId, digest) {
      assertOpen();
      if (tables.attachments === null) throw new Error(`Collection ${collectionName} has no attachments`);
      return attachmentOf(statements, tables.attachments, documentId, attachmentId, digest);
    },

    changeStream: () => changes.asObservable(),

    async cleanup(minimumDeletedTimeMs) {
      assertOpen();
      const deletedByMs = now() - minimumDeletedTimeMs;
      return groupCommit.write(() => {
        const isClean = purgeDeleted(statements, tables, deletedByMs);
        return () => isClean;
      });
    },

    async remove() {
      assertOpen();
      await reading;
      statements.clear();
      await groupCommit.write(() => {
        dropCollectionTables(connection, tables);
        return () => shared.astralPaths.delete(tables.documentsName);
      });
      await close();
    },

    close,
  };
  addRxStorageMultiInstanceSupport(STORAGE_NAME, params, instance, shared.bus.channelOf(params.databaseInstanceToken));
  return instance;
}
