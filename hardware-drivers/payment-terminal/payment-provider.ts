/** One payment, from the intent that the shop journalled before anybody was asked. */
export interface PaymentRequest {
  /** The shop's own number, unique for ever: the provider takes a second request of the same number for the same payment. */
  readonly intentId: string;
  /** Integer minor units (fen). */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** What the customer's phone showed, as scanned. */
  readonly payCode: string;
  /** What the customer sees on the receipt in the app. */
  readonly subject: string;
  readonly terminalId: string;
}

export type PaymentOutcome =
  | { readonly outcome: 'approved'; readonly providerReference: string; readonly amountMinor: number }
  /** Certain that no money moved. */
  | { readonly outcome: 'declined'; readonly reason: PaymentDecline; readonly detail: string }
  /** The customer is being asked (password, bank): query again. */
  | { readonly outcome: 'pending'; readonly detail: string }
  /** It may or may not have happened: query, never guess. */
  | { readonly outcome: 'unknown'; readonly detail: string };

export type PaymentDecline =
  | 'code-invalid' | 'code-expired' | 'not-enough-money' | 'cancelled-by-customer' | 'not-found' | 'closed' | 'provider-unreachable'
  | 'refused-by-provider';

export type ReverseOutcome =
  /** No money moved, or it went back. */
  | { readonly outcome: 'reversed' }
  /** Not possible any more (already refunded, past the day): a refund is needed. */
  | { readonly outcome: 'refused'; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

export interface RefundRequest {
  readonly intentId: string;
  /** The shop's own number of this refund; twice the same is once. */
  readonly refundId: string;
  /** What was paid, and how much of it goes back. */
  readonly paidMinor: number;
  readonly refundMinor: number;
  readonly currency: string;
  readonly reason: string;
}
export type RefundOutcome =
  | { readonly outcome: 'refunded'; readonly providerReference: string; readonly refundMinor: number }
  | { readonly outcome: 'refused'; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

/** A provider of payments by a code that the customer shows. No verb rejects except by `signal`: outcomes are values. */
export interface PaymentProvider {
  readonly name: string;
  /** Does a scanned text look like this provider's pay code? */
  accepts(payCode: string): boolean;
  pay(request: PaymentRequest, signal: AbortSignal): Promise<PaymentOutcome>;
  query(intentId: string, signal: AbortSignal): Promise<PaymentOutcome>;
  reverse(intentId: string, signal: AbortSignal): Promise<ReverseOutcome>;
  refund(request: RefundRequest, signal: AbortSignal): Promise<RefundOutcome>;
}
