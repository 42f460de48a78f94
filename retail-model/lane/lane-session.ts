import type { Basket } from '../basket/basket.ts';
import type { PricedBasket } from '../basket/price-basket.ts';
import type { Fact } from '../journal/entry.ts';
import type { Product } from '../catalog/documents.ts';
import type { Minor } from '../money/amount.ts';
import type { Language, Words } from '../text/words.ts';

/** One checkout lane, kiosk or staffed till. Every legal situation is one member of this union; nothing else can be represented. */
export type LaneSession = IdleLane | SellingLane | TenderingLane | CommittingLane | FinishedLane | PausedLane;

export interface IdleLane { readonly state: 'idle'; readonly language: Language; readonly staffId: string | null; readonly notice: Notice | null }

interface WithBasket {
  readonly saleId: string;
  readonly language: Language;
  readonly staffId: string | null;
  readonly startedAtMs: number;
  readonly basket: Basket;
  readonly helps: readonly Help[];
  readonly approvals: readonly Approval[];
  readonly notice: Notice | null;
}

/** Goods are entered. `weighing` holds the product whose weight the scale must give next. */
export interface SellingLane extends WithBasket { readonly state: 'selling'; readonly weighing: Weighing | null }

/**
 * The prices are fixed and money is asked for: what is committed is what was shown, whatever head office changes meanwhile.
 * A payment in flight is never forgotten: it is resolved or the lane stays here.
 */
export interface TenderingLane extends WithBasket { readonly state: 'tendering'; readonly priced: PricedBasket; readonly payment: PaymentInFlight | null }

/** Money is settled; the sale is being made durable. `saleId` makes doing it twice the same as doing it once. */
export interface CommittingLane extends WithBasket { readonly state: 'committing'; readonly priced: PricedBasket; readonly tender: SettledTender }

export interface FinishedLane {
  readonly state: 'finished';
  readonly language: Language;
  readonly staffId: string | null;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly totalMinor: Minor;
  readonly changeMinor: Minor;
  readonly notice: Notice | null;
}

/** Closed to shoppers by a person; what was going on is kept. */
export interface PausedLane { readonly state: 'paused'; readonly language: Language; readonly staffId: string | null; readonly resume: Exclude<LaneSession, PausedLane>; readonly notice: Notice | null }

export interface Weighing { readonly product: Product; readonly priceId: string; readonly unitPriceMinor: Minor; readonly enteredBy: 'scan' | 'look-up' }
export interface PaymentInFlight { readonly paymentId: string; readonly amountMinor: Minor; readonly stage: 'asking' | 'unknown' }
export type SettledTender =
  | { readonly kind: 'cash'; readonly amountMinor: Minor; readonly givenMinor: Minor; readonly changeMinor: Minor; readonly roundingMinor: Minor }
  | { readonly kind: 'qr-code'; readonly amountMinor: Minor; readonly paymentId: string };

/** Why a person must come. `'ask'`: the shopper goes on meanwhile; it only has to be answered before payment. */
export type HelpReason = 'age-check' | 'shopper-called' | 'unknown-item' | 'payment-unknown' | 'printer-trouble';
export interface Help { readonly interventionId: string; readonly reason: HelpReason; readonly lineId: string | null; readonly evidence: Words; readonly openedAtMs: number }
export interface Approval { readonly staffId: string; readonly reason: string; readonly lineId: string | null; readonly atMs: number }

/** One plain message to the person at the lane, by code; the screens hold the words (`lane-notices.ts`). */
export interface Notice { readonly code: NoticeCode; readonly detail: string | null; readonly atMs: number }
export type NoticeCode =
  | 'unknown-code' | 'bad-code' | 'no-price' | 'not-for-sale' | 'basket-full' | 'weight-unstable' | 'weight-negative' | 'weight-over-range' | 'weight-zero' | 'weight-not-cleared' | 'scale-offline'
  | 'age-refused' | 'payment-declined' | 'payment-unknown' | 'not-enough-cash' | 'suspended' | 'member-unknown' | 'already-in-basket' | 'already-sold' | 'help-first' | 'too-many-pieces'
  | 'cannot-sell' | 'ticket-unknown' | 'finish-first' | 'price-changed';

