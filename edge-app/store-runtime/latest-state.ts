import type { DeviceHub } from './devices/device-hub.ts';
import type { ShelfLabels } from './labels/shelf-labels.ts';
import type { StoreData } from './open-store-data.ts';
import { prepared } from './prepared.ts';
import type { StoreState } from './replication/start-replication.ts';

const MOST_HEADS = 64;
const MOST_TROUBLES = 200;

/** The small picture of the store that goes ahead of the journal: head office is seconds behind on a good line even while a month drains. */
export function latestState(parts: { readonly data: StoreData; readonly labels: ShelfLabels; readonly hub: DeviceHub; readonly businessDay: () => string; readonly nowMs: () => number; readonly version: string }): StoreState {
  const { connection, journal } = parts.data;
  const businessDay = parts.businessDay();
  const takings = prepared(connection, 'SELECT coalesce(sum(takings_minor), 0) AS takings, coalesce(sum(sales), 0) AS sales FROM takings WHERE business_day = ?').get(businessDay) as { takings: number; sales: number };
  const stockOuts = prepared(connection, 'SELECT count(*) FROM catalogue_product p LEFT JOIN stock s ON s.product_id = p.id WHERE p.active = 1 AND coalesce(s.units, 0) <= 0').pluck().get() as number;
  const labels = parts.labels.counts();
  const nowMs = parts.nowMs();
  return {
    asOfMs: nowMs, businessDay, takingsTodayMinor: takings.takings, basketsToday: takings.sales,
    heads: journal.heads().slice(0, MOST_HEADS).map(({ terminalId, sequence, hash }) => ({ terminalId, sequence, hash })),
    devicesInTrouble: parts.hub.view().filter((one) => one.power === 'offline' || one.trouble !== null).slice(0, MOST_TROUBLES)
      .map((one) => ({ deviceId: one.deviceId, code: one.trouble?.code ?? 'E_OFFLINE', detail: (one.trouble?.detail ?? 'does not answer').slice(0, 300), sinceMs: one.lastAnswerAtMs ?? nowMs })),
    labelsWaiting: labels.waiting, labelsInTrouble: labels.inTrouble, stockOuts, version: parts.version,
  };
}
