import Database from 'better-sqlite3-multiple-ciphers';
import type { Fact, JournalEntry } from 'retail-model/journal/entry.ts';
import { idleLane } from 'retail-model/lane/lane-session.ts';
import { expect, test } from 'vitest';
import { openLane, type LaneParts } from './lane.ts';
import { factsStillOwed } from './owed-facts.ts';
import { openSessionStore } from './session-store.ts';

const voided = (lineId: string): Fact => ({ kind: 'line-voided', body: { saleId: 's1', lineId, productId: 'cola', amountMinor: 280, staffId: null } });
const entry = (sequence: number, fact: Fact): JournalEntry => ({ ...fact, sequence }) as JournalEntry;

test('a fact that the journal holds is not owed any more; one before it was owed does not pay it', () => {
  const owed = [{ owedId: 1, afterSequence: 5, fact: voided('a') }, { owedId: 2, afterSequence: 5, fact: voided('b') }, { owedId: 3, afterSequence: 6, fact: voided('a') }];
  const journal = [entry(4, voided('b')), entry(6, voided('a'))];
  expect(factsStillOwed(owed, (after) => journal.filter(({ sequence }) => sequence > after)).map(({ owedId }) => owedId)).toEqual([2, 3]);
});

/** A lane on a database of its own, whose journal is a list; `fails` makes it lose power before the next fact is written. */
function laneOn(connection: InstanceType<typeof Database>, journal: JournalEntry[], state: { fails: boolean }) {
  const parts: LaneParts = {
    laneId: 'lane1', nowMs: () => 1, sessions: openSessionStore(connection), promotions: () => [],
    record: async (fact) => {
      if (state.fails) throw new Error('The power is gone');
      journal.push(entry(journal.length + 1, fact));
    },
    headSequence: () => journal.length, entriesAfter: (sequence) => journal.filter((one) => one.sequence > sequence),
    commitSale: async () => ({ receiptNumber: 'r', totalMinor: 0 }), askPayment: () => undefined, resumePayment: () => undefined, onStep: () => undefined, onTrouble: () => undefined,
  };
  return openLane(parts);
}

test('a suspended basket and its fact survive a power cut between the step and the journal, once', async () => {
  const connection = new Database(':memory:');
  const journal: JournalEntry[] = [];
  const state = { fails: true };
  openSessionStore(connection).save('lane1', { ...idleLane('zh-CN', null), state: 'selling', saleId: 's1', startedAtMs: 1, basket: { lines: [{ lineId: 'a' }], member: null }, weighing: null, helps: [], approvals: [] } as never, { facts: [], afterSequence: 0, holds: [], releases: [], settled: [] });
  const lane = laneOn(connection, journal, state);
  lane.handle({ kind: 'basket-suspended', ticket: '1234', totalMinor: 0, atMs: 1 });
  await lane.settled();
  expect(journal).toEqual([]);
  expect(openSessionStore(connection).held('1234')).not.toBeNull();

  state.fails = false;
  for (let start = 0; start < 3; start += 1) {
    const again = laneOn(connection, journal, state);
    again.resume();
    await again.settled();
  }
  expect(journal.map(({ kind }) => kind)).toEqual(['basket-suspended']);
});
