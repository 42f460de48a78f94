import { fail, ok, type Result } from 'retail-model/result.ts';

export type PaymentChannel = 'wechat-pay' | 'alipay';
export type ChargeState = 'user-paying' | 'paid' | 'declined' | 'closed';

export interface Charge {
  readonly channel: PaymentChannel;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly authCode: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: ChargeState;
  /** When the payer decided, UTC ms; null while deciding. */
  readonly decidedAtMs: number | null;
  /** While user-paying: when the payer types the password, null for never. */
  readonly paysAtMs: number | null;
  readonly refunds: readonly { readonly outRefundNo: string; readonly refundId: string; readonly amountMinor: number; readonly atMs: number }[];
}

export type ChargeRefusal = 'number-used-for-another-amount' | 'no-such-charge' | 'not-paid' | 'refund-exceeds-charge' | 'refund-number-used' | 'ledger-full';
/** What becomes of the next payment. */
export type PaymentFate = { readonly kind: 'approve' } | { readonly kind: 'decline' } | { readonly kind: 'user-paying'; readonly paysAfterMs: number | null };

const chargesLimit = 100_000;

/** The provider's own books: the truth about every charge, whatever the shop was told. One charge per merchant order number, ever. */
export function openPaymentLedger(parts: { nowMs: () => number }) {
  const charges = new Map<string, Charge>();
  let lastNumber = 0;
  const newNumber = (prefix: string): string => prefix + String((lastNumber += 1)).padStart(20, '0');
  const keep = (charge: Charge): Charge => {
    charges.set(charge.outTradeNo, charge);
    return charge;
  };
  /** A payer who was typing a password may have finished by now. */
  const current = (outTradeNo: string): Charge | undefined => {
    const charge = charges.get(outTradeNo);
    const hasPaid = charge?.state === 'user-paying' && charge.paysAtMs !== null && parts.nowMs() >= charge.paysAtMs;
    return hasPaid ? keep({ ...charge, state: 'paid', decidedAtMs: charge.paysAtMs }) : charge;
  };

  return {
    charges: (): Charge[] => [...charges.keys()].map((outTradeNo) => current(outTradeNo)!),
    find: current,
    /** Asking again with the same number and amount gives the first charge, not a second. */
    charge(order: { channel: PaymentChannel; outTradeNo: string; authCode: string; amountMinor: number; currency: string }, fate: PaymentFate): Result<Charge, ChargeRefusal> {
      const before = current(order.outTradeNo);
      const wasClosedUnseen = before?.state === 'closed' && before.amountMinor === 0;
      if (before !== undefined) return wasClosedUnseen || before.amountMinor === order.amountMinor ? ok(before) : fail('number-used-for-another-amount');
      if (charges.size >= chargesLimit) return fail('ledger-full');
      const isWaiting = fate.kind === 'user-paying';
      return ok(keep({
        ...order,
        transactionId: newNumber(order.channel === 'wechat-pay' ? '42000' : '20260'),
        state: isWaiting ? 'user-paying' : fate.kind === 'approve' ? 'paid' : 'declined',
        decidedAtMs: isWaiting ? null : parts.nowMs(),
        paysAtMs: isWaiting && fate.paysAfterMs !== null ? parts.nowMs() + fate.paysAfterMs : null,
        refunds: [],
      }));
    },
    /** The payer accepts or refuses on the phone. */
    decide(outTradeNo: string, isAccepted: boolean): Result<Charge, ChargeRefusal> {
      const charge = current(outTradeNo);
      if (charge === undefined) return fail('no-such-charge');
      if (charge.state !== 'user-paying') return ok(charge);
      return ok(keep({ ...charge, state: isAccepted ? 'paid' : 'declined', decidedAtMs: parts.nowMs() }));
    },
    /** Keeps a number closed that no charge was seen under, so that a charge still on its way finds it so. */
    closeUnseen(outTradeNo: string): void {
      if (current(outTradeNo) !== undefined || charges.size >= chargesLimit) return;
      keep({ channel: 'wechat-pay', outTradeNo, transactionId: '', authCode: '', amountMinor: 0, currency: 'CNY', state: 'closed', decidedAtMs: parts.nowMs(), paysAtMs: null, refunds: [] });
    },
    /** Reverse (WeChat) or cancel (Alipay): a paid charge is given back whole, an open one is closed; twice is once. */
    reverse(outTradeNo: string): Result<{ charge: Charge; wasPaid: boolean }, ChargeRefusal> {
      const charge = current(outTradeNo);
      if (charge === undefined) return fail('no-such-charge');
      if (charge.state !== 'paid') return ok({ charge: keep({ ...charge, state: 'closed', decidedAtMs: charge.decidedAtMs ?? parts.nowMs() }), wasPaid: charge.refunds.length > 0 });
      const leftMinor = charge.amountMinor - charge.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
      const refund = { outRefundNo: `reverse-${outTradeNo}`, refundId: newNumber('50000'), amountMinor: leftMinor, atMs: parts.nowMs() };
      return ok({ charge: keep({ ...charge, state: 'closed', refunds: leftMinor > 0 ? [...charge.refunds, refund] : charge.refunds }), wasPaid: true });
    },
    /** Part or all of a paid charge, once per refund number. */
    refund(request: { outTradeNo: string; outRefundNo: string; amountMinor: number }): Result<{ charge: Charge; refund: Charge['refunds'][number]; isNew: boolean }, ChargeRefusal> {
      const charge = current(request.outTradeNo);
      if (charge === undefined) return fail('no-such-charge');
      const before = charge.refunds.find((refund) => refund.outRefundNo === request.outRefundNo);
      if (before !== undefined) return before.amountMinor === request.amountMinor ? ok({ charge, refund: before, isNew: false }) : fail('refund-number-used');
      if (charge.state !== 'paid') return fail('not-paid');
      const refundedMinor = charge.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
      if (request.amountMinor <= 0 || refundedMinor + request.amountMinor > charge.amountMinor) return fail('refund-exceeds-charge');
      const refund = { outRefundNo: request.outRefundNo, refundId: newNumber('50000'), amountMinor: request.amountMinor, atMs: parts.nowMs() };
      return ok({ charge: keep({ ...charge, refunds: [...charge.refunds, refund] }), refund, isNew: true });
    },
  };
}

export type PaymentLedger = ReturnType<typeof openPaymentLedger>;
