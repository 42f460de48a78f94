import type { PaymentOutcome, PaymentProvider, PaymentRequest } from './payment-provider.ts';

export interface SettlePatience {
  /** Between two queries while the customer is being asked. */
  readonly queryEveryMs: number;
  /** After so long without a definite answer the payment is reversed. */
  readonly giveUpAfterMs: number;
  readonly reverseEveryMs: number;
  readonly reverseAttempts: number;
}

/** The intervals that WeChat Pay's documentation recommends for micropay. */
export const usualPatience: SettlePatience = { queryEveryMs: 5_000, giveUpAfterMs: 45_000, reverseEveryMs: 5_000, reverseAttempts: 5 };

export interface SettleParts {
  readonly nowMs: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}
export type SettledOutcome = Exclude<PaymentOutcome, { outcome: 'pending' }>;

/**
 * Asks, queries while nothing is certain, and reverses what stays uncertain. `unknown` at the end means that not even the reversal was
 * answered: the intent stays open and is queried again later, never guessed.
 */
export const settlePayment = async (
  provider: PaymentProvider, request: PaymentRequest, parts: SettleParts, patience: SettlePatience, signal: AbortSignal,
): Promise<SettledOutcome> => resolvePayment(provider, request.intentId, await provider.pay(request, signal), parts, patience, signal);

/** The same for an intent found open after a power cut: begins with a query. */
export const resumePayment = async (
  provider: PaymentProvider, intentId: string, parts: SettleParts, patience: SettlePatience, signal: AbortSignal,
): Promise<SettledOutcome> => resolvePayment(provider, intentId, await provider.query(intentId, signal), parts, patience, signal);

const resolvePayment = async (
  provider: PaymentProvider, intentId: string, first: PaymentOutcome, parts: SettleParts, patience: SettlePatience, signal: AbortSignal,
): Promise<SettledOutcome> => {
  const giveUpAtMs = parts.nowMs() + patience.giveUpAfterMs;
  let outcome = first;
  while ((outcome.outcome === 'pending' || outcome.outcome === 'unknown') && parts.nowMs() < giveUpAtMs) {
    await parts.wait(patience.queryEveryMs, signal);
    outcome = await provider.query(intentId, signal);
  }
  // "Not found" can be overtaken by a request that is still on its way: the reversal closes the number for good.
  const isCertain = outcome.outcome === 'approved' || (outcome.outcome === 'declined' && outcome.reason !== 'not-found');
  return isCertain ? outcome as SettledOutcome : reverseUntilCertain(provider, intentId, parts, patience, signal);
};

const reverseUntilCertain = async (
  provider: PaymentProvider, intentId: string, parts: SettleParts, patience: SettlePatience, signal: AbortSignal,
): Promise<SettledOutcome> => {
  let detail = '';
  for (let attempt = 1; attempt <= patience.reverseAttempts; attempt++) {
    const reversed = await provider.reverse(intentId, signal);
    if (reversed.outcome === 'reversed') return { outcome: 'declined', reason: 'closed', detail: 'no answer in time; the payment was reversed' };
    detail = reversed.detail;
    if (reversed.outcome === 'refused') {
      const final = await provider.query(intentId, signal);
      if (final.outcome === 'approved' || final.outcome === 'declined') return final;
    }
    if (attempt < patience.reverseAttempts) await parts.wait(patience.reverseEveryMs, signal);
  }
  return { outcome: 'unknown', detail: `neither answered nor reversed: ${detail}` };
};
