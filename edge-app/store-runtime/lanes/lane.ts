import { priceBasket, type PricedBasket } from 'retail-model/basket/price-basket.ts';
import type { Promotion } from 'retail-model/catalog/documents.ts';
import type { Fact, JournalEntry } from 'retail-model/journal/entry.ts';
import { idleLane, type CommittingLane, type LaneEffect, type LaneEvent, type LaneSession, type SellingLane } from 'retail-model/lane/lane-session.ts';
import { stepLane } from 'retail-model/lane/step-lane.ts';
import { unreachable } from 'retail-model/result.ts';
import { factsStillOwed } from './owed-facts.ts';
import type { SessionStore, StepChanges } from './session-store.ts';

export interface LaneParts {
  readonly laneId: string;
  readonly nowMs: () => number;
  readonly sessions: SessionStore;
  readonly promotions: () => readonly Promotion[];
  readonly record: (fact: Fact) => Promise<void>;
  /** The newest sequence of this lane in the journal; 0 before its first. */
  readonly headSequence: () => number;
  /** This lane's entries after a sequence, in order. */
  readonly entriesAfter: (sequence: number) => readonly JournalEntry[];
  /** Makes the sale durable; doing it again for the same `saleId` answers the same receipt. */
  readonly commitSale: (sale: CommittingLane) => Promise<{ readonly receiptNumber: string; readonly totalMinor: number }>;
  /** Asks the provider and later tells the outcome as events. */
  readonly askPayment: (effect: Extract<LaneEffect, { kind: 'ask-payment' }>) => void;
  readonly resumePayment: (session: Extract<LaneSession, { state: 'tendering' }>) => void;
  readonly onStep: () => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
}

/** The imperative shell round `stepLane`: holds the present session, saves it at every step and performs effects one after another. */
export function openLane(parts: LaneParts) {
  let session: LaneSession = parts.sessions.load(parts.laneId) ?? idleLane('zh-CN', null);
  let work: Promise<void> = Promise.resolve();
  /** Owed facts that reached the journal since the session was last saved. */
  let settled: readonly number[] = [];
  let pricedFor: { readonly session: LaneSession; readonly promotions: readonly Promotion[]; readonly priced: PricedBasket } | null = null;

  function handle(event: LaneEvent): void {
    const next = stepLane(session, event);
    if (next.session === session && next.effects.length === 0) return;
    session = next.session;
    parts.onStep();
    const owedIds = parts.sessions.save(parts.laneId, session, changesOf(next.effects));
    settled = [];
    let facts = 0;
    for (const effect of next.effects) {
      const owedId = effect.kind === 'record' ? owedIds[facts++]! : null;
      enqueue(effect.kind, () => perform(effect, owedId));
    }
  }

  /** What must be saved with the session or not at all: facts owed to the journal, baskets suspended and taken over. */
  function changesOf(effects: readonly LaneEffect[]): StepChanges {
    return {
      facts: effects.flatMap((effect) => (effect.kind === 'record' ? [effect.fact] : [])),
      afterSequence: parts.headSequence(),
      holds: effects.flatMap((effect) => (effect.kind === 'hold-basket' ? [{ ticket: effect.ticket, fromLaneId: parts.laneId, heldAtMs: parts.nowMs(), held: effect.held }] : [])),
      releases: effects.flatMap((effect) => (effect.kind === 'release-basket' ? [effect.ticket] : [])),
      settled,
    };
  }

  async function pay(owedId: number | null, fact: Fact): Promise<void> {
    await parts.record(fact);
    // Struck off with the next step: a wait for the disk less, and after a cut the journal itself says that it is there.
    if (owedId !== null) settled = [...settled, owedId];
  }

  /** Effects of one lane happen in order; a failed one is reported and the lane goes on. */
  function enqueue(doing: string, task: () => Promise<void>): void {
    work = work.then(task).catch((error: unknown) => parts.onTrouble(doing, error));
  }

  async function perform(effect: LaneEffect, owedId: number | null): Promise<void> {
    switch (effect.kind) {
      case 'record': return pay(owedId, effect.fact);
      case 'ask-payment': return parts.askPayment(effect);
      // Saved with the session; the attendants' list shows it now.
      case 'hold-basket':
      case 'release-basket': return parts.onStep();
      case 'commit-sale': return commit(effect.sale);
      default: return unreachable(effect);
    }
  }

  async function commit(sale: CommittingLane): Promise<void> {
    try {
      const done = await parts.commitSale(sale);
      handle({ kind: 'sale-committed', saleId: sale.saleId, ...done });
    } catch (error) {
      handle({ kind: 'commit-refused', atMs: parts.nowMs() });
      throw error;
    }
  }

  /** Priced once per step: a scan, its view and the payment that follows see the same figures. */
  function priced(): PricedBasket | null {
    const present = session.state === 'paused' ? session.resume : session;
    if (present.state === 'tendering' || present.state === 'committing') return present.priced;
    if (present.state !== 'selling') return null;
    const promotions = parts.promotions();
    if (pricedFor?.session !== session || pricedFor.promotions !== promotions) {
      pricedFor = { session, promotions, priced: priceBasket(present.basket, { promotions, atMs: present.startedAtMs }) };
    }
    return pricedFor.priced;
  }

  /** After a cut: facts that the last steps owed are written, a sale that was being committed is committed (once), a payment in flight is asked for. */
  function resume(): void {
    const owed = parts.sessions.owed(parts.laneId);
    const missing = factsStillOwed(owed, parts.entriesAfter);
    settled = owed.filter((one) => !missing.includes(one)).map(({ owedId }) => owedId);
    for (const { owedId, fact } of missing) enqueue(fact.kind, () => pay(owedId, fact));
    const present = session.state === 'paused' ? session.resume : session;
    if (present.state === 'committing') enqueue('commit-sale', () => commit(present));
    if (present.state === 'tendering' && present.payment) parts.resumePayment(present);
  }

  return {
    laneId: parts.laneId,
    session: (): LaneSession => session,
    priced,
    handle,
    resume,
    /** Runs `task` after everything the lane is already doing, and answers its outcome. */
    async afterwards<T>(task: () => Promise<T>): Promise<T> {
      const outcome = work.then(task);
      work = outcome.then(() => undefined, () => undefined);
      return outcome;
    },
    settled: (): Promise<void> => work,
    held: (ticket: string): SellingLane | null => parts.sessions.held(ticket),
  };
}
export type Lane = ReturnType<typeof openLane>;
