import type { AttendantView, LaneView } from 'retail-model/api/store-views.ts';
import type { HeldBasket } from '../lanes/session-store.ts';
import { priceBasket } from 'retail-model/basket/price-basket.ts';
import type { Promotion } from 'retail-model/catalog/documents.ts';

const LAST_LINES = 3;

/** All lanes worst first: red only where a person must walk. Pure. */
export function attendantViewOf(lanes: readonly LaneView[], held: readonly HeldBasket[], gateAlarms: AttendantView['gateAlarms'], promotions: readonly Promotion[], nowMs: number): AttendantView {
  const rows = lanes.map((lane) => ({
    laneId: lane.laneId, names: lane.names, state: lane.state, severity: severityOf(lane), staffId: lane.staffId,
    lineCount: lane.basket?.lines.length ?? 0, totalMinor: lane.basket?.totalMinor ?? 0,
    lastLines: (lane.basket?.lines ?? []).slice(-LAST_LINES).reverse().map(({ names, picture, units, soldBy, amountMinor }) => ({ names, picture, units, soldBy, amountMinor })),
    helps: lane.helps, troubles: lane.troubles,
  }));
  const waitingSince = (row: (typeof rows)[number]) => row.helps.reduce((earliest, help) => Math.min(earliest, help.openedAtMs), Number.MAX_SAFE_INTEGER);
  return {
    nowMs,
    lanes: rows.sort((a, b) => b.severity - a.severity || waitingSince(a) - waitingSince(b) || (a.laneId < b.laneId ? -1 : 1)),
    held: held.map((basket) => ({ ticket: basket.ticket, totalMinor: priceBasket(basket.held.basket, { promotions, atMs: basket.held.startedAtMs }).totalMinor, lineCount: basket.held.basket.lines.length, heldAtMs: basket.heldAtMs, fromLaneId: basket.fromLaneId })),
    gateAlarms,
  };
}

function severityOf(lane: LaneView): 0 | 1 | 2 {
  if (lane.helps.length > 0 || lane.state === 'cannot-sell') return 2;
  return lane.troubles.length > 0 ? 1 : 0;
}
