import type { PaymentProvider } from 'hardware-drivers/payment-terminal/payment-provider.ts';
import type { PaymentDesk, PaymentOutcome } from './payments.ts';

export interface DeskParts {
  readonly providers: readonly PaymentProvider[];
  readonly currency: string;
  readonly subject: string;
  readonly signal: AbortSignal;
}

/** The store's providers behind one desk: the pay code says whose it is; afterwards a payment's number is asked of each that could have it. */
export function openPaymentDesk(parts: DeskParts): PaymentDesk {
  const { providers, signal } = parts;
  /** Which provider a payment went to; after a restart it is asked of all. */
  const providerOf = new Map<string, PaymentProvider>();
  const asked = (paymentId: string): readonly PaymentProvider[] => {
    const known = providerOf.get(paymentId);
    return known ? [known] : providers;
  };

  return {
    async charge({ paymentId, amountMinor, payCode }) {
      const provider = providers.find((one) => one.accepts(payCode));
      if (!provider) return 'declined';
      providerOf.set(paymentId, provider);
      const { outcome } = await provider.pay({ intentId: paymentId, amountMinor, currency: parts.currency, payCode, subject: parts.subject, terminalId: paymentId.slice(0, 8) }, signal);
      return outcome === 'pending' ? 'unknown' : outcome;
    },
    async query(paymentId) {
      let neverSeen = true;
      for (const provider of asked(paymentId)) {
        const answer = await provider.query(paymentId, signal);
        if (answer.outcome === 'approved') return 'approved';
        if (answer.outcome === 'declined' && answer.reason === 'not-found') continue;
        neverSeen = false;
        if (answer.outcome === 'declined') return 'declined';
      }
      return neverSeen ? 'never-seen' : 'unknown';
    },
    async reverse(paymentId) {
      for (const provider of asked(paymentId)) if ((await provider.reverse(paymentId, signal)).outcome !== 'reversed') return false;
      return true;
    },
    async refund({ paymentId, refundId, amountMinor, totalMinor }): Promise<PaymentOutcome> {
      for (const provider of asked(paymentId)) {
        const known = await provider.query(paymentId, signal);
        if (known.outcome !== 'approved') continue;
        const { outcome } = await provider.refund({ intentId: paymentId, refundId, paidMinor: totalMinor, refundMinor: amountMinor, currency: parts.currency, reason: 'return' }, signal);
        return outcome === 'refunded' ? 'approved' : outcome === 'refused' ? 'declined' : 'unknown';
      }
      return 'unknown';
    },
  };
}
