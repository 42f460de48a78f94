import type { BulkWriteRow, CategorizeBulkWriteRowsOutput, RxAttachmentWriteData } from 'rxdb/plugins/core';
import type { PreparedStatements } from './prepared-statements.ts';
import type { StoredFields } from './stored-document.ts';

export type AttachmentBytes = ReadonlyMap<RxAttachmentWriteData, Buffer>;

/** Reads the new attachments of these rows: a Blob is only readable asynchronously, and a transaction waits for nothing. */
export async function readAttachments(rows: readonly BulkWriteRow<StoredFields>[]): Promise<AttachmentBytes> {
  const written = rows.flatMap(({ document }) => Object.values(document._attachments)).filter((attachment) => 'data' in attachment);
  return new Map(await Promise.all(written.map(async (attachment) => [attachment, Buffer.from(await attachment.data.arrayBuffer())] as const)));
}

type Changes = Pick<CategorizeBulkWriteRowsOutput<StoredFields>, 'attachmentsAdd' | 'attachmentsUpdate' | 'attachmentsRemove'>;

/** Writes and removes attachments, inside the transaction of their documents. */
export function writeAttachments(statements: PreparedStatements, table: string, changes: Changes, bytes: AttachmentBytes): void {
  for (const { documentId, attachmentId, digest, attachmentData } of [...changes.attachmentsAdd, ...changes.attachmentsUpdate]) {
    statements
      .get(`INSERT OR REPLACE INTO ${table}(document_id, attachment_id, digest, type, data) VALUES(?, ?, ?, ?, ?)`)
      .run(documentId, attachmentId, digest, attachmentData.type, bytes.get(attachmentData));
  }
  for (const { documentId, attachmentId } of changes.attachmentsRemove) {
    statements.get(`DELETE FROM ${table} WHERE document_id = ? AND attachment_id = ?`).run(documentId, attachmentId);
  }
}

/** The attachment's bytes. Throws where there is none with this digest: it was removed or replaced. */
export function attachmentOf(statements: PreparedStatements, table: string, documentId: string, attachmentId: string, digest: string): Blob {
  const row = statements.get(`SELECT digest, type, data FROM ${table} WHERE document_id = ? AND attachment_id = ?`).get(documentId, attachmentId) as
    | { digest: string; type: string; data: Buffer<ArrayBuffer> }
    | undefined;
  if (row?.digest !== digest) throw new Error(`Attachment ${attachmentId} of document ${documentId} does not exist with digest ${digest}`);
  return new Blob([row.data], { type: row.type });
}
