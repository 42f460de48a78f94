import { expect, test } from 'vitest';
import type { LaneEvent } from 'retail-model/lane/lane-session.ts';
import { openPayments, type PaymentDesk, type PaymentOutcome } from './payments.ts';

/** A provider that answers from a script; `null` breaks the connection. */
function deskOf(script: { charge: PaymentOutcome | null; queries?: readonly (PaymentOutcome | 'never-seen' | null)[]; reversible?: boolean }) {
  const asked: string[] = [];
  const queries = [...(script.queries ?? [])];
  const answer = <T>(what: string, value: T | null): Promise<T> => {
    asked.push(what);
    return value === null ? Promise.reject(new Error('connection broken')) : Promise.resolve(value);
  };
  const desk: PaymentDesk = {
    charge: () => answer('charge', script.charge),
    query: () => answer('query', queries.length > 1 ? queries.shift()! : (queries[0] ?? 'unknown')),
    reverse: () => answer('reverse', script.reversible ?? true),
    refund: () => answer('refund', 'approved'),
  };
  return { desk, asked };
}

const effect = { kind: 'ask-payment', paymentId: 'p1', saleId: 's1', amountMinor: 500, payCode: '134567890123456789', provider: 'pay-code' } as const;
const inFlight = { state: 'tendering', payment: { paymentId: 'p1', amountMinor: 500, stage: 'asking' } } as never;

async function outcomeOf(desk: PaymentDesk, act: (payments: ReturnType<typeof openPayments>) => void): Promise<LaneEvent[]> {
  const told: LaneEvent[] = [];
  const ending = new AbortController();
  await new Promise<void>((resolve) => {
    const payments = openPayments({
      desk, nowMs: () => 1, newId: () => 'id', wait: async () => undefined, signal: ending.signal,
      tell: (_laneId, event) => {
        told.push(event);
        if (event.kind === 'payment-approved' || event.kind === 'payment-declined') resolve();
      },
    });
    act(payments);
  });
  ending.abort();
  return told;
}

test('a lost answer is asked for again, and an approval found that way commits the sale', async () => {
  const { desk, asked } = deskOf({ charge: null, queries: ['unknown', 'approved'] });
  const told = await outcomeOf(desk, (payments) => payments.ask('lane1', effect));
  expect(told.map((event) => event.kind)).toEqual(['payment-approved']);
  expect(asked).toEqual(['charge', 'query', 'query']);
});

test('staff are called when the outcome stays unknown, and the queries go on', async () => {
  const { desk } = deskOf({ charge: 'unknown', queries: ['unknown', 'unknown', 'unknown', 'declined'] });
  const told = await outcomeOf(desk, (payments) => payments.ask('lane1', effect));
  expect(told.map((event) => event.kind)).toEqual(['payment-became-unknown', 'payment-declined']);
});

test('after a cut the provider is asked before anything else, and nobody is charged twice', async () => {
  const { desk, asked } = deskOf({ charge: 'approved', queries: ['approved'] });
  const told = await outcomeOf(desk, (payments) => payments.resume('lane1', inFlight));
  expect(told.map((event) => event.kind)).toEqual(['payment-approved']);
  expect(asked).toEqual(['query']);
});

test('a payment the provider never saw is closed there before it counts as declined', async () => {
  const { desk, asked } = deskOf({ charge: 'approved', queries: ['never-seen'] });
  const told = await outcomeOf(desk, (payments) => payments.resume('lane1', inFlight));
  expect(told.map((event) => event.kind)).toEqual(['payment-declined']);
  expect(asked).toEqual(['query', 'reverse']);
});
