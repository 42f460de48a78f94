import type { Database } from 'better-sqlite3-multiple-ciphers';
import { roundToCoinMinor } from 'retail-model/money/amount.ts';
import { STORE_TERMINAL } from 'retail-model/journal/entry.ts';
import type { StaffRole } from 'retail-model/catalog/documents.ts';
import type { Sessions } from '../access/sessions.ts';
import type { StaffPins } from '../access/staff-pins.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { returnGoods, type ReturnParts } from '../checkout/return-goods.ts';
import type { ShelfLabels } from '../labels/shelf-labels.ts';
import type { Lane } from '../lanes/lane.ts';
import type { LaneDesk } from '../lanes/lane-desk.ts';
import { prepared } from '../prepared.ts';
import type { PriceKeeper } from '../prices/price-keeper.ts';
import type { Replenishment } from '../replenishment/replenishment.ts';
import type { StoreJournal } from '../store-journal.ts';
import { Refusal } from './refusal.ts';
import type { StoreHandlers } from './serve-store-api.ts';

export interface CommandParts {
  readonly connection: Database;
  readonly journal: StoreJournal;
  readonly catalogue: Catalogue;
  readonly sessions: Sessions;
  readonly checkPin: StaffPins;
  readonly prices: PriceKeeper;
  readonly labels: ShelfLabels;
  readonly replenishment: Replenishment;
  readonly returns: ReturnParts;
  readonly lane: (laneId: string) => { readonly lane: Lane; readonly desk: LaneDesk };
  readonly coinMinor: () => number;
  readonly openDrawer: (laneId: string) => void;
  readonly reprint: (laneId: string, receiptNumber: string) => void;
  readonly testDevice: (deviceId: string) => Promise<void>;
  readonly labelFace: (labelId: string) => { readonly widthPx: number; readonly heightPx: number; readonly colours: 'black-white' | 'black-white-red' };
  readonly retryFollower: (name: string) => void;
  readonly pair: (role: Parameters<Sessions['createCode']>[0], laneId: string | null) => void;
  readonly closeDay: (staffId: string) => Promise<void>;
  readonly backUp: () => Promise<boolean>;
  /** False on a disk that is nearly full: what is not trade is not written. */
  readonly mayNote: () => boolean;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Short and easy to say aloud: the name of a suspended basket. */
  readonly newTicket: () => string;
}

