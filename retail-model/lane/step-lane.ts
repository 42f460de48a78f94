import { addLine, emptyBasket, MOST_LINES_PER_BASKET, MOST_PIECES_PER_LINE, removeLine, withUnits, type BasketLine } from '../basket/basket.ts';
import { grossOf } from '../basket/price-basket.ts';
import { unreachable } from '../result.ts';
import { stepTender } from './step-tender.ts';
import { idleLane, type LaneEffect, type LaneEvent, type LaneSession, type LaneStep, type Notice, type SellingLane } from './lane-session.ts';

/** Pure. An event that makes no sense in the present state changes nothing: the very same session comes back, without effects. */
export function stepLane(session: LaneSession, event: LaneEvent): LaneStep {
  switch (event.kind) {
    case 'product-identified': return identified(session, event);
    case 'entry-refused': return withNotice(session, event);
    case 'weight-taken': return weighed(session, event);
    case 'weighing-left': return session.state === 'selling' && session.weighing ? afterRemoval({ ...session, weighing: null }) : same(session);
    case 'units-changed': return unitsChanged(session, event);
    case 'line-voided': return voided(session, event);
    case 'member-identified': return memberIdentified(session, event);
    case 'language-chosen': return to({ ...session, language: event.language });
    case 'help-called': return helpCalled(session, event);
    case 'help-answered': return helpAnswered(session, event);
    case 'basket-cancelled': return cancelled(session, event.totalMinor);
    case 'basket-suspended': return suspended(session, event);
    case 'basket-resumed':
      return session.state === 'idle'
        ? to({ ...event.held, language: session.language, staffId: session.staffId, notice: null },
          { kind: 'record', fact: { kind: 'basket-resumed', body: { saleId: event.held.saleId, ticket: event.ticket } } }, { kind: 'release-basket', ticket: event.ticket })
        : same(session);
    case 'lane-paused': return session.state === 'paused' ? same(session) : to({ state: 'paused', language: session.language, staffId: session.staffId, resume: session, notice: null });
    case 'lane-opened': return session.state === 'paused' ? to(session.resume) : same(session);
    case 'staff-signed-in': return session.staffId === null ? to({ ...session, staffId: event.staffId }) : same(session);
    case 'staff-signed-out': return session.staffId !== null && session.state === 'idle' ? to({ ...session, staffId: null }) : same(session);
    case 'receipt-taken': return session.state === 'finished' ? to(idleLane(session.language, session.staffId)) : same(session);
    case 'payment-started':
    case 'payment-left':
    case 'cash-given':
    case 'pay-code-shown':
    case 'payment-approved':
    case 'payment-declined':
    case 'payment-became-unknown':
    case 'sale-committed':
    case 'commit-refused':
      return stepTender(session, event);
    default: return unreachable(event);
  }
}

type Of<K extends LaneEvent['kind']> = Extract<LaneEvent, { kind: K }>;
const same = (session: LaneSession): LaneStep => ({ session, effects: [] });
const to = (session: LaneSession, ...effects: LaneEffect[]): LaneStep => ({ session, effects });

function withNotice(session: LaneSession, event: Notice): LaneStep {
  return to({ ...session, notice: { code: event.code, detail: event.detail, atMs: event.atMs } });
}

/** The session in which goods may be entered now: a finished or idle lane begins a new sale. */
function selling(session: LaneSession, event: { readonly ids: { readonly saleId: string }; readonly atMs: number }): SellingLane | null {
  if (session.state === 'selling') return session;
  if (session.state !== 'idle' && session.state !== 'finished') return null;
  return {
    state: 'selling', saleId: event.ids.saleId, language: session.language, staffId: session.staffId, startedAtMs: event.atMs,
    basket: emptyBasket, helps: [], approvals: [], notice: null, weighing: null,
  };
}

function identified(session: LaneSession, event: Of<'product-identified'>): LaneStep {
  const now = selling(session, event);
  if (!now) return session.state === 'tendering' ? withNotice(session, { code: 'finish-first', detail: null, atMs: event.atMs }) : same(session);
  if (now.basket.lines.length >= MOST_LINES_PER_BASKET) return withNotice(now, { code: 'basket-full', detail: null, atMs: event.atMs });
  const already = event.epcs.filter((epc) => now.basket.lines.some((line) => line.epcs.includes(epc)));
  if (already.length > 0) return event.enteredBy === 'rfid' ? same(session) : withNotice(now, { code: 'already-in-basket', detail: null, atMs: event.atMs });
  const { product } = event;
  if (event.units === null) {
    if (product.soldBy === 'weight') {
      const weighing = { product, priceId: event.priceId, unitPriceMinor: event.unitPriceMinor, enteredBy: event.enteredBy === 'rfid' ? 'scan' : event.enteredBy } as const;
      return to({ ...now, weighing, notice: null });
    }
    return entered(now, event, 1, null);
  }
  return entered(now, event, event.units, event.weightText);
}

