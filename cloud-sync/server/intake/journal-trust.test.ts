import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import type { EntryBody, JournalEntry } from 'retail-model/journal/entry.ts';
import { openEmbeddedStorage } from '../storage/embedded-storage.ts';
import { inFolder, openChain, saleOf, type Chain } from '../test-head-office.ts';
import { raiseGaps } from './raise-gaps.ts';
import { replayQuarantined } from './replay-quarantined.ts';
import { takeJournal } from './take-journal.ts';

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The intake on a database of its own, with one store, its enrolled key and a clock that stands until it is set. */
const withIntake = (use: (intake: Awaited<ReturnType<typeof openIntake>>) => Promise<void>): Promise<void> => inFolder(async (folder) => {
  const intake = await openIntake(folder);
  await use(intake).finally(() => intake.storage.close());
});

async function openIntake(folder: string) {
  const storage = await openEmbeddedStorage(`${folder}/head-office.sqlite`);
  const clock = { nowMs: 1_000_000 };
  const parts = { storage, sha256Hex, newId: randomUUID, nowMs: () => clock.nowMs };
  await storage.db.insertInto('stores').values({ storeId: 's001', namesText: '{}', createdAtMs: 1, stateText: null, stateReceivedAtMs: null, lastHeardMs: null }).execute();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await storage.db.insertInto('devices').values({ deviceId: 'd', storeId: 's001', deviceName: 'd', publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('base64url'), enrolledAtMs: 1, lastSeenMs: null, revokedAtMs: 5 }).execute();
  const head = (chain: Chain, { terminalId, sequence, hash }: Pick<JournalEntry, 'terminalId' | 'sequence' | 'hash'>, key: KeyObject = privateKey) =>
    chain.next('journal-head-signed', { terminalId, sequence, hash, keyId: 'device', signature: sign(null, Buffer.from(canonicalJson({ storeId: 's001', terminalId, sequence, hash })), key).toString('base64') });
  return {
    storage, clock, parts, head,
    push: async (entries: readonly unknown[]) => { const taken = await takeJournal(parts, 's001', entries); if (!taken.ok) throw new Error(taken.error); return taken.value; },
    arrived: async (terminalId = 'lane1') => (await storage.db.selectFrom('journal').select('sequence').where('terminalId', '=', terminalId).orderBy('sequence').execute()).map((row) => row.sequence),
    quarantined: () => storage.db.selectFrom('quarantine').select(['quarantineId', 'reason', 'state', 'sequence', 'throughSequence']).execute(),
  };
}

const sales = (count: number) => { const chain = openChain('s001'); return Array.from({ length: count }, () => saleOf(chain, 'tea', 1)); };

describe('a gap in a journal', () => {
  it('is raised after five minutes and stepped over; the entries that come late close the alarm', () => withIntake(async ({ push, clock, parts, arrived, quarantined }) => {
    const [one, two, three, four, five, six] = sales(6);
    await push([one, two, five, six]);
    clock.nowMs += 5 * 60_000 - 1;
    expect(await raiseGaps(parts)).toEqual([]);
    expect(await arrived()).toEqual([1, 2]);
    clock.nowMs += 1;
    expect(await raiseGaps(parts)).toEqual([{ storeId: 's001', terminalId: 'lane1', fromSequence: 3, toSequence: 4 }]);
    expect(await raiseGaps(parts)).toEqual([]);
    expect(await arrived()).toEqual([1, 2, 5, 6]);
    expect(await quarantined()).toMatchObject([{ reason: 'missing-entry', state: 'open', sequence: 3, throughSequence: 4 }]);
    await push([four]);
    expect(await quarantined()).toMatchObject([{ state: 'open' }]);
    await push([three]);
    expect(await arrived()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await quarantined()).toMatchObject([{ state: 'replayed' }]);
  }));

  it('is raised when a signed head has passed it, also when nothing came after: a tail that was cut off', () => withIntake(async ({ push, head, clock, parts, arrived, quarantined }) => {
    const entries = sales(5);
    const store = openChain('s001', 'store');
    await push([...entries.slice(0, 3), head(store, entries[4]!)]);
    expect(await raiseGaps(parts)).toEqual([]);
    clock.nowMs += 30_000;
    expect(await raiseGaps(parts)).toEqual([{ storeId: 's001', terminalId: 'lane1', fromSequence: 4, toSequence: 5 }]);
    expect(await quarantined()).toMatchObject([{ reason: 'missing-entry', state: 'open' }]);
    // Only the entry that was signed may take the place.
    const other = openChain('s001');
    const forged = Array.from({ length: 5 }, () => saleOf(other, 'tea', 9));
    expect((await push([forged[4]])).quarantined).toEqual([{ id: 's001-lane1-0000000005', reason: 'fork' }]);
    await push(entries.slice(3));
    expect(await arrived()).toEqual([1, 2, 3, 4, 5]);
    expect((await quarantined()).filter((row) => row.reason === 'missing-entry')).toMatchObject([{ state: 'replayed' }]);
  }));

  it('is raised and not stepped over when it is absurdly long', () => withIntake(async ({ push, clock, parts, arrived }) => {
    const chain = openChain('s001');
    const [one] = [saleOf(chain, 'tea', 1)];
    const { hash: _, ...far } = { ...saleOf(chain, 'tea', 1), sequence: 900_000_000, id: 's001-lane1-0900000000' };
    await push([one, { ...far, hash: entryHash(far as never, sha256Hex) }]);
    clock.nowMs += 5 * 60_000;
    expect(await raiseGaps(parts)).toMatchObject([{ fromSequence: 2, toSequence: 899_999_999 }]);
    expect(await arrived()).toEqual([1]);
  }));
});

