import type { Kysely, Transaction } from 'kysely';
import { collections, type CollectionName, type DocumentOf } from 'retail-model/replication/collections.ts';
import { wireBounds, type WireDocument } from 'retail-model/replication/wire.ts';
import { takeFeedNumbers } from './cloud-storage.ts';
import type { CloudTables } from './cloud-tables.ts';

/** Every store may see it. */
export const EVERY_STORE = '*';
export type OwnedByHeadOffice = { [C in CollectionName]: (typeof collections)[C]['direction'] extends 'from-head-office' ? C : never }[CollectionName];
export type ReferenceDocument = { [C in OwnedByHeadOffice]: { readonly collection: C; readonly body: DocumentOf<C>; readonly scope: string } }[OwnedByHeadOffice];

/** Writes documents into the feed in the order given. Throws a `ZodError` for a body that is not of its collection: callers parse what comes from outside. */
export async function putDocuments(transaction: Transaction<CloudTables>, documents: readonly ReferenceDocument[], writtenAtMs: number): Promise<void> {
  if (documents.length === 0) return;
  const rows = documents.map(({ collection, body, scope }) => {
    const parsed = collections[collection].document.parse(body);
    return { collection, id: parsed.id, scope, deleted: 0, bodyText: JSON.stringify(parsed), writtenAtMs };
  });
  const first = await takeFeedNumbers(transaction, rows.length);
  for (let at = 0; at < rows.length; at += 500) {
    await transaction.insertInto('documents').values(rows.slice(at, at + 500).map((row, index) => ({ ...row, sequence: first + at + index })))
      .onConflict((conflict) => conflict.columns(['collection', 'id', 'scope']).doUpdateSet((row) => ({
        sequence: row.ref('excluded.sequence'), deleted: row.ref('excluded.deleted'), bodyText: row.ref('excluded.bodyText'), writtenAtMs: row.ref('excluded.writtenAtMs'),
      }))).execute();
  }
}

/** One page of a collection as a store sees it, after `sequence`: filtered before the limit, so a page is short only at the end or at `pullPageBytes`. */
export async function readPage(db: Kysely<CloudTables>, storeId: string, collection: CollectionName, sequence: number, limit: number): Promise<{ readonly documents: WireDocument[]; readonly sequence: number; readonly complete: boolean }> {
  const rows = await db.selectFrom('documents').select(['sequence', 'deleted', 'bodyText'])
    .where('collection', '=', collection).where('scope', 'in', [EVERY_STORE, storeId]).where('sequence', '>', sequence).orderBy('sequence').limit(limit).execute();
  const documents: WireDocument[] = [];
  let bytes = 0;
  let through = sequence;
  for (const row of rows) {
    if (documents.length > 0 && bytes + row.bodyText.length > wireBounds.pullPageBytes) return { documents, sequence: through, complete: false };
    documents.push({ ...(JSON.parse(row.bodyText) as { id: string }), _deleted: row.deleted === 1 });
    bytes += row.bodyText.length;
    through = row.sequence;
  }
  return { documents, sequence: through, complete: rows.length < limit };
}