function weighed(session: LaneSession, event: Of<'weight-taken'>): LaneStep {
  if (session.state !== 'selling' || !session.weighing || event.grams <= 0) return same(session);
  const { product, priceId, unitPriceMinor, enteredBy } = session.weighing;
  return entered({ ...session, weighing: null }, { product, priceId, unitPriceMinor, epcs: [], enteredBy, ids: event.ids, atMs: event.atMs }, event.grams, event.text);
}

function entered(
  now: SellingLane, event: Pick<Of<'product-identified'>, 'product' | 'priceId' | 'unitPriceMinor' | 'epcs' | 'enteredBy' | 'ids' | 'atMs'>, units: number, weightText: string | null,
): LaneStep {
  const { product, ids, atMs } = event;
  // A price is fixed when the product first enters the basket and can only fall within it.
  const earlier = now.basket.lines.find((line) => line.productId === product.id && line.unitPriceMinor < event.unitPriceMinor);
  const line: BasketLine = {
    lineId: ids.lineId, productId: product.id, gtin: product.gtin, names: product.names, category: product.category, picture: product.picture, soldBy: product.soldBy, units, weightText,
    unitPriceMinor: earlier?.unitPriceMinor ?? event.unitPriceMinor, priceId: earlier?.priceId ?? event.priceId,
    taxRateBasisPoints: product.taxRateBasisPoints, ageLimitYears: product.ageLimitYears, epcs: [...event.epcs], enteredBy: event.enteredBy,
  };
  const basket = addLine(now.basket, line);
  const newest = basket.lines.at(-1)!;
  const mustAsk = product.ageLimitYears !== null && !now.helps.some((help) => help.reason === 'age-check') && !now.approvals.some((one) => one.reason === 'age-check');
  if (!mustAsk) return to({ ...now, basket, notice: null });
  const evidence = { zh: `${product.names.zh}：需年满 ${product.ageLimitYears} 周岁`, en: `${product.names.en}: ${product.ageLimitYears} or older` };
  const help = { interventionId: ids.interventionId, reason: 'age-check', lineId: newest.lineId, evidence, openedAtMs: atMs } as const;
  return to({ ...now, basket, notice: null, helps: [...now.helps, help] }, opened(now, help.interventionId, 'age-check', evidence));
}

function unitsChanged(session: LaneSession, event: Of<'units-changed'>): LaneStep {
  const line = session.state === 'selling' ? session.basket.lines.find((one) => one.lineId === event.lineId) : undefined;
  if (session.state !== 'selling' || !line || line.soldBy === 'weight' || line.epcs.length > 0 || !Number.isInteger(event.units)) return same(session);
  if (event.units > MOST_PIECES_PER_LINE) return withNotice(session, { code: 'too-many-pieces', detail: String(MOST_PIECES_PER_LINE), atMs: event.atMs });
  if (event.units <= 0) return voided(session, { kind: 'line-voided', lineId: event.lineId, atMs: event.atMs });
  return to({ ...session, basket: withUnits(session.basket, event.lineId, event.units), notice: null });
}

function voided(session: LaneSession, event: Of<'line-voided'>): LaneStep {
  const line = session.state === 'selling' ? session.basket.lines.find((one) => one.lineId === event.lineId) : undefined;
  if (session.state !== 'selling' || !line) return same(session);
  const fact: LaneEffect = { kind: 'record', fact: { kind: 'line-voided', body: { saleId: session.saleId, lineId: line.lineId, productId: line.productId, amountMinor: grossOf(line), staffId: session.staffId } } };
  const basket = removeLine(session.basket, line.lineId);
  const noLongerNeeded = session.helps.filter((help) => help.reason === 'age-check' && !basket.lines.some((one) => one.ageLimitYears !== null));
  const helps = session.helps.filter((help) => !noLongerNeeded.includes(help));
  return afterRemoval({ ...session, basket, helps, notice: null }, fact, ...noLongerNeeded.map((help) => closed(session.saleId, help.interventionId, 'resolved', null)));
}