/** What each command of the contract does. Everything a person asks for ends as an event of a lane or as a fact in the journal. */
export function commandHandlers(parts: CommandParts): StoreHandlers['commands'] {
  const at = parts.lane;
  const totalOf = (lane: Lane): number => lane.priced()?.totalMinor ?? 0;

  async function mustKnow(staffId: string, pin: string, roles: readonly StaffRole[]): Promise<void> {
    const answer = await parts.checkPin(staffId, pin, roles);
    if (!answer.ok) throw new Refusal(answer.kind, answer.kind === 'wrong-pin' ? 'This PIN is not right' : answer.kind === 'too-many-tries' ? 'Too many wrong PINs: wait a minute' : 'This person may not do that');
  }
  function mustSell(): void {
    const why = parts.journal.cannotSell();
    if (why) throw new Refusal('cannot-sell', why);
  }

  return {
    enterCode: async ({ laneId, text }) => at(laneId).desk.enterCode({ aimId: null, text }),
    addProduct: async ({ laneId, productId, units }) => at(laneId).desk.addProduct(productId, units),
    takeWeight: async ({ laneId }) => at(laneId).desk.takeWeight(),
    leaveWeighing: async ({ laneId }) => at(laneId).lane.handle({ kind: 'weighing-left' }),
    setUnits: async ({ laneId, lineId, units }) => at(laneId).lane.handle({ kind: 'units-changed', lineId, units, atMs: parts.nowMs() }),
    voidLine: async ({ laneId, lineId }) => at(laneId).lane.handle({ kind: 'line-voided', lineId, atMs: parts.nowMs() }),
    cancelBasket: async ({ laneId }) => at(laneId).lane.handle({ kind: 'basket-cancelled', totalMinor: totalOf(at(laneId).lane) }),
    chooseLanguage: async ({ laneId, language }) => at(laneId).lane.handle({ kind: 'language-chosen', language }),
    callHelp: async ({ laneId }) => at(laneId).desk.callHelp(),
    startPayment: async ({ laneId }) => {
      // The till says that it cannot sell before it takes money.
      mustSell();
      at(laneId).desk.startPayment();
    },
    leavePayment: async ({ laneId }) => at(laneId).lane.handle({ kind: 'payment-left', atMs: parts.nowMs() }),
    payCash: async ({ laneId, givenMinor }) => {
      mustSell();
      const { lane } = at(laneId);
      lane.handle({ kind: 'cash-given', givenMinor, roundedDueMinor: roundToCoinMinor(totalOf(lane), parts.coinMinor()), atMs: parts.nowMs() });
      const after = lane.session();
      if (after.state === 'committing' && after.tender.kind === 'cash') parts.openDrawer(laneId);
      await lane.settled();
    },
    payByCode: async ({ laneId, payCode }) => {
      mustSell();
      at(laneId).desk.enterCode({ aimId: null, text: payCode });
    },
    finish: async ({ laneId }) => at(laneId).lane.handle({ kind: 'receipt-taken' }),
    suspendBasket: async ({ laneId }) => {
      const { lane } = at(laneId);
      lane.handle({ kind: 'basket-suspended', ticket: parts.newTicket(), totalMinor: totalOf(lane), atMs: parts.nowMs() });
      await lane.settled();
    },
    resumeBasket: async ({ laneId, ticket }) => {
      const { lane, desk } = at(laneId);
      if (!lane.held(ticket)) throw new Refusal('not-found', `No suspended basket ${ticket}`);
      if (!desk.resumeTicket(ticket)) throw new Refusal('not-now', 'This lane is not free');
      await lane.settled();
    },
    reprintReceipt: async ({ laneId, receiptNumber }) => parts.reprint(laneId, receiptNumber),

    answerHelp: async ({ laneId, interventionId, decision, staffId, pin }) => {
      await mustKnow(staffId, pin, ['attendant', 'cashier']);
      const { lane } = at(laneId);
      const session = lane.session();
      const open = 'helps' in session && session.helps.some((help) => help.interventionId === interventionId);
      if (!open) throw new Refusal('not-found', 'Nobody waits for this answer any more');
      lane.handle({ kind: 'help-answered', interventionId, decision, staffId, atMs: parts.nowMs() });
    },
    pauseLane: async ({ laneId }, session) => at(laneId).lane.handle({ kind: 'lane-paused', staffId: session.sessionId }),
    openLane: async ({ laneId }) => at(laneId).lane.handle({ kind: 'lane-opened' }),
    signInToLane: async ({ laneId, staffId, pin }) => {
      await mustKnow(staffId, pin, ['cashier', 'attendant']);
      const { lane } = at(laneId);
      const holder = lane.session().staffId;
      if (holder !== null && holder !== staffId) throw new Refusal('lane-has-cashier', `${holder} is signed in here`);
      lane.handle({ kind: 'staff-signed-in', staffId });
    },
    signOutOfLane: async ({ laneId }) => {
      const { lane } = at(laneId);
      if (lane.session().state !== 'idle') throw new Refusal('not-now', 'Finish or suspend the basket first');
      lane.handle({ kind: 'staff-signed-out' });
    },
    returnGoods: async ({ laneId, receiptNumber, lines, refundAs, staffId, pin }) => {
      await mustKnow(staffId, pin, ['attendant', 'cashier']);
      mustSell();
      await at(laneId).lane.afterwards(() => returnGoods(parts.returns, { laneId, receiptNumber, lines, refundAs, staffId }));
      if (refundAs === 'cash') parts.openDrawer(laneId);
    },

    approveOrder: async (order) => parts.replenishment.approve(order),
    forecastNow: async () => parts.replenishment.ask(),
    publishForecast: async (page) => {
      if (!parts.mayNote()) throw new Refusal('not-now', 'The disk is nearly full: only selling writes');
      parts.replenishment.take(page);
    },
    receiveStock: async ({ supplierId, orderId, lines, staffId }) => void (await parts.journal.record(STORE_TERMINAL, 'stock-received', {
      documentId: parts.newId(), supplierId, orderId, lines: lines.map((line) => ({ ...line, epcs: [] })), staffId,
    })),
    adjustStock: async ({ reason, productId, units, staffId }) => void (await parts.journal.record(STORE_TERMINAL, 'stock-adjusted', { documentId: parts.newId(), reason, lines: [{ productId, units }], staffId })),
    bindLabel: async ({ labelId, productId }) => {
      if (productId !== null && !parts.catalogue.byId(productId)) throw new Refusal('not-found', `No product ${productId}`);
      const before = prepared(parts.connection, 'SELECT product_id FROM shelf_label WHERE label_id = ?').get(labelId) as { product_id: string | null } | undefined;
      await parts.journal.record(STORE_TERMINAL, 'label-bound', { labelId, productId, ...parts.labelFace(labelId) });
      const moved = [before?.product_id ?? null, productId].filter((one): one is string => one !== null);
      parts.labels.refresh(moved);
      if (productId === null) parts.labels.refresh(null);
      await parts.prices.review(moved);
    },
    retryLabel: async ({ labelId }) => parts.labels.retry(labelId),
    confirmShelf: async ({ productId, staffId }) => parts.prices.confirmShelf(productId, staffId),
    testDevice: async ({ deviceId }) => parts.testDevice(deviceId),
    retryFollower: async ({ name }) => parts.retryFollower(name),
    createPairingCode: async ({ role, laneId }) => parts.pair(role, laneId),
    revokePairing: async ({ pairingId }) => {
      if (!parts.sessions.revoke(pairingId)) throw new Refusal('not-found', 'This pairing does not exist any more');
    },
    closeDay: async ({ staffId }) => parts.closeDay(staffId),
    backUpNow: async () => {
      if (!(await parts.backUp())) throw new Refusal('not-now', 'The backup could not be made; the page of the data says why');
    },
  };
}
