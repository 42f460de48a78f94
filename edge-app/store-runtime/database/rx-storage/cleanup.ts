import type { CollectionTables } from './collection-tables.ts';
import type { PreparedStatements } from './prepared-statements.ts';

/** Tombstones purged in one transaction, so that a clean-up never keeps a sale waiting. */
const MAX_PURGED_AT_ONCE = 1_000;

/** Purges documents deleted at or before `deletedByMs`. Returns whether none is left. Runs inside a transaction. */
export function purgeDeleted(statements: PreparedStatements, { documents, attachments }: CollectionTables, deletedByMs: number): boolean {
  const purged = statements
    .get(`DELETE FROM ${documents} WHERE sequence IN (SELECT sequence FROM ${documents} WHERE deleted = 1 AND last_write <= ? LIMIT ${MAX_PURGED_AT_ONCE}) RETURNING id`, 'pluck')
    .all(deletedByMs);
  if (attachments !== null) statements.get(`DELETE FROM ${attachments} WHERE document_id IN (SELECT value FROM json_each(?))`).run(JSON.stringify(purged));
  return purged.length < MAX_PURGED_AT_ONCE;
}
