import type { PricedBasket } from '../basket/price-basket.ts';
import { unreachable } from '../result.ts';
import type { CommittingLane, LaneEffect, LaneEvent, LaneSession, LaneStep, SettledTender, TenderingLane } from './lane-session.ts';

type TenderEvent = Extract<LaneEvent, { kind: 'payment-started' | 'payment-left' | 'cash-given' | 'pay-code-shown' | 'payment-approved' | 'payment-declined' | 'payment-became-unknown' | 'sale-committed' | 'commit-refused' }>;

/** The paying half of the lane. The intent is journalled before the provider is asked, and an unknown outcome keeps the lane until it is known. */
export function stepTender(session: LaneSession, event: TenderEvent): LaneStep {
  switch (event.kind) {
    case 'payment-started':
      if (session.state !== 'selling' || session.basket.lines.length === 0 || session.weighing) return same(session);
      if (session.helps.some((help) => help.reason === 'age-check')) return to({ ...session, notice: { code: 'help-first', detail: null, atMs: event.atMs } });
      return to(tendering(session, event.priced));
    case 'payment-left':
      if (session.state !== 'tendering' || session.payment) return same(session);
      return to({ ...shared(session), state: 'selling', weighing: null, notice: null });
    case 'cash-given': {
      if (session.state !== 'tendering' || session.payment) return same(session);
      if (event.givenMinor < event.roundedDueMinor) return to({ ...session, notice: { code: 'not-enough-cash', detail: null, atMs: event.atMs } });
      const tender = {
        kind: 'cash', amountMinor: event.roundedDueMinor, givenMinor: event.givenMinor, changeMinor: event.givenMinor - event.roundedDueMinor,
        roundingMinor: event.roundedDueMinor - session.priced.totalMinor,
      } as const;
      return commit(session, tender);
    }
    case 'pay-code-shown': {
      if (session.state !== 'tendering' || session.payment) return same(session);
      const { paymentId, payCode, provider } = event;
      const amountMinor = session.priced.totalMinor;
      return to(
        { ...session, notice: null, payment: { paymentId, amountMinor, stage: 'asking' } },
        { kind: 'record', fact: { kind: 'payment-intended', body: { paymentId, saleId: session.saleId, provider, amountMinor } } },
        { kind: 'ask-payment', paymentId, saleId: session.saleId, amountMinor, payCode, provider },
      );
    }
    case 'payment-approved':
      if (session.state !== 'tendering' || session.payment?.paymentId !== event.paymentId) return same(session);
      return commit({ ...session, payment: null, helps: session.helps.filter((help) => help.reason !== 'payment-unknown') }, { kind: 'qr-code', amountMinor: session.payment.amountMinor, paymentId: event.paymentId },
        ...closedUnknowns(session, 'resolved'));
    case 'payment-declined':
      if (session.state !== 'tendering' || session.payment?.paymentId !== event.paymentId) return same(session);
      return to(
        { ...session, payment: null, helps: session.helps.filter((help) => help.reason !== 'payment-unknown'), notice: { code: 'payment-declined', detail: null, atMs: event.atMs } },
        { kind: 'record', fact: { kind: 'payment-settled', body: { paymentId: event.paymentId, saleId: session.saleId, outcome: 'declined', amountMinor: session.payment.amountMinor, providerReference: null } } },
        ...closedUnknowns(session, 'resolved'),
      );
    case 'payment-became-unknown': {
      if (session.state !== 'tendering' || session.payment?.paymentId !== event.paymentId || session.payment.stage === 'unknown') return same(session);
      const evidence = { zh: '支付结果未知，正在向支付平台查询', en: 'The payment’s outcome is not known; the provider is being asked' };
      const help = { interventionId: event.interventionId, reason: 'payment-unknown', lineId: null, evidence, openedAtMs: event.atMs } as const;
      return to(
        { ...session, payment: { ...session.payment, stage: 'unknown' }, helps: [...session.helps, help], notice: { code: 'payment-unknown', detail: null, atMs: event.atMs } },
        { kind: 'record', fact: { kind: 'intervention-opened', body: { interventionId: event.interventionId, saleId: session.saleId, reason: 'payment-unknown', evidence } } },
      );
    }
    case 'sale-committed':
      if (session.state !== 'committing' || session.saleId !== event.saleId) return same(session);
      return to({
        state: 'finished', language: session.language, staffId: session.staffId, saleId: event.saleId, receiptNumber: event.receiptNumber, totalMinor: event.totalMinor,
        changeMinor: session.tender.kind === 'cash' ? session.tender.changeMinor : 0, notice: null,
      });
    case 'commit-refused':
      // The money of a QR payment is already taken: the lane stays here and tries again. Cash goes back to the shopper.
      if (session.state !== 'committing') return same(session);
      if (session.tender.kind === 'qr-code') return to({ ...session, notice: { code: 'cannot-sell', detail: null, atMs: event.atMs } });
      return to({ ...tendering(session, session.priced), notice: { code: 'cannot-sell', detail: null, atMs: event.atMs } });
    default: return unreachable(event);
  }
}

const same = (session: LaneSession): LaneStep => ({ session, effects: [] });
const to = (session: LaneSession, ...effects: LaneEffect[]): LaneStep => ({ session, effects });

const shared = ({ saleId, language, staffId, startedAtMs, basket, helps, approvals, notice }: TenderingLane | CommittingLane | Extract<LaneSession, { state: 'selling' }>) =>
  ({ saleId, language, staffId, startedAtMs, basket, helps, approvals, notice });

const tendering = (session: Parameters<typeof shared>[0], priced: PricedBasket): TenderingLane => ({ ...shared(session), state: 'tendering', priced, payment: null, notice: null });

function commit(session: TenderingLane, tender: SettledTender, ...before: LaneEffect[]): LaneStep {
  const sale: CommittingLane = { ...shared(session), state: 'committing', priced: session.priced, tender, notice: null };
  return to(sale, ...before, { kind: 'commit-sale', sale });
}

const closedUnknowns = (session: TenderingLane, decision: 'resolved'): LaneEffect[] =>
  session.helps
    .filter((help) => help.reason === 'payment-unknown')
    .map((help) => ({ kind: 'record', fact: { kind: 'intervention-closed', body: { interventionId: help.interventionId, saleId: session.saleId, decision, staffId: null } } }));