/** What happened. Past tense, already true. Ids and instants are given by the shell. */
export type LaneEvent =
  | { readonly kind: 'product-identified'; readonly product: Product; readonly priceId: string; readonly unitPriceMinor: Minor; readonly units: number | null; readonly weightText: string | null; readonly epcs: readonly string[]; readonly enteredBy: 'scan' | 'look-up' | 'rfid'; readonly ids: NewIds; readonly atMs: number }
  | { readonly kind: 'entry-refused'; readonly code: NoticeCode; readonly detail: string | null; readonly atMs: number }
  | { readonly kind: 'weight-taken'; readonly grams: number; readonly text: string; readonly ids: NewIds; readonly atMs: number }
  | { readonly kind: 'weighing-left' }
  | { readonly kind: 'units-changed'; readonly lineId: string; readonly units: number; readonly atMs: number }
  | { readonly kind: 'line-voided'; readonly lineId: string; readonly atMs: number }
  | { readonly kind: 'member-identified'; readonly memberId: string; readonly greeting: Words; readonly ids: NewIds; readonly atMs: number }
  | { readonly kind: 'language-chosen'; readonly language: Language }
  | { readonly kind: 'help-called'; readonly ids: NewIds; readonly atMs: number }
  | { readonly kind: 'help-answered'; readonly interventionId: string; readonly decision: 'approved' | 'refused' | 'resolved'; readonly staffId: string; readonly atMs: number }
  | { readonly kind: 'payment-started'; readonly priced: PricedBasket; readonly atMs: number }
  | { readonly kind: 'payment-left'; readonly atMs: number }
  | { readonly kind: 'cash-given'; readonly givenMinor: Minor; readonly roundedDueMinor: Minor; readonly atMs: number }
  | { readonly kind: 'pay-code-shown'; readonly paymentId: string; readonly payCode: string; readonly provider: string }
  | { readonly kind: 'payment-approved'; readonly paymentId: string }
  | { readonly kind: 'payment-declined'; readonly paymentId: string; readonly atMs: number }
  | { readonly kind: 'payment-became-unknown'; readonly paymentId: string; readonly interventionId: string; readonly atMs: number }
  | { readonly kind: 'sale-committed'; readonly saleId: string; readonly receiptNumber: string; readonly totalMinor: Minor }
  | { readonly kind: 'commit-refused'; readonly atMs: number }
  | { readonly kind: 'receipt-taken' }
  | { readonly kind: 'basket-cancelled'; readonly totalMinor: Minor }
  | { readonly kind: 'basket-suspended'; readonly ticket: string; readonly totalMinor: Minor; readonly atMs: number }
  | { readonly kind: 'basket-resumed'; readonly ticket: string; readonly held: SellingLane }
  | { readonly kind: 'lane-paused'; readonly staffId: string }
  | { readonly kind: 'lane-opened' }
  | { readonly kind: 'staff-signed-in'; readonly staffId: string }
  | { readonly kind: 'staff-signed-out' };

/** Fresh ids for whatever the event may bring to life. Unused ones are thrown away. */
export interface NewIds { readonly saleId: string; readonly lineId: string; readonly interventionId: string }

/** What the shell must now do, in this order. Imperative; performing one may yield further events. */
export type LaneEffect =
  | { readonly kind: 'record'; readonly fact: Fact }
  | { readonly kind: 'ask-payment'; readonly paymentId: string; readonly saleId: string; readonly amountMinor: Minor; readonly payCode: string; readonly provider: string }
  | { readonly kind: 'commit-sale'; readonly sale: CommittingLane }
  | { readonly kind: 'hold-basket'; readonly ticket: string; readonly held: SellingLane }
  | { readonly kind: 'release-basket'; readonly ticket: string };

export interface LaneStep { readonly session: LaneSession; readonly effects: readonly LaneEffect[] }

export const idleLane = (language: Language, staffId: string | null): IdleLane => ({ state: 'idle', language, staffId, notice: null });
