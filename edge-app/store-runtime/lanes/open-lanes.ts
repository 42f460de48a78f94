import type { EmbeddedPattern } from 'retail-model/gs1/embedded-pattern.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { commitSale } from '../checkout/commit-sale.ts';
import { openPayments, type PaymentDesk } from '../checkout/payments.ts';
import type { DeviceHub } from '../devices/device-hub.ts';
import type { Connection } from '../database/rx-storage/open-connection.ts';
import type { RuntimeConfig } from '../config.ts';
import { Refusal } from '../store-api/refusal.ts';
import type { StoreJournal } from '../store-journal.ts';
import { openLane, type Lane } from './lane.ts';
import { openLaneDesk, type LaneDesk } from './lane-desk.ts';
import type { SessionStore } from './session-store.ts';

export interface OpenLane { readonly laneId: string; readonly lane: Lane; readonly desk: LaneDesk; readonly config: RuntimeConfig['lanes'][number] }

/** All lanes of the store with their desks and the payments that belong to them. */
export function openLanes(parts: {
  readonly config: RuntimeConfig;
  readonly connection: Connection;
  readonly journal: StoreJournal;
  readonly catalogue: Catalogue;
  readonly sessions: SessionStore;
  readonly desk: PaymentDesk;
  readonly patterns: () => readonly EmbeddedPattern[];
  readonly hub: () => DeviceHub;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onStep: () => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
}): { readonly all: readonly OpenLane[]; readonly at: (laneId: string) => OpenLane; readonly settled: () => Promise<void> } {
  const payments = openPayments({ desk: parts.desk, nowMs: parts.nowMs, newId: parts.newId, wait: parts.wait, signal: parts.signal, tell: (laneId, event) => at(laneId).lane.handle(event) });

  const all = parts.config.lanes.map((config): OpenLane => {
    const { laneId } = config;
    const lane = openLane({
      laneId,
      nowMs: parts.nowMs,
      sessions: parts.sessions,
      promotions: parts.catalogue.promotions,
      record: (fact) => parts.journal.recordFact(laneId, fact),
      headSequence: () => parts.journal.headSequence(laneId),
      entriesAfter: (sequence) => parts.journal.entriesAfter(laneId, sequence),
      commitSale: (sale) => commitSale({ connection: parts.connection, journal: parts.journal, storeId: parts.config.storeId }, laneId, sale),
      askPayment: (effect) => payments.ask(laneId, effect),
      resumePayment: (session) => payments.resume(laneId, session),
      onStep: parts.onStep,
      onTrouble: parts.onTrouble,
    });
    const desk = openLaneDesk({
      lane, catalogue: parts.catalogue, patterns: parts.patterns, timeZone: parts.config.timeZone, nowMs: parts.nowMs, newId: parts.newId,
      weightNow: () => parts.hub().scale(laneId).take(),
      payByCode: (payCode) => lane.handle({ kind: 'pay-code-shown', paymentId: parts.newId().replaceAll('-', ''), payCode, provider: 'pay-code' }),
    });
    return { laneId, lane, desk, config };
  });
  const byId = new Map(all.map((one) => [one.laneId, one]));
  function at(laneId: string): OpenLane {
    const found = byId.get(laneId);
    if (!found) throw new Refusal('not-found', `There is no lane ${laneId}`);
    return found;
  }
  return { all, at, settled: async () => void (await Promise.all(all.map((one) => one.lane.settled()))) };
}