/** An emptied basket with nothing open goes back to the attract screen. */
function afterRemoval(session: SellingLane, ...effects: LaneEffect[]): LaneStep {
  const empty = session.basket.lines.length === 0 && session.basket.member === null && session.helps.length === 0 && session.weighing === null;
  return empty ? to(idleLane(session.language, session.staffId), ...effects) : to(session, ...effects);
}

/** A member may show the code before the first item: the sale begins with it. */
function memberIdentified(session: LaneSession, event: Of<'member-identified'>): LaneStep {
  const now = selling(session, event);
  return now ? to({ ...now, basket: { ...now.basket, member: { memberId: event.memberId, greeting: event.greeting } }, notice: null }) : same(session);
}

/** Help may be called before anything is scanned, too. */
function helpCalled(session: LaneSession, event: Of<'help-called'>): LaneStep {
  const now = session.state === 'tendering' ? session : selling(session, event);
  if (!now || now.helps.some((help) => help.reason === 'shopper-called')) return same(session);
  const evidence = { zh: '顾客请求帮助', en: 'The shopper asked for help' };
  const help = { interventionId: event.ids.interventionId, reason: 'shopper-called', lineId: null, evidence, openedAtMs: event.atMs } as const;
  return to({ ...now, helps: [...now.helps, help] }, opened(now, help.interventionId, 'shopper-called', evidence));
}

function helpAnswered(session: LaneSession, event: Of<'help-answered'>): LaneStep {
  if (session.state !== 'selling' && session.state !== 'tendering') return same(session);
  const help = session.helps.find((one) => one.interventionId === event.interventionId);
  if (!help) return same(session);
  const answered = { ...session, helps: session.helps.filter((one) => one !== help) };
  const fact = closed(session.saleId, help.interventionId, event.decision, event.staffId);
  if (help.reason !== 'age-check') return answered.state === 'selling' ? afterRemoval(answered, fact) : to(answered, fact);
  if (event.decision === 'approved') {
    return to({ ...answered, approvals: [...answered.approvals, { staffId: event.staffId, reason: 'age-check', lineId: help.lineId, atMs: event.atMs }], notice: null }, fact);
  }
  const refusedLines = session.basket.lines.filter((line) => line.ageLimitYears !== null);
  const basket = { ...session.basket, lines: session.basket.lines.filter((line) => line.ageLimitYears === null) };
  const facts = refusedLines.map((line): LaneEffect => ({ kind: 'record', fact: { kind: 'line-voided', body: { saleId: session.saleId, lineId: line.lineId, productId: line.productId, amountMinor: grossOf(line), staffId: event.staffId } } }));
  const { weighing } = session.state === 'selling' ? session : { weighing: null };
  const back: SellingLane = {
    state: 'selling', saleId: session.saleId, language: session.language, staffId: session.staffId, startedAtMs: session.startedAtMs, basket, helps: answered.helps,
    approvals: session.approvals, notice: { code: 'age-refused', detail: null, atMs: event.atMs }, weighing,
  };
  return to(back, fact, ...facts);
}

function cancelled(session: LaneSession, totalMinor: number): LaneStep {
  if (session.state !== 'selling' && !(session.state === 'tendering' && session.payment === null)) return same(session);
  const fact: LaneEffect = { kind: 'record', fact: { kind: 'basket-cancelled', body: { saleId: session.saleId, lineCount: session.basket.lines.length, totalMinor, staffId: session.staffId } } };
  return to(idleLane(session.language, session.staffId), fact, ...session.helps.map((help) => closed(session.saleId, help.interventionId, 'resolved', null)));
}

function suspended(session: LaneSession, event: Of<'basket-suspended'>): LaneStep {
  if (session.state !== 'selling' || session.basket.lines.length === 0) return same(session);
  return to(
    { ...idleLane(session.language, session.staffId), notice: { code: 'suspended', detail: event.ticket, atMs: event.atMs } },
    { kind: 'hold-basket', ticket: event.ticket, held: session },
    { kind: 'record', fact: { kind: 'basket-suspended', body: { saleId: session.saleId, ticket: event.ticket, totalMinor: event.totalMinor } } },
  );
}

const opened = (session: { readonly saleId: string }, interventionId: string, reason: string, evidence: { zh: string; en: string }): LaneEffect => ({
  kind: 'record', fact: { kind: 'intervention-opened', body: { interventionId, saleId: session.saleId, reason, evidence } },
});
const closed = (saleId: string, interventionId: string, decision: 'approved' | 'refused' | 'resolved', staffId: string | null): LaneEffect => ({
  kind: 'record', fact: { kind: 'intervention-closed', body: { interventionId, saleId, decision, staffId } },
});
