import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openFollowers, type Follower } from './followers.ts';
import { journalTableOf } from './journal-reading.ts';
import { ed25519Signer, isHeadSignedBy, openHeadSigner } from './signed-heads.ts';
import { counted, inFolder, openTestStore, START_MS } from './test-store.ts';

const never = new AbortController().signal;

/** What was counted, by terminal: enough of a projection to be wrong. */
const counts = (more: Partial<Follower> = {}): Follower => ({
  name: 'counts',
  version: 1,
  tables: ['counts'],
  createTables: (sql) => void sql.exec('CREATE TABLE IF NOT EXISTS counts(terminal TEXT PRIMARY KEY, entries INTEGER NOT NULL, total INTEGER NOT NULL)'),
  fold: (entry, sql) => {
    if (entry.kind !== 'cash-counted') return;
    sql.prepare('INSERT INTO counts VALUES(?, 1, ?) ON CONFLICT(terminal) DO UPDATE SET entries = entries + 1, total = total + excluded.total').run(entry.terminalId, entry.body.countedMinor);
  },
  ...more,
});

async function openFollowed(directory: string, followers: readonly Follower[]) {
  const clock = { nowMs: START_MS };
  const troubles: string[] = [];
  let follow = (): void => undefined;
  const store = await openTestStore(directory, { clock, onCommitted: () => follow() });
  const opened = openFollowers({ journal: journalTableOf(store.collection), followers, nowMs: () => clock.nowMs, onTrouble: (name, error) => troubles.push(`${name}: ${(error as Error).message}`) });
  follow = opened.follow;
  await opened.caughtUp(never);
  return { ...store, followers: opened, troubles, rows: (table = 'counts') => store.connection.prepare(`SELECT * FROM ${table}`).all() };
}

