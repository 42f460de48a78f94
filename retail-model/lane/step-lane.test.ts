import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priceBasket } from '../basket/price-basket.ts';
import type { Product } from '../catalog/documents.ts';
import { idleLane, type LaneEffect, type LaneEvent, type LaneSession } from './lane-session.ts';
import { stepLane } from './step-lane.ts';

const product = (over: Partial<Product>): Product => ({
  id: 'milk', gtin: '09520000000011', otherGtins: [], plu: null, names: { zh: '牛奶', en: 'Milk' }, pinyinInitials: 'nn', category: 'dairy', soldBy: 'each', taxRateBasisPoints: 1300, ageLimitYears: null,
  rfidCompanyPrefixDigits: null, typicalGrams: 1000, shelfLifeDays: 10, supplierId: 's', packUnits: 6, costMinor: 300, picture: { shape: 'carton', colour: '#ffffff' }, active: true, ...over,
});
const milk = product({});
const wine = product({ id: 'wine', ageLimitYears: 18, names: { zh: '红酒', en: 'Red wine' } });
const apples = product({ id: 'apples', soldBy: 'weight', names: { zh: '苹果', en: 'Apples' } });
const shirt = product({ id: 'shirt', rfidCompanyPrefixDigits: 7 });

let ids = 0;
const someIds = { saleId: 'sx', lineId: 'lx', interventionId: 'h' };
const entered = (of: Product, more: Partial<Extract<LaneEvent, { kind: 'product-identified' }>> = {}): LaneEvent => ({
  kind: 'product-identified', product: of, priceId: `${of.id}@1`, unitPriceMinor: 500, units: null, weightText: null, epcs: [], enteredBy: 'scan', ids: { saleId: `s${++ids}`, lineId: `l${ids}`, interventionId: `i${ids}` }, atMs: 1, ...more,
});
const play = (events: readonly LaneEvent[], from: LaneSession = idleLane('zh-CN', null)) => {
  let session = from;
  const effects: LaneEffect[] = [];
  for (const event of events) {
    const next = stepLane(session, event);
    session = next.session;
    effects.push(...next.effects);
  }
  return { session, effects };
};
const pricedOf = (session: LaneSession) => {
  if (session.state !== 'selling') throw new Error(`not selling but ${session.state}`);
  return priceBasket(session.basket, { promotions: [], atMs: 0 });
};
const toPayment = (events: readonly LaneEvent[]) => {
  const { session } = play(events);
  return play([{ kind: 'payment-started', priced: pricedOf(session), atMs: 2 }], session);
};
const facts = (effects: readonly LaneEffect[]) => effects.flatMap((effect) => (effect.kind === 'record' ? [effect.fact.kind] : []));

