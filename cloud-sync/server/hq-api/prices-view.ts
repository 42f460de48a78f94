import type { PlannedPrice, PriceRow, RolloutState } from 'retail-model/api/hq-snapshots.ts';
import type { Price } from 'retail-model/catalog/documents.ts';
import { EVERY_STORE } from '../storage/reference-documents.ts';
import { productsMatching } from './catalogue-rows.ts';
import type { HqView, ViewParts } from './hq-view.ts';
import { namesOf, readStores } from './store-figures.ts';

const ROWS = 300;
const PLANNED = 10;

interface Published { readonly price: Price; readonly scopes: readonly string[]; readonly sequence: number; readonly writtenAtMs: number }
interface RolloutFacts { readonly pulled: ReadonlyMap<string, number>; readonly steps: ReadonlyMap<string, { readonly activatedAtMs: number | null; readonly chargedAtMs: number | null }>; readonly nowMs: number }

/** Prices with how far each has come, store by store, from the store's checkpoint and its own journal: never from what head office hopes. */
export const pricesView: HqView<'prices'> = async (parts, { search, onlyUnfinished }) => {
  const nowMs = parts.nowMs();
  const stores = await readStores(parts);
  const published = await readPublished(parts);
  const pulls = await parts.storage.db.selectFrom('pulls').select(['storeId', 'sequence']).where('collection', '=', 'prices').execute();
  const steps = await parts.storage.db.selectFrom('priceSteps').selectAll().execute();
  const facts: RolloutFacts = { pulled: new Map(pulls.map((row) => [row.storeId, row.sequence])), steps: new Map(steps.map((row) => [`${row.storeId}/${row.priceId}`, row])), nowMs };
  const storeIds = stores.map((store) => store.storeId);
  const rows: PriceRow[] = [];
  for (const { id, names, gtin, category, soldBy } of await productsMatching(parts, search)) {
    const mine = (published.get(id) ?? []).toSorted((a, b) => b.price.validFromMs - a.price.validFromMs || b.price.epoch - a.price.epoch);
    const chain = mine.filter((one) => one.scopes.includes(EVERY_STORE));
    const current = chain.find((one) => one.price.validFromMs <= nowMs);
    const planned = mine.filter((one) => one !== current && (one.price.validFromMs > nowMs || !one.scopes.includes(EVERY_STORE))).slice(0, PLANNED).map((one) => plannedPrice(one, mine, storeIds, facts));
    const currentPrice = current === undefined ? null : plannedPrice(current, mine, storeIds, facts);
    const unfinished = planned.length > 0 || (currentPrice?.rollout.some(({ state }) => state !== 'charged' && state !== 'active' && state !== 'superseded') ?? true);
    if (!onlyUnfinished || unfinished) rows.push({ productId: id, names, gtin, category, soldBy, current: currentPrice, planned });
  }
  return { nowMs, asOfMs: nowMs, rows: rows.slice(0, ROWS), matching: rows.length, stores: stores.map((store) => ({ storeId: store.storeId, names: namesOf(store) })) };
};

async function readPublished({ storage: { db } }: ViewParts): Promise<ReadonlyMap<string, readonly Published[]>> {
  const rows = await db.selectFrom('documents').select(['id', 'scope', 'sequence', 'bodyText', 'writtenAtMs']).where('collection', '=', 'prices').where('deleted', '=', 0).execute();
  const byId = Map.groupBy(rows, (row) => row.id);
  const prices = [...byId.values()].map((same) => ({ price: JSON.parse(same[0]!.bodyText) as Price, scopes: same.map((row) => row.scope), sequence: Math.max(...same.map((row) => row.sequence)), writtenAtMs: same[0]!.writtenAtMs }));
  return Map.groupBy(prices, ({ price }) => price.productId);
}

function plannedPrice(one: Published, siblings: readonly Published[], allStoreIds: readonly string[], facts: RolloutFacts): PlannedPrice {
  const { id, amountMinor, validFromMs, epoch } = one.price;
  const chosen = one.scopes.includes(EVERY_STORE) ? null : one.scopes;
  return { priceId: id, amountMinor, validFromMs, epoch, storeIds: chosen, rollout: (chosen ?? allStoreIds).map((storeId) => ({ storeId, ...rolloutOf(one, siblings, storeId, facts) })) };
}

function rolloutOf(one: Published, siblings: readonly Published[], storeId: string, { pulled, steps, nowMs }: RolloutFacts): { state: RolloutState; sinceMs: number | null } {
  const step = steps.get(`${storeId}/${one.price.id}`);
  const laterIsActive = siblings.some((other) => isLater(other.price, one.price) && (steps.get(`${storeId}/${other.price.id}`)?.activatedAtMs ?? null) !== null);
  if (laterIsActive) return { state: 'superseded', sinceMs: null };
  if (step !== undefined && step.chargedAtMs !== null) return { state: 'charged', sinceMs: step.chargedAtMs };
  if (step !== undefined && step.activatedAtMs !== null) return { state: 'active', sinceMs: step.activatedAtMs };
  if ((pulled.get(storeId) ?? 0) < one.sequence) return { state: 'published', sinceMs: one.writtenAtMs };
  return one.price.validFromMs <= nowMs ? { state: 'waiting-for-label', sinceMs: one.price.validFromMs } : { state: 'replicated', sinceMs: null };
}

const isLater = (a: Price, b: Price): boolean => a.validFromMs > b.validFromMs || (a.validFromMs === b.validFromMs && a.epoch > b.epoch);
