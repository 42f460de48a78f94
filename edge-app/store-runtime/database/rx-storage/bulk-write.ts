import {
  categorizeBulkWriteRows,
  stripAttachmentsDataFromDocument,
  type BulkWriteRow,
  type CategorizeBulkWriteRowsOutput,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import { writeAttachments, type AttachmentBytes } from './attachments.ts';
import { lastSequence, storeSequence, type Checkpoint } from './change-sequence.ts';
import { findByIds, type Collection } from './find-documents.ts';
import { newAstralPaths, rememberAstralPaths } from './text-order.ts';
import type { SharedConnection } from './shared-connection.ts';
import type { StoredDocument, StoredFields } from './stored-document.ts';

export type Rows = readonly BulkWriteRow<StoredFields>[];
export type EventBulk = CategorizeBulkWriteRowsOutput<StoredFields>['eventBulk'];
type Instance = RxStorageInstance<StoredFields, unknown, unknown, Checkpoint>;
type WriteErrors = CategorizeBulkWriteRowsOutput<StoredFields>['errors'];

/** Rows ready to be written: their JSON is made when the call is, so that a row that cannot be JSON fails its own call and no other. */
export type SerializedRows = { readonly rows: Rows; readonly jsonById: ReadonlyMap<string, string> };

/** The rows in rounds in which each id stands once; nearly always one round. A later row of the same id sees the earlier one written. */
export function serializeRows(rows: Rows, primaryPath: string): readonly SerializedRows[] {
  const rounds: { rows: BulkWriteRow<StoredFields>[]; jsonById: Map<string, string> }[] = [];
  for (const row of rows) {
    const id = row.document[primaryPath] as string;
    let round = rounds.find(({ jsonById }) => !jsonById.has(id));
    if (!round) rounds.push((round = { rows: [], jsonById: new Map() }));
    round.rows.push(row);
    round.jsonById.set(id, JSON.stringify(stripAttachmentsDataFromDocument(row.document)));
  }
  return rounds;
}

/** Writes one round inside a transaction, with RxDB's own rules of what conflicts. Returns what to tell after the commit. */
export function writeRows(
  shared: SharedConnection,
  collection: Collection,
  instance: Instance,
  { rows, jsonById }: SerializedRows,
  context: string,
  bytes: AttachmentBytes,
): { readonly errors: WriteErrors; readonly eventBulk: EventBulk } {
  const { statements, tables, fields, astralPaths, textPaths } = collection;
  const changes = categorizeBulkWriteRows(instance, fields.primaryPath as never, revisionsOf(collection, [...jsonById.keys()]), rows as BulkWriteRow<StoredFields>[], context);
  completeErrors(collection, changes.errors);

  let sequence = lastSequence(statements, tables);
  const store = (document: StoredDocument, write: (id: string, json: string) => void): void => {
    const id = document[fields.primaryPath] as string;
    const json = jsonById.get(id)!;
    write(id, json);
    rememberAstralPaths(shared, tables.documentsName, astralPaths, newAstralPaths(json, document, textPaths, astralPaths));
  };
  const insert = statements.get(`INSERT INTO ${tables.documents}(sequence, id, revision, deleted, last_write, data) VALUES(?, ?, ?, ?, ?, ?)`);
  for (const { document } of changes.bulkInsertDocs) {
    store(document, (id, json) => insert.run(++sequence, id, document._rev, document._deleted ? 1 : 0, document._meta.lwt, json));
  }
  const update = statements.get(`UPDATE ${tables.documents} SET sequence = ?, revision = ?, deleted = ?, last_write = ?, data = ? WHERE id = ?`);
  for (const { document } of changes.bulkUpdateDocs) {
    store(document, (id, json) => update.run(++sequence, document._rev, document._deleted ? 1 : 0, document._meta.lwt, json, id));
  }
  if (changes.bulkInsertDocs.length + changes.bulkUpdateDocs.length > 0) storeSequence(statements, tables, sequence);
  if (tables.attachments !== null) writeAttachments(statements, tables.attachments, changes, bytes);
  changes.eventBulk.checkpoint = { sequence } satisfies Checkpoint;
  return { errors: changes.errors, eventBulk: changes.eventBulk };
}

/** What decides a conflict is the revision; whole documents are only read for those that have one. */
function revisionsOf({ statements, tables }: Collection, ids: readonly string[]): Map<string, StoredDocument> {
  const rows = (
    ids.length === 1
      ? statements.get(`SELECT id, revision FROM ${tables.documents} WHERE id = ?`).all(ids[0])
      : statements.get(`SELECT id, revision FROM ${tables.documents} WHERE id IN (SELECT value FROM json_each(?))`).all(JSON.stringify(ids))
  ) as readonly { id: string; revision: string }[];
  return new Map(rows.map(({ id, revision }) => [id, { _rev: revision } as StoredDocument]));
}

/** An error shows the document that stands in the way, whole. */
function completeErrors(collection: Collection, errors: WriteErrors): void {
  for (const error of errors) {
    if ('documentInDb' in error) error.documentInDb = findByIds(collection, [error.documentId], true)[0]!;
  }
}
