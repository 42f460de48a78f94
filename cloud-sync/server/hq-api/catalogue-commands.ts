import { fail, ok } from 'retail-model/result.ts';
import type { Staff } from 'retail-model/catalog/documents.ts';
import { takeFeedNumbers } from '../storage/cloud-storage.ts';
import { EVERY_STORE, putDocuments, type OwnedByHeadOffice, type ReferenceDocument } from '../storage/reference-documents.ts';
import { notFound, type CommandParts, type HqCommand } from './hq-command.ts';

/** Each command writes whole documents into the feed in one transaction and pokes the stores that may see them. */
async function publish({ storage, changes, nowMs }: CommandParts, documents: readonly ReferenceDocument[], storeIds: readonly string[] | null): Promise<void> {
  await storage.write((transaction) => putDocuments(transaction, documents, nowMs()));
  for (const collection of new Set<OwnedByHeadOffice>(documents.map((document) => document.collection))) changes.tell({ about: 'documents', collection, storeIds });
}

/** A new price is a new document: what was charged before keeps its price's id. Its epoch is one more than any of the product's. */
export const setPrice: HqCommand<'setPrice'> = async (parts, { productId, amountMinor, validFromMs, storeIds }) => {
  const { db } = parts.storage;
  const product = await db.selectFrom('documents').select('id').where('collection', '=', 'products').where('id', '=', productId).executeTakeFirst();
  if (product === undefined) return fail(notFound(`There is no product ${productId}`));
  const unknown = await unknownStores(parts, storeIds);
  if (unknown.length > 0) return fail(notFound(`There is no store ${unknown.join(', ')}`));
  const priceId = await parts.storage.write(async (transaction) => {
    // Holds the feed, so that two prices set at the same time get two epochs.
    await takeFeedNumbers(transaction, 0);
    const siblings = await transaction.selectFrom('documents').select('bodyText').where('collection', '=', 'prices').where('id', 'like', `${productId}@%`).execute();
    const epoch = 1 + siblings.reduce((highest, row) => Math.max(highest, (JSON.parse(row.bodyText) as { epoch: number }).epoch), 0);
    const body = { id: `${productId}@${epoch}`, productId, amountMinor, validFromMs: validFromMs ?? parts.nowMs(), epoch };
    await putDocuments(transaction, (storeIds ?? [EVERY_STORE]).map((scope) => ({ collection: 'prices', body, scope })), parts.nowMs());
    return body.id;
  });
  parts.changes.tell({ about: 'documents', collection: 'prices', storeIds });
  return ok({ priceId });
};

export const putProduct: HqCommand<'putProduct'> = async (parts, body) => {
  await publish(parts, [{ collection: 'products', body, scope: EVERY_STORE }], null);
  return ok({});
};

export const putPromotion: HqCommand<'putPromotion'> = async (parts, { storeIds, ...body }) => {
  const unknown = await unknownStores(parts, storeIds);
  if (unknown.length > 0) return fail(notFound(`There is no store ${unknown.join(', ')}`));
  if (body.rule.kind === 'buy-n-pay-m' && body.rule.pay >= body.rule.buy) return fail({ kind: 'not-possible', detail: 'More must be bought than is paid' });
  if (body.validUntilMs <= body.validFromMs) return fail({ kind: 'not-possible', detail: 'It ends before it begins' });
  await publish(parts, (storeIds ?? [EVERY_STORE]).map((scope) => ({ collection: 'promotions', body, scope })), storeIds);
  return ok({});
};

export const putMember: HqCommand<'putMember'> = async (parts, body) => {
  await publish(parts, [{ collection: 'members', body, scope: EVERY_STORE }], null);
  return ok({});
};

export const putStaff: HqCommand<'putStaff'> = async (parts, { pin, ...person }) => {
  const known = await readStaff(parts, person.id);
  if (pin === null && known === null) return fail({ kind: 'not-possible', detail: 'A new member of staff needs a PIN' });
  const pinHash = pin === null ? known!.pinHash : await parts.hashPin(pin);
  await publish(parts, [{ collection: 'staff', body: { ...person, pinHash }, scope: EVERY_STORE }], null);
  return ok({});
};

export const setStaffPin: HqCommand<'setStaffPin'> = async (parts, { staffId, pin }) => {
  const known = await readStaff(parts, staffId);
  if (known === null) return fail(notFound(`There is no member of staff ${staffId}`));
  await publish(parts, [{ collection: 'staff', body: { ...known, pinHash: await parts.hashPin(pin) }, scope: EVERY_STORE }], null);
  return ok({});
};

async function readStaff({ storage: { db } }: CommandParts, id: string): Promise<Staff | null> {
  const row = await db.selectFrom('documents').select('bodyText').where('collection', '=', 'staff').where('id', '=', id).where('scope', '=', EVERY_STORE).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.bodyText) as Staff);
}

async function unknownStores({ storage: { db } }: CommandParts, storeIds: readonly string[] | null): Promise<string[]> {
  if (storeIds === null) return [];
  const known = new Set((await db.selectFrom('stores').select('storeId').where('storeId', 'in', storeIds).execute()).map((row) => row.storeId));
  return storeIds.filter((storeId) => !known.has(storeId));
}