describe('a lane', () => {
  test('raises the quantity of the same goods, and puts the newest line last', () => {
    const { session } = play([entered(milk), entered(wine), entered(milk)]);
    expect(session.state === 'selling' && session.basket.lines.map((line) => [line.productId, line.units])).toEqual([['wine', 1], ['milk', 2]]);
  });

  test('weighs before it prices, and never takes nothing for a weight', () => {
    const waiting = play([entered(apples)]).session;
    expect(waiting.state === 'selling' && waiting.weighing?.product.id).toBe('apples');
    const grams = (value: number): LaneEvent => ({ kind: 'weight-taken', grams: value, text: `${value} g`, ids: { saleId: 'x', lineId: 'lw', interventionId: 'x' }, atMs: 2 });
    expect(play([grams(0)], waiting).session).toBe(waiting);
    const taken = play([grams(488)], waiting).session;
    expect(taken.state === 'selling' && taken.basket.lines[0]).toMatchObject({ units: 488, weightText: '488 g' });
  });

  test('asks once for the age, lets the shopper go on, and takes no money before it is answered', () => {
    const { session, effects } = play([entered(wine), entered(wine), entered(milk)]);
    expect(facts(effects)).toEqual(['intervention-opened']);
    const blocked = play([{ kind: 'payment-started', priced: pricedOf(session), atMs: 3 }], session).session;
    expect(blocked).toMatchObject({ state: 'selling', notice: { code: 'help-first' } });
    const help = session.state === 'selling' ? session.helps[0]! : null;
    const answered = play([{ kind: 'help-answered', interventionId: help!.interventionId, decision: 'approved', staffId: 'anna', atMs: 4 }], session).session;
    expect(play([{ kind: 'payment-started', priced: pricedOf(answered), atMs: 5 }], answered).session.state).toBe('tendering');
  });

  test('takes age-restricted goods out when a person refuses, and keeps the rest', () => {
    const { session } = play([entered(wine), entered(milk)]);
    const help = session.state === 'selling' ? session.helps[0]! : null;
    const refused = play([{ kind: 'help-answered', interventionId: help!.interventionId, decision: 'refused', staffId: 'anna', atMs: 4 }], session);
    expect(refused.session.state === 'selling' && refused.session.basket.lines.map((line) => line.productId)).toEqual(['milk']);
    expect(facts(refused.effects)).toEqual(['intervention-closed', 'line-voided']);
  });

  test('reads a tag once, however often the reader tells it', () => {
    const tagged = (epc: string) => entered(shirt, { units: 1, epcs: [epc], enteredBy: 'rfid' });
    const { session } = play([tagged('3034AA'), tagged('3034BB'), tagged('3034AA')]);
    expect(session.state === 'selling' && session.basket.lines.flatMap((line) => line.epcs)).toEqual(['3034AA', '3034BB']);
  });

  test('a member’s code and a call for help may come before the first item', () => {
    const member = play([{ kind: 'member-identified', memberId: 'm', greeting: { zh: '您好', en: 'Hello' }, ids: someIds, atMs: 1 }, entered(milk)]).session;
    expect(member).toMatchObject({ state: 'selling', saleId: 'sx', basket: { member: { memberId: 'm' } } });
    const called = play([{ kind: 'help-called', ids: someIds, atMs: 1 }]);
    expect(facts(called.effects)).toEqual(['intervention-opened']);
    expect(play([{ kind: 'help-answered', interventionId: 'h', decision: 'resolved', staffId: 'a', atMs: 2 }], called.session).session.state).toBe('idle');
  });

  test('journals the intent before it asks for money', () => {
    const { session } = toPayment([entered(milk)]);
    const { effects } = play([{ kind: 'pay-code-shown', paymentId: 'pay1', payCode: '134567890123456789', provider: 'wechat-pay' }], session);
    expect(effects.map((effect) => (effect.kind === 'record' ? effect.fact.kind : effect.kind))).toEqual(['payment-intended', 'ask-payment']);
  });

  test('commits exactly once for an approval, whatever else arrives', () => {
    const { session } = toPayment([entered(milk)]);
    const approved: LaneEvent = { kind: 'payment-approved', paymentId: 'pay1' };
    const { session: done, effects } = play([{ kind: 'pay-code-shown', paymentId: 'pay1', payCode: '134567890123456789', provider: 'p' }, { kind: 'payment-approved', paymentId: 'other' }, approved, approved, { kind: 'cash-given', givenMinor: 9999, roundedDueMinor: 500, atMs: 9 }], session);
    expect(effects.filter((effect) => effect.kind === 'commit-sale')).toHaveLength(1);
    expect(done.state).toBe('committing');
  });

  test('does not leave a payment whose outcome is unknown', () => {
    const { session } = toPayment([entered(milk)]);
    const unknown = play([{ kind: 'pay-code-shown', paymentId: 'pay1', payCode: '134567890123456789', provider: 'p' }, { kind: 'payment-became-unknown', paymentId: 'pay1', interventionId: 'i', atMs: 3 }], session).session;
    for (const event of [{ kind: 'payment-left', atMs: 4 }, { kind: 'basket-cancelled', totalMinor: 0 }, { kind: 'cash-given', givenMinor: 9999, roundedDueMinor: 500, atMs: 4 }] as const) expect(play([event], unknown).session).toBe(unknown);
    expect(play([{ kind: 'payment-declined', paymentId: 'pay1', atMs: 5 }], unknown).session).toMatchObject({ state: 'tendering', payment: null });
  });

  test('a suspended basket resumes elsewhere as it was', () => {
    const { session } = play([entered(milk), entered(apples, { units: 300, weightText: '0.300 kg' })]);
    const held = play([{ kind: 'basket-suspended', ticket: 'T7', totalMinor: 650, atMs: 5 }], session);
    const hold = held.effects.find((effect) => effect.kind === 'hold-basket');
    const resumed = play([{ kind: 'basket-resumed', ticket: 'T7', held: hold!.held }], idleLane('en', 'bo'));
    expect(resumed.session).toMatchObject({ state: 'selling', language: 'en', staffId: 'bo', basket: session.state === 'selling' ? session.basket : null });
  });

  test('a price may fall within a basket and never rise', () => {
    const { session } = play([entered(milk), entered(milk, { priceId: 'milk@2', unitPriceMinor: 600 }), entered(milk, { priceId: 'milk@3', unitPriceMinor: 400 })]);
    expect(session.state === 'selling' && session.basket.lines.map((line) => [line.unitPriceMinor, line.units])).toEqual([[500, 2], [400, 1]]);
  });

  test('never loses a basket except by committing, cancelling, suspending or voiding it', () => {
    const anyEvent: fc.Arbitrary<LaneEvent> = fc.oneof(
      fc.constantFrom(milk, wine, apples).map((one) => entered(one)),
      fc.constantFrom<LaneEvent>(
        { kind: 'weighing-left' }, { kind: 'language-chosen', language: 'en' }, { kind: 'help-called', ids: someIds, atMs: 1 }, { kind: 'payment-left', atMs: 1 }, { kind: 'lane-paused', staffId: 'a' }, { kind: 'lane-opened' },
        { kind: 'receipt-taken' }, { kind: 'staff-signed-in', staffId: 'b' }, { kind: 'staff-signed-out' }, { kind: 'commit-refused', atMs: 1 }, { kind: 'entry-refused', code: 'unknown-code', detail: null, atMs: 1 },
        { kind: 'member-identified', memberId: 'm', greeting: { zh: '您好', en: 'Hello' }, ids: someIds, atMs: 1 }, { kind: 'payment-declined', paymentId: 'pay1', atMs: 1 }, { kind: 'sale-committed', saleId: 'nobody', receiptNumber: 'r', totalMinor: 0 },
      ),
    );
    const pieces = (session: LaneSession): number => {
      const present = session.state === 'paused' ? session.resume : session;
      return 'basket' in present ? present.basket.lines.reduce((sum, one) => sum + one.units, 0) : 0;
    };
    fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let session: LaneSession = idleLane('zh-CN', null);
      for (const event of events) {
        const next: LaneSession = stepLane(session, event).session;
        expect(pieces(next)).toBeGreaterThanOrEqual(pieces(session));
        session = next;
      }
    }), { numRuns: 300 });
  });
});
