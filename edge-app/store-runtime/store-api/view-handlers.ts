import type { AttendantView, FollowersView, ForecastWorkView, LaneView } from 'retail-model/api/store-views.ts';
import type { Words } from 'retail-model/text/words.ts';
import type { Pairing } from '../access/pairing.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Changes, Topic } from '../changes.ts';
import type { RuntimeConfig } from '../config.ts';
import type { DeviceHub } from '../devices/device-hub.ts';
import type { GateWatch } from '../gate-watch.ts';
import type { Upkeep } from '../upkeep/open-upkeep.ts';
import type { HeadOffice } from '../head-office.ts';
import type { ShelfLabels } from '../labels/shelf-labels.ts';
import type { openLanes } from '../lanes/open-lanes.ts';
import type { SessionStore } from '../lanes/session-store.ts';
import { liveView } from '../live-view.ts';
import type { StoreData } from '../open-store-data.ts';
import type { PriceKeeper } from '../prices/price-keeper.ts';
import type { ReceiptPrinting } from '../receipts/print-receipts.ts';
import type { Replenishment } from '../replenishment/replenishment.ts';
import { attendantViewOf } from '../views/attendant-view.ts';
import { laneViewOf } from '../views/lane-view.ts';
import { journalView, labelsView, stockView, todayView, type OfficeParts } from '../views/office-views.ts';
import type { StoreHandlers } from './serve-store-api.ts';

export interface ViewParts {
  readonly config: RuntimeConfig;
  readonly data: StoreData;
  readonly catalogue: Catalogue;
  readonly changes: Changes;
  readonly lanes: ReturnType<typeof openLanes>;
  readonly hub: () => DeviceHub;
  readonly gate: GateWatch;
  readonly held: SessionStore;
  readonly printing: ReceiptPrinting;
  readonly prices: PriceKeeper;
  readonly labels: ShelfLabels;
  readonly replenishment: Replenishment;
  readonly link: HeadOffice;
  readonly upkeep: Upkeep;
  readonly pairing: Pairing;
  readonly forecastModel: () => ForecastWorkView['model'];
  readonly coinMinor: () => number;
  readonly businessDay: () => string;
  readonly nowMs: () => number;
  readonly later: (ms: number, task: () => void) => () => void;
}

/** What a person waits for with a finger on the glass is pushed at once; boards rest a moment between two pictures. */
const AT_ONCE = 0;
const BOARD_REST_MS = 300;
const TABLE_REST_MS = 1_000;
const SHOWN_OFFERS = 8;