describe('a signed head', () => {
  it('with the signature of another key is quarantined, and blocks nothing', () => withIntake(async ({ push, head, storage, parts, quarantined }) => {
    const store = openChain('s001', 'store');
    const entries = sales(2);
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const answer = await push([...entries, head(store, entries[1]!, stranger), head(store, entries[1]!)]);
    expect(answer.quarantined).toEqual([{ id: 's001-store-0000000001', reason: 'bad-entry' }]);
    const [row] = await quarantined();
    expect(row).toMatchObject({ reason: 'unsigned-head', sequence: 1 });
    expect(await storage.db.selectFrom('anchors').select(['terminalId', 'sequence']).execute()).toEqual([{ terminalId: 'lane1', sequence: 2 }]);
    expect(await replayQuarantined(parts, row!.quarantineId, null)).toMatchObject({ value: { outcome: 'still-refused' } });
  }));

  it('raises whatever contradicts it: a head that disowns what stands there, and entries that are not what was signed', () => withIntake(async ({ push, head, arrived, quarantined }) => {
    const store = openChain('s001', 'store');
    const entries = sales(3);
    const other = openChain('s001');
    const rewritten = Array.from({ length: 3 }, () => saleOf(other, 'tea', 9));
    await push([entries[0], head(store, rewritten[0]!), head(store, entries[2]!)]);
    expect(await quarantined()).toMatchObject([{ reason: 'contradicted-head', sequence: null, state: 'open' }]);
    const { previousHash: _p, hash: _h, ...second } = rewritten[1]!;
    const follows = { ...second, previousHash: entries[0]!.hash };
    const secondHash = entryHash(follows as never, sha256Hex);
    const third = { ...rewritten[2]!, previousHash: secondHash };
    await push([{ ...follows, hash: secondHash }, { ...third, hash: entryHash(third as never, sha256Hex) }]);
    expect(await arrived()).toEqual([1, 2]);
    expect((await quarantined()).map(({ reason, sequence }) => [reason, sequence])).toEqual([['contradicted-head', null], ['contradicted-head', 3]]);
  }));
});

type Body = EntryBody<'sale-completed'>;
describe('the sums of an entry', () => {
  const spoiled = (change: (body: Body) => object) => { const entry = saleOf(openChain('s001'), 'tea', 2); const { hash: _, ...rest } = { ...entry, body: change(entry.body as Body) }; return { ...rest, hash: entryHash(rest as never, sha256Hex) }; };
  it.each([
    ['a total that is not its lines', (body: Body) => ({ ...body, totals: { ...(body.totals), totalMinor: 2001 } })],
    ['tenders that do not cover it', (body: Body) => ({ ...body, tenders: [{ kind: 'cash', amountMinor: 1900, givenMinor: 1900, changeMinor: 0, paymentId: null }] })],
    ['change from nowhere', (body: Body) => ({ ...body, tenders: [{ kind: 'cash', amountMinor: 2000, givenMinor: 2000, changeMinor: 500, paymentId: null }] })],
    ['points for nobody', (body: Body) => ({ ...body, pointsEarned: 5 })],
    ['a line that sells nothing', (body: Body) => ({ ...body, lines: [{ ...body.lines[0], units: 0 }] })],
  ])('are judged: %s goes to quarantine though its hash is right', (_what, change) => withIntake(async ({ push, quarantined }) => {
    expect((await push([spoiled(change)])).quarantined).toMatchObject([{ reason: 'bad-entry' }]);
    expect(await quarantined()).toMatchObject([{ reason: 'bad-sums', sequence: 1 }]);
  }));
});

describe('what waits', () => {
  it('is counted right without being counted, in any order of arrival', () => fc.assert(fc.asyncProperty(fc.shuffledSubarray(sales(12)), fc.integer({ min: 1, max: 4 }), (shuffled, size) => withIntake(async ({ push, storage }) => {
    for (let at = 0; at < shuffled.length; at += size) {
      await push(shuffled.slice(Math.max(0, at - 1), at + size));
      const parked = await storage.db.selectFrom('parked').select('sequence').execute();
      const heads = await storage.db.selectFrom('heads').select(['parkedCount', 'gapSinceMs']).execute();
      expect(heads).toEqual([{ parkedCount: parked.length, gapSinceMs: parked.length > 0 ? 1_000_000 : null }]);
    }
  })), { numRuns: 20 }));
});