describe('a follower', () => {
  test('has seen a fact when its writer is answered, and goes on where it stopped after a restart', () =>
    inFolder(async (directory) => {
      for (let life = 1; life <= 3; life++) {
        const store = await openFollowed(directory, [counts()]);
        await store.journal.append('lane1', 'cash-counted', counted(10));
        expect(store.rows()).toEqual([{ terminal: 'lane1', entries: life, total: 10 * life }]);
        expect(store.followers.states()).toMatchObject([{ name: 'counts', state: 'current', trouble: null }]);
        await store.close();
      }
    }));

  test('that is new begins at the first entry; so does one of another version, without the tables of the old', () =>
    inFolder(async (directory) => {
      const first = await openFollowed(directory, [counts()]);
      for (let n = 1; n <= 5; n++) await first.journal.append('lane1', 'cash-counted', counted(n));
      await first.close();
      const renamed = counts({
        version: 2,
        tables: ['counts_of_two'],
        createTables: (sql) => void sql.exec('CREATE TABLE counts_of_two(id TEXT PRIMARY KEY)'),
        fold: (entry, sql) => void sql.prepare('INSERT INTO counts_of_two VALUES(?)').run(entry.id),
      });
      const second = await openFollowed(directory, [renamed]);
      expect(second.rows('counts_of_two')).toHaveLength(5);
      expect(() => second.rows('counts')).toThrow(/no such table/);
      await second.close();
    }));

  test('that throws stands still before its entry, is tried again later, and holds up nobody', () =>
    inFolder(async (directory) => {
      let isBroken = true;
      const fragile = counts({
        name: 'fragile',
        tables: ['fragile'],
        createTables: (sql) => void sql.exec('CREATE TABLE IF NOT EXISTS fragile(id TEXT PRIMARY KEY)'),
        fold: (entry, sql) => {
          sql.prepare('INSERT INTO fragile VALUES(?)').run(entry.id);
          if (isBroken && entry.sequence === 2) throw new Error('cannot read this');
        },
      });
      const store = await openFollowed(directory, [fragile, counts()]);
      for (let n = 1; n <= 3; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
      expect(store.rows()).toEqual([{ terminal: 'lane1', entries: 3, total: 6 }]);
      expect(store.rows('fragile')).toEqual([{ id: 'sh01-lane1-0000000001' }]);
      expect(store.followers.states()[0]).toMatchObject({ state: 'quarantined', trouble: { reason: 'cannot read this', entryId: 'sh01-lane1-0000000002', attempts: 1, retryAtMs: START_MS + 1_000 } });
      expect(store.troubles).toEqual(['fragile: cannot read this']);

      store.clock.nowMs += 1_000;
      store.followers.follow();
      expect(store.followers.states()[0]!.trouble).toMatchObject({ attempts: 2, retryAtMs: START_MS + 3_000 });
      isBroken = false;
      store.clock.nowMs += 2_000;
      store.followers.follow();
      expect(store.rows('fragile')).toHaveLength(3);
      expect(store.followers.states()[0]).toMatchObject({ state: 'current', trouble: null });
      await store.close();
    }));

  test('is not blamed for a disk that refuses, and the sale is answered all the same', () =>
    inFolder(async (directory) => {
      const store = await openFollowed(directory, [counts({ fold: (_entry, sql) => void sql.exec('PRAGMA query_only = ON; INSERT INTO counts VALUES(1, 1, 1)') })]);
      await store.journal.append('lane1', 'cash-counted', counted(1));
      expect(store.followers.states()).toMatchObject([{ state: 'behind', trouble: null }]);
      expect(store.troubles).toHaveLength(1);
      store.connection.pragma('query_only = OFF');
      await store.close();
    }));

  test('made anew equals the live one, whatever was written; a changed row is found', { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('lane1', 'lane2', 'store'), fc.integer({ min: 0, max: 1_000 })), { minLength: 1, maxLength: 40 }), (facts) =>
        inFolder(async (directory) => {
          const store = await openFollowed(directory, [counts()]);
          await Promise.all(facts.map(([terminal, minor]) => store.journal.append(terminal, 'cash-counted', counted(minor))));
          expect(await store.followers.check('counts', never)).toMatchObject({ isEqual: true, entries: facts.length });
          const live = store.rows();
          store.connection.exec('UPDATE counts SET total = total + 1');
          expect(await store.followers.check('counts', never)).toMatchObject({ isEqual: false, tables: [{ table: 'counts', isEqual: false }] });
          await store.followers.rebuild('counts', never);
          expect(store.rows()).toEqual(live);
          await store.close();
        }),
      ),
      { numRuns: 10 },
    ),
  );

  test('catches up with more than a page, and leaves the connection at synchronous FULL', () =>
    inFolder(async (directory) => {
      const store = await openFollowed(directory, []);
      for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 900 }, (_, n) => store.journal.append('lane1', 'cash-counted', counted(n))));
      await store.close();
      const again = await openFollowed(directory, [counts()]);
      expect(again.rows()).toMatchObject([{ entries: 2_700 }]);
      expect(again.connection.pragma('synchronous', { simple: true })).toBe(2);
      await again.close();
    }));
});

test('signed heads anchor every terminal once it grew, and a changed head does not verify', () =>
  inFolder(async (directory) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const store = await openTestStore(directory);
    await store.journal.append('lane1', 'cash-counted', counted(1));
    const signer = openHeadSigner(store.journal, 'sh01', ed25519Signer('key-1', privateKey));
    const [head] = await signer.signHeads();
    expect(head).toMatchObject({ terminalId: 'lane1', sequence: 1, keyId: 'key-1' });
    expect(isHeadSignedBy('sh01', head!, publicKey)).toBe(true);
    expect([{ sequence: 2 }, { hash: '0'.repeat(64) }, { signature: '' }].map((change) => isHeadSignedBy('sh01', { ...head!, ...change }, publicKey))).toEqual([false, false, false]);
    expect(await signer.signHeads()).toEqual([]);
    await store.journal.append('lane1', 'cash-counted', counted(2));
    expect(await signer.signHeads()).toMatchObject([{ terminalId: 'lane1', sequence: 2 }]);
    await store.close();
  }));
