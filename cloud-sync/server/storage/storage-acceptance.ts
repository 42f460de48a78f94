import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { takeJournal } from '../intake/take-journal.ts';
import { openChain, saleOf } from '../test-head-office.ts';
import type { CloudStorage } from './cloud-storage.ts';
import { copyLines, readCopy } from './portable-copy.ts';
import { putDocuments, readPage } from './reference-documents.ts';
import { beginNewEpoch, serverIdentity } from './server-identity.ts';

/** What a storage is tested with: `open` opens the same database again, `fresh` names a new one. */
export interface AcceptedStorage { readonly fresh: () => Promise<string>; readonly open: (place: string) => Promise<CloudStorage> }

const price = (id: string) => ({ collection: 'prices', scope: '*', body: { id, productId: 'p', amountMinor: 1, validFromMs: 0, epoch: 1 } }) as const;

/** The storage contract of head office. Every storage passes all of it. */
export function storageAcceptance(name: string, { fresh, open }: AcceptedStorage): void {
  describe(`the storage contract, ${name}`, () => {
    const withStorage = async (use: (storage: CloudStorage, place: string) => Promise<void>): Promise<void> => {
      const place = await fresh();
      const storage = await open(place);
      await use(storage, place).finally(() => storage.close());
    };
    const partsOf = (storage: CloudStorage) => ({ storage, sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex'), newId: randomUUID, nowMs: () => 1 });
    const putStores = (storage: CloudStorage, ...storeIds: string[]) => storage.db.insertInto('stores').values(storeIds.map((storeId) => ({ storeId, namesText: '{}', createdAtMs: 1, stateText: null, stateReceivedAtMs: null, lastHeardMs: null }))).execute();

    it('keeps what was committed, and nothing of a transaction that failed', () => withStorage(async (storage, place) => {
      await storage.write((transaction) => putDocuments(transaction, [price('kept')], 1));
      await expect(storage.write(async (transaction) => { await putDocuments(transaction, [price('lost')], 1); throw new Error('no'); })).rejects.toThrow('no');
      const again = await open(place);
      expect((await readPage(again.db, 's001', 'prices', 0, 10)).documents.map(({ id }) => id)).toEqual(['kept']);
      await again.close();
    }));

    it('numbers the feed without a hole, whoever writes at the same time', () => withStorage(async (storage) => {
      await Promise.all(Array.from({ length: 12 }, (_, writer) => storage.write((transaction) => putDocuments(transaction, [price(`a${writer}`), price(`b${writer}`)], 1))));
      const rows = await storage.db.selectFrom('documents').select('sequence').orderBy('sequence').execute();
      expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    }));

    it('never holds one place of a journal twice, whatever pushes cross each other', () => withStorage(async (storage) => {
      await putStores(storage, 's001', 's002');
      const parts = partsOf(storage);
      const chains = ['s001', 's002'].map((storeId) => { const chain = openChain(storeId); return { storeId, entries: Array.from({ length: 30 }, () => saleOf(chain, 'tea', 1)) }; });
      await Promise.all(chains.flatMap(({ storeId, entries }) => [0, 10, 20, 5, 15, 0].map((at) => takeJournal(parts, storeId, entries.slice(at, at + 12)))));
      for (const { storeId } of chains) await expect(storage.db.selectFrom('journal').select('sequence').where('storeId', '=', storeId).orderBy('sequence').execute()).resolves.toHaveLength(30);
      expect(await storage.db.selectFrom('takings').select(['storeId', 'sales', 'takingsMinor']).orderBy('storeId').execute()).toEqual([{ storeId: 's001', sales: 30, takingsMinor: 30_000 }, { storeId: 's002', sales: 30, takingsMinor: 30_000 }]);
      expect(await storage.db.selectFrom('parked').select('hash').execute()).toEqual([]);
      const row = await storage.db.selectFrom('journal').selectAll().limit(1).executeTakeFirstOrThrow();
      await expect(storage.db.insertInto('journal').values(row).execute()).rejects.toThrow(/unique/i);
    }));

    it('takes entries of any number, also beyond the room that was made', () => withStorage(async (storage) => {
      const row = (sequence: number) => ({ storeId: 's001', terminalId: 'lane1', sequence, entryId: `e${sequence}`, hash: 'h', previousHash: 'h', kind: 'k', occurredAtMs: 1, businessDay: '2026-03-01', receivedAtMs: 1, entryText: '{}', repaired: 0 });
      for (const sequence of [1, 2_500_000, 40_000_000]) await storage.db.insertInto('journal').values(row(sequence)).execute();
      await storage.makeRoom(2_500_000);
      await storage.makeRoom(2_500_000);
      await storage.db.insertInto('journal').values(row(2_500_001)).execute();
      expect((await storage.db.selectFrom('journal').select('sequence').orderBy('sequence').execute()).map(({ sequence }) => sequence)).toEqual([1, 2_500_000, 2_500_001, 40_000_000]);
    }));

    it('makes one identity, also when two begin at once, and another epoch when asked', () => withStorage(async (storage) => {
      const [one, two] = await Promise.all([serverIdentity(storage, randomBytes), serverIdentity(storage, randomBytes)]);
      expect(two.databaseEpoch).toBe(one.databaseEpoch);
      expect(two.serverKey.publicKey).toBe(one.serverKey.publicKey);
      await beginNewEpoch(storage, randomBytes);
      const after = await serverIdentity(storage, randomBytes);
      expect(after.databaseEpoch).not.toBe(one.databaseEpoch);
      expect(after.serverKey.publicKey).toBe(one.serverKey.publicKey);
    }));

    it('is copied whole to lines of text and back, under a new epoch; a copy that was changed or cut is refused and leaves nothing', () => withStorage(async (storage) => {
      await putStores(storage, 's001');
      const before = await serverIdentity(storage, randomBytes);
      const chain = openChain('s001');
      for (let at = 0; at < 3; at += 1) await takeJournal(partsOf(storage), 's001', Array.from({ length: 400 }, () => saleOf(chain, 'tea', 1)));
      await storage.write((transaction) => putDocuments(transaction, Array.from({ length: 30 }, (_, index) => price(`p${index}`)), 1));
      const lines: string[] = [];
      await copyLines(storage, (line) => { lines.push(line); return Promise.resolve(); });

      const other = await open(await fresh());
      for (const spoilt of [lines.slice(0, -1), lines.map((line, at) => (at === 3 ? line.replace('1', '2') : line))]) {
        expect(await readCopy(other, spoilt, randomBytes)).toMatchObject({ ok: false });
        expect(await other.db.selectFrom('stores').selectAll().execute()).toEqual([]);
      }
      expect(await readCopy(other, lines, randomBytes)).toMatchObject({ ok: true, value: { entries: 1200 } });
      expect(await readCopy(other, lines, randomBytes)).toMatchObject({ ok: false, error: { kind: 'not-empty' } });
      for (const table of ['journal', 'takings', 'stock', 'documents', 'heads', 'saleFeed', 'counters'] as const) {
        const sorted = async (one: CloudStorage) => (await one.db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort();
        expect(await sorted(other)).toEqual(await sorted(storage));
      }
      const after = await serverIdentity(other, randomBytes);
      expect(after.serverKey.publicKey).toBe(before.serverKey.publicKey);
      expect(after.databaseEpoch).not.toBe(before.databaseEpoch);
      await other.close();
    }));
  });
}