/** What each view of the contract shows, and when it is computed anew. */
export function viewHandlers(parts: ViewParts): StoreHandlers['views'] {
  const show = <S>(topics: readonly Topic[], restMs: number, compute: () => S, push: (snapshot: S) => void): (() => void) => liveView(parts.changes, topics, restMs, parts.later, compute, push);
  const office: OfficeParts = {
    connection: parts.data.connection, catalogue: parts.catalogue, prices: parts.prices, labels: parts.labels, nowMs: parts.nowMs, businessDay: parts.businessDay, link: parts.link.view,
    devicesInTrouble: () => parts.hub().troubledCount(), ordersProposed: () => parts.replenishment.proposedCount(), meanPerDay: parts.replenishment.meanPerDay, newestEntries: parts.data.newestEntries,
  };

  function laneView(laneId: string): LaneView {
    const { lane, config } = parts.lanes.at(laneId);
    const hub = parts.hub();
    return laneViewOf(lane, {
      names: config.names, kind: config.kind, scale: hub.scale(laneId).reading, troubles: hub.troubles(laneId), offers: offers(), cannotSell: cannotSellWords(parts), printing: parts.printing.stateOf,
      drawerOpen: hub.drawerOpen(laneId), coinMinor: parts.coinMinor(), nowMs: parts.nowMs(),
    });
  }
  function offers(): LaneView['offers'] {
    const nowMs = parts.nowMs();
    return parts.catalogue.promotions().filter((one) => one.active && one.validFromMs <= nowMs && nowMs < one.validUntilMs).slice(0, SHOWN_OFFERS).map((one) => ({
      promotionId: one.id, names: one.names, picture: 'productIds' in one.rule ? (parts.catalogue.byId(one.rule.productIds[0]!)?.product.picture ?? null) : null,
    }));
  }

  return {
    lane: ({ laneId }, push) => {
      parts.lanes.at(laneId);
      return show(['lanes', 'scales', 'devices', 'printing', 'catalogue'], AT_ONCE, () => laneView(laneId), onlyNew(push));
    },
    attendant: (_params, push) => show(['lanes', 'devices', 'gate'], BOARD_REST_MS, (): AttendantView => attendantViewOf(parts.lanes.all.map(({ laneId }) => laneView(laneId)), parts.held.allHeld(), parts.gate.alarms(), parts.catalogue.promotions(), parts.nowMs()), push),
    today: (_params, push) => show(['journal', 'labels', 'devices', 'link', 'forecast', 'catalogue'], BOARD_REST_MS, () => todayView(office), push),
    stock: (_params, push) => show(['journal', 'prices', 'labels', 'catalogue', 'forecast'], TABLE_REST_MS, () => stockView(office), push),
    orders: (_params, push) => show(['journal', 'forecast', 'link'], TABLE_REST_MS, () => parts.replenishment.view(), push),
    labels: (_params, push) => show(['labels', 'prices', 'journal'], BOARD_REST_MS, () => labelsView(office), push),
    devices: (_params, push) => show(['devices'], BOARD_REST_MS, () => ({ nowMs: parts.nowMs(), devices: parts.hub().view() }), push),
    journal: ({ limit }, push) => show(['journal'], BOARD_REST_MS, () => journalView(office, limit), push),
    link: (_params, push) => show(['link', 'journal'], BOARD_REST_MS, () => parts.link.view(), push),
    followers: (_params, push) => show(['journal'], TABLE_REST_MS, () => followersView(parts.data, parts.nowMs), push),
    upkeep: (_params, push) => show(['upkeep'], BOARD_REST_MS, () => parts.upkeep.view(), push),
    pairing: (_params, push) => show(['pairing'], AT_ONCE, () => parts.pairing.view(), push),
    forecastWork: (_params, push) => show(['forecast', 'catalogue'], BOARD_REST_MS, (): ForecastWorkView => ({ asked: parts.replenishment.asked(), today: parts.businessDay(), products: parts.catalogue.productCount(), model: parts.forecastModel() }), push),
  };
}

/** A scale speaks ten times a second: a lane's picture that has not changed is not sent again. */
function onlyNew(push: (view: LaneView) => void): (view: LaneView) => void {
  let last = '';
  return (view) => {
    const text = JSON.stringify({ ...view, nowMs: 0 });
    if (text === last) return;
    last = text;
    push(view);
  };
}

function cannotSellWords({ data, catalogue }: ViewParts): Words | null {
  switch (data.facts.cannotSell()) {
    case 'disk-full': return { zh: '磁盘已满，暂时不能收款。请联系店长清理磁盘。', en: 'The disk is full, so no money can be taken. Call the manager to free it.' };
    case 'read-only': return { zh: '磁盘为只读，暂时不能收款。请联系工程师。', en: 'The disk is write-protected, so no money can be taken. Call the engineer.' };
    case 'database-trouble': return { zh: '数据库异常，暂时不能收款。请联系工程师。', en: 'The database is in trouble, so no money can be taken. Call the engineer.' };
    case null: return !catalogue.hasProducts() ? { zh: '还没有商品资料。请连接总部或导入商品。', en: 'There are no products yet. Connect head office or import them.' } : null;
  }
}

function followersView({ followers }: StoreData, nowMs: () => number): FollowersView {
  return {
    followers: followers.states().map((one) => ({
      name: one.name, throughEntry: one.place, behind: one.state === 'current' ? 0 : 1, quarantined: one.trouble ? { entryId: one.trouble.entryId, reason: one.trouble.reason, sinceMs: nowMs() } : null,
    })),
  };
}

