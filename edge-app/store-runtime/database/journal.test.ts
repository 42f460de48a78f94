import fc from 'fast-check';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import { GENESIS_HASH, type JournalEntry } from 'retail-model/journal/entry.ts';
import { describe, expect, test } from 'vitest';
import type { JournalError } from './journal-error.ts';
import { counted, inFolder, openTestStore, sha256Hex, START_MS } from './test-store.ts';

/** What is wrong with a chain, in the order of the entries; [] where nothing is. */
function faultsOf(entries: readonly JournalEntry[]): readonly string[] {
  const heads = new Map<string, JournalEntry>();
  return entries.flatMap((entry) => {
    const previous = heads.get(entry.terminalId);
    heads.set(entry.terminalId, entry);
    return entry.sequence === (previous?.sequence ?? 0) + 1 && entry.previousHash === (previous?.hash ?? GENESIS_HASH) && entry.hash === entryHash(entry, sha256Hex) ? [] : [entry.id];
  });
}

describe('the journal', () => {
  test('gives each terminal a gapless chain, over restarts', () =>
    inFolder(async (directory) => {
      for (let life = 0; life < 3; life++) {
        const store = await openTestStore(directory);
        for (let n = 0; n < 3; n++) for (const terminal of ['lane1', 'lane2', 'store']) await store.journal.append(terminal, 'cash-counted', counted(n));
        await store.close();
      }
      const store = await openTestStore(directory);
      const entries = await store.entries();
      expect(entries.map(({ id }) => id).slice(0, 3)).toEqual(['sh01-lane1-0000000001', 'sh01-lane1-0000000002', 'sh01-lane1-0000000003']);
      expect(entries).toHaveLength(27);
      expect(faultsOf(entries)).toEqual([]);
      expect(store.journal.headOf('lane2')).toMatchObject({ sequence: 9, hash: entries.filter(({ terminalId }) => terminalId === 'lane2').at(-1)!.hash });
      expect(store.journal.headOf('lane9')).toBeNull();
      await store.close();
    }));

  test('chains facts that arrive together and commits them together', () =>
    inFolder(async (directory) => {
      const commits: number[] = [];
      const store = await openTestStore(directory, { onCommitted: (entries) => commits.push(entries.length) });
      const entries = await Promise.all(Array.from({ length: 60 }, (_, n) => store.journal.append(n % 2 ? 'lane1' : 'lane2', 'cash-counted', counted(n))));
      expect(entries.map(({ body }) => body.countedMinor)).toEqual(Array.from({ length: 60 }, (_, n) => n));
      expect(commits).toEqual([60]);
      expect(faultsOf(await store.entries())).toEqual([]);
      await store.close();
    }));

  test('keeps any facts in any grouping whole and in order', { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.record({ terminal: fc.constantFrom('lane1', 'lane2', 'store'), facts: fc.integer({ min: 1, max: 4 }), wait: fc.boolean() }), { maxLength: 25 }), (steps) =>
        inFolder(async (directory) => {
          const store = await openTestStore(directory);
          const writing: Promise<unknown>[] = [];
          let number = 0;
          for (const { terminal, facts, wait } of steps) {
            writing.push(store.journal.appendAll(terminal, Array.from({ length: facts }, () => ({ kind: 'cash-counted', body: counted(number++) }))));
            if (wait) await Promise.all(writing);
          }
          await Promise.all(writing);
          const entries = await store.entries();
          expect(faultsOf(entries)).toEqual([]);
          expect(entries.map(({ body }) => (body as { countedMinor: number }).countedMinor).sort((a, b) => a - b)).toEqual(Array.from({ length: number }, (_, n) => n));
          await store.close();
        }),
      ),
      { numRuns: 20 },
    ),
  );

  test('does not begin to write a body that is not of its kind, or that no hash can cover; its neighbours are written', () =>
    inFolder(async (directory) => {
      const store = await openTestStore(directory);
      const results = await Promise.allSettled([
        store.journal.append('lane1', 'cash-counted', counted(1)),
        store.journal.append('lane1', 'cash-counted', { drawerId: 7 } as never),
        store.journal.append('lane1', 'cash-counted', { ...counted(2), staffId: '\ud83d' }),
        store.journal.append('lane1', 'cash-counted', counted(3)),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
      const entries = await store.entries();
      expect(entries).toHaveLength(2);
      expect(faultsOf(entries)).toEqual([]);
      await store.close();
    }));

  test('notices a clock that was set back, over a restart too', () =>
    inFolder(async (directory) => {
      const clock = { nowMs: START_MS };
      const first = await openTestStore(directory, { clock });
      await first.journal.append('lane1', 'cash-counted', counted(1));
      clock.nowMs -= 1_000;
      await first.journal.append('lane1', 'cash-counted', counted(2));
      await first.close();
      clock.nowMs = START_MS - 3_600_000;
      const second = await openTestStore(directory, { clock });
      await second.journal.append('lane1', 'cash-counted', counted(3));
      await second.journal.append('lane1', 'cash-counted', counted(4));
      const entries = await second.entries();
      expect(entries.map(({ terminalId, kind }) => `${terminalId} ${kind}`)).toEqual([...Array.from({ length: 4 }, () => 'lane1 cash-counted'), 'store clock-changed']);
      expect(entries.at(-1)!.body).toEqual({ previousMs: START_MS - 1_000, nowMs: clock.nowMs });
      expect(faultsOf(entries)).toEqual([]);
      await second.close();
    }));
});

