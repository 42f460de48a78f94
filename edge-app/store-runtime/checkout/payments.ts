import type { LaneEffect, LaneEvent, LaneSession } from 'retail-model/lane/lane-session.ts';

/** What a payment provider answers. `unknown`: no answer, or one that says nothing; it is asked again, never guessed. */
export type PaymentOutcome = 'approved' | 'declined' | 'unknown';

/** One provider behind the runtime's till. Amounts are integer minor units; `paymentId` is the merchant's order number and makes a repeat the same charge. */
export interface PaymentDesk {
  charge(payment: { readonly paymentId: string; readonly amountMinor: number; readonly payCode: string }): Promise<PaymentOutcome>;
  /** `never-seen`: the provider has no such order, so nothing was charged. */
  query(paymentId: string): Promise<PaymentOutcome | 'never-seen'>;
  /** Takes back a charge whose sale will not happen. True when it is certain that nothing stays charged. */
  reverse(paymentId: string): Promise<boolean>;
  refund(refund: { readonly paymentId: string; readonly refundId: string; readonly amountMinor: number; readonly totalMinor: number }): Promise<PaymentOutcome>;
}

const QUERY_EVERY_MS = 1_500;
/** After so many unknown answers staff are called; the queries go on. */
const UNKNOWN_BEFORE_HELP = 3;

export interface PaymentParts {
  readonly desk: PaymentDesk;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly tell: (laneId: string, event: LaneEvent) => void;
  readonly signal: AbortSignal;
}

/** Carries a payment from its journalled intent to a known outcome, also after a cut. One at a time per payment. */
export function openPayments(parts: PaymentParts) {
  const underWay = new Set<string>();

  async function settle(laneId: string, paymentId: string, first: () => Promise<PaymentOutcome | 'never-seen'>): Promise<void> {
    if (underWay.has(paymentId)) return;
    underWay.add(paymentId);
    try {
      for (let asked = 0; !parts.signal.aborted; asked += 1) {
        const outcome = await (asked === 0 ? first() : parts.desk.query(paymentId)).catch((): PaymentOutcome => 'unknown');
        if (outcome === 'approved') return parts.tell(laneId, { kind: 'payment-approved', paymentId });
        // An order the provider has not seen may still be on its way to it: it is closed there before it counts as declined.
        const closed = outcome === 'never-seen' && (await parts.desk.reverse(paymentId).catch(() => false));
        if (outcome === 'declined' || closed) return parts.tell(laneId, { kind: 'payment-declined', paymentId, atMs: parts.nowMs() });
        if (asked + 1 === UNKNOWN_BEFORE_HELP) parts.tell(laneId, { kind: 'payment-became-unknown', paymentId, interventionId: parts.newId(), atMs: parts.nowMs() });
        await parts.wait(QUERY_EVERY_MS, parts.signal);
      }
    } finally {
      underWay.delete(paymentId);
    }
  }

  return {
    ask: (laneId: string, effect: Extract<LaneEffect, { kind: 'ask-payment' }>): void =>
      void settle(laneId, effect.paymentId, () => parts.desk.charge({ paymentId: effect.paymentId, amountMinor: effect.amountMinor, payCode: effect.payCode })).catch(() => undefined),
    /** After a cut the answer may exist already: ask before anything else. */
    resume: (laneId: string, session: Extract<LaneSession, { state: 'tendering' }>): void => {
      const { payment } = session;
      if (payment) void settle(laneId, payment.paymentId, () => parts.desk.query(payment.paymentId)).catch(() => undefined);
    },
  };
}
export type Payments = ReturnType<typeof openPayments>;
