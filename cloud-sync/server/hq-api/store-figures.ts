import type { ChainStore, DayFigures, StoreLink } from 'retail-model/api/hq-snapshots.ts';
import type { SyncState } from 'retail-model/replication/wire.ts';
import type { Words } from 'retail-model/text/words.ts';
import type { ViewParts } from './hq-view.ts';

/** A store that was heard this recently is live though its stream may end in another server process. */
const LIVE_WITHIN_MS = 45_000;

export interface StoreRow { readonly storeId: string; readonly namesText: string; readonly stateText: string | null; readonly stateReceivedAtMs: number | null; readonly lastHeardMs: number | null }
export const readStores = ({ storage: { db } }: ViewParts): Promise<StoreRow[]> =>
  db.selectFrom('stores').select(['storeId', 'namesText', 'stateText', 'stateReceivedAtMs', 'lastHeardMs']).orderBy('storeId').execute();

export const namesOf = (row: Pick<StoreRow, 'namesText'>): Words => JSON.parse(row.namesText) as Words;
export const stateOf = (row: Pick<StoreRow, 'stateText'>): SyncState | null => (row.stateText === null ? null : (JSON.parse(row.stateText) as SyncState));

export function linkOf({ streams, nowMs }: ViewParts, row: StoreRow): StoreLink {
  if (streams.isLive(row.storeId)) return 'live';
  if (row.lastHeardMs === null) return 'never';
  return nowMs() - row.lastHeardMs < LIVE_WITHIN_MS ? 'live' : 'silent';
}

/** Figures of every store, each from its own state and the entries that have arrived. */
export async function chainStores(parts: ViewParts): Promise<ChainStore[]> {
  const { db } = parts.storage;
  const rows = await readStores(parts);
  const days = await db.selectFrom('takings').select(['storeId', (select) => select.fn.max('businessDay').as('businessDay')]).groupBy('storeId').execute();
  const lastDay = new Map(days.map((row) => [row.storeId, row.businessDay]));
  const quarantined = await db.selectFrom('quarantine').select(['storeId', (select) => select.fn.countAll<number>().as('count')]).where('state', '=', 'open').groupBy('storeId').execute();
  const gaps = await db.selectFrom('quarantine').select(['storeId', (select) => select.fn.countAll<number>().as('count')]).where('state', '=', 'open').where('reason', '=', 'missing-entry').groupBy('storeId').execute();
  const counted = (counts: readonly { storeId: string; count: number }[], storeId: string) => Number(counts.find((row) => row.storeId === storeId)?.count ?? 0);
  return Promise.all(rows.map(async (row) => {
    const state = stateOf(row);
    const businessDay = state?.businessDay ?? lastDay.get(row.storeId) ?? null;
    const arrived = businessDay === null ? undefined : await db.selectFrom('takings').select(['takingsMinor', 'sales']).where('storeId', '=', row.storeId).where('businessDay', '=', businessDay).executeTakeFirst();
    const orders = businessDay === null ? 0 : Number((await db.selectFrom('orders').select((select) => select.fn.countAll<number>().as('count')).where('storeId', '=', row.storeId).where('businessDay', '=', businessDay).executeTakeFirstOrThrow()).count);
    return {
      storeId: row.storeId, names: namesOf(row), link: linkOf(parts, row), asOfMs: row.stateReceivedAtMs ?? row.lastHeardMs, businessDay,
      takingsTodayMinor: state?.takingsTodayMinor ?? arrived?.takingsMinor ?? 0, basketsToday: state?.basketsToday ?? arrived?.sales ?? 0,
      arrivedTakingsMinor: arrived?.takingsMinor ?? 0, arrivedBaskets: arrived?.sales ?? 0,
      stockOuts: state?.stockOuts ?? 0, devicesInTrouble: state?.devicesInTrouble.length ?? 0, labelsWaiting: state?.labelsWaiting ?? 0, labelsInTrouble: state?.labelsInTrouble ?? 0,
      ...backlogOf(parts, row), quarantined: counted(quarantined, row.storeId), gaps: counted(gaps, row.storeId), ordersToday: orders,
    };
  }));
}

/** What waits in the store, as it last said, and how long it lasts at the present pace. */
export function backlogOf({ pace }: ViewParts, row: StoreRow) {
  const state = stateOf(row);
  const entriesWaiting = state?.entriesWaiting ?? 0;
  return { entriesWaiting, bytesWaiting: state?.bytesWaiting ?? 0, oldestWaitingMs: state?.oldestWaitingMs ?? null, expectedDrainMs: pace.expectedMs(row.storeId, entriesWaiting) };
}

/** Arrived takings by business day, oldest first, the last 28 days that have any. `storeId` null: the chain. */
export async function dayFigures({ storage: { db } }: ViewParts, storeId: string | null): Promise<DayFigures[]> {
  let query = db.selectFrom('takings').select((select) => [
    'businessDay', select.fn.sum<number>('takingsMinor').as('takingsMinor'), select.fn.sum<number>('sales').as('sales'), select.fn.sum<number>('returns').as('returns'),
    select.fn.sum<number>('items').as('items'), select.fn.sum<number>('discountMinor').as('discountMinor'),
  ]).groupBy('businessDay').orderBy('businessDay', 'desc').limit(28);
  if (storeId !== null) query = query.where('storeId', '=', storeId);
  const rows = await query.execute();
  return rows.reverse().map((row) => ({ businessDay: row.businessDay, takingsMinor: Number(row.takingsMinor), sales: Number(row.sales), returns: Number(row.returns), items: Number(row.items), discountMinor: Number(row.discountMinor) }));
}