describe('a journal that cannot write', () => {
  test('says so with its kind, keeps nothing, and goes on gapless when it can', () =>
    inFolder(async (directory) => {
      const clock = { nowMs: START_MS };
      const store = await openTestStore(directory, { clock });
      await store.journal.append('lane1', 'cash-counted', counted(1));
      expect(store.journal.cannotSell()).toBeNull();

      store.connection.pragma('query_only = ON');
      await expect(store.journal.append('lane1', 'cash-counted', counted(2))).rejects.toMatchObject({ name: 'JournalError', kind: 'read-only' });
      clock.nowMs += 5_000;
      expect(store.journal.cannotSell()).toBe('read-only');

      store.connection.pragma('query_only = OFF');
      clock.nowMs += 5_000;
      expect(store.journal.cannotSell()).toBeNull();
      expect(await store.journal.append('lane1', 'cash-counted', counted(3))).toMatchObject({ sequence: 2 });
      expect(faultsOf(await store.entries())).toEqual([]);
      await store.close();
    }));

  test('on a full disk refuses the sale and, asked beforehand, the selling', () =>
    inFolder(async (directory) => {
      const clock = { nowMs: START_MS };
      const store = await openTestStore(directory, { clock });
      const pages = store.connection.pragma('page_count', { simple: true }) as number;
      store.connection.pragma(`max_page_count = ${pages + 4}`);
      let written = 0;
      const fill = async (): Promise<void> => {
        for (;;) {
          await store.journal.append('lane1', 'order-approved', {
            orderId: `order-${written}`, supplierId: 's', expectedOn: '2026-03-02', staffId: 'staff-1', modelVersion: '1',
            lines: Array.from({ length: 20 }, (_, n) => ({ productId: `product-${n}`, units: n, costMinor: n, proposedUnits: n, because: { zh: '缺货'.repeat(10), en: 'short'.repeat(20) } })),
          });
          written++;
        }
      };
      await expect(fill()).rejects.toMatchObject({ kind: 'disk-full' });
      clock.nowMs += 5_000;
      expect(store.journal.cannotSell()).toBe('disk-full');
      store.connection.pragma('max_page_count = 1000000');
      clock.nowMs += 5_000;
      expect(store.journal.cannotSell()).toBeNull();
      await store.journal.append('lane1', 'cash-counted', counted(1));
      const entries = await store.entries();
      expect(entries).toHaveLength(written + 1);
      expect(faultsOf(entries)).toEqual([]);
      await store.close();
    }));

  test('refuses what its queue cannot hold, and everything once closed', () =>
    inFolder(async (directory) => {
      const store = await openTestStore(directory);
      const results = await Promise.allSettled(Array.from({ length: 2_300 }, (_, n) => store.journal.append('lane1', 'cash-counted', counted(n))));
      const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as JournalError).kind);
      expect(new Set(refused)).toEqual(new Set(['journal-busy']));
      expect(refused).toHaveLength(300);
      const entries = await store.entries();
      expect(entries).toHaveLength(2_000);
      expect(faultsOf(entries)).toEqual([]);
      await store.close();
      await expect(store.journal.append('lane1', 'cash-counted', counted(1))).rejects.toMatchObject({ kind: 'journal-closed' });
    }));
});
