import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginNewEpoch } from '../storage/server-identity.ts';
import { openEmbeddedStorage } from '../storage/embedded-storage.ts';
import { deviceSession, inFolder, openChain, openDevice, openScreen, saleOf, sha256Hex, startTestServer, withServer } from '../test-head-office.ts';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import { settleTerminal, type Link } from './settle-terminal.ts';

const sales = (count: number, storeId = 's001') => { const chain = openChain(storeId); return Array.from({ length: count }, () => saleOf(chain, 'tea', 1)); };

describe('the journal at head office', () => {
  it('takes an entry once however often it comes', () => withServer(async (server) => {
    const { push } = await openDevice(server, 's001');
    const entries = sales(3);
    for (let time = 0; time < 3; time += 1) expect(await push(entries)).toEqual({ status: 200, body: { conflicts: [], quarantined: [], parked: 0 } });
    const store = await (await openScreen(server, 'auditor')).view('store', { storeId: 's001' });
    expect(store['feed']).toHaveLength(3);
    expect(store['days']).toMatchObject([{ businessDay: '2026-03-01', takingsMinor: 3000, sales: 3 }]);
  }));

  it('parks what comes before its predecessor and heals in any order', () => withServer(async (server) => {
    const { push } = await openDevice(server, 's001');
    const [one, two, three, four] = sales(4);
    expect((await push([four])).body['parked']).toBe(1);
    expect((await push([two, three])).body['parked']).toBe(2);
    const screen = await openScreen(server, 'auditor');
    expect((await screen.view('quarantine', { storeId: null }))['gaps']).toMatchObject([{ fromSequence: 1, toSequence: 1 }]);
    expect((await push([one])).body['parked']).toBe(0);
    const store = await screen.view('store', { storeId: 's001' });
    expect(store['terminals']).toMatchObject([{ terminalId: 'lane1', arrivedSequence: 4, parked: 0, gapSinceMs: null }]);
    expect(store['days']).toMatchObject([{ sales: 4 }]);
  }));

  it('quarantines one poisoned entry in a thousand, takes the other 999, and takes the repaired one on replay', () => withServer(async (server) => {
    const { push } = await openDevice(server, 's001');
    const entries = sales(1000);
    const good = entries[499]!;
    const { hash: _hash, ...rest } = { ...good, body: { ...(good.body as object), totals: 'unreadable' } };
    const poison = { ...rest, hash: good.hash };
    // The store wrote it so: its hash is right, its body is not.
    const poisonHash = entryHash(poison as never, sha256Hex);
    const chain = [...entries.slice(0, 499), { ...poison, hash: poisonHash }] as unknown[];
    let previousHash = poisonHash;
    for (const entry of entries.slice(500)) {
      const relinked = { ...entry, previousHash };
      previousHash = entryHash(relinked, sha256Hex);
      chain.push({ ...relinked, hash: previousHash });
    }
    for (let at = 0; at < 1000; at += 200) expect((await push(chain.slice(at, at + 200))).status).toBe(200);
    const screen = await openScreen(server, 'hq-admin');
    const before = await screen.view('store', { storeId: 's001' }) as unknown as { days: unknown; terminals: unknown; quarantine: { quarantineId: string; reason: string }[] };
    expect(before.days).toMatchObject([{ sales: 999 }]);
    expect(before.terminals).toMatchObject([{ arrivedSequence: 1000 }]);
    expect(before.quarantine).toMatchObject([{ reason: 'bad-entry', sequence: 500, state: 'open' }]);

    const repairedText = JSON.stringify({ ...good, previousHash: (chain[498] as { hash: string }).hash, hash: poisonHash });
    const replayed = await screen.command('replayQuarantined', { quarantineId: before.quarantine[0]!.quarantineId, repairedText });
    expect(replayed).toEqual({ status: 200, body: { outcome: 'accepted', reason: null } });
    expect(await screen.view('store', { storeId: 's001' })).toMatchObject({ days: [{ sales: 1000 }], quarantine: [{ state: 'replayed' }] });
  }), 60_000);

  it.each([
    ['forged', (entry: object) => ({ ...entry, occurredAtMs: 1 })],
    ['other-store', (entry: object) => ({ ...entry, storeId: 's002' })],
    ['wrong-id', (entry: object) => ({ ...entry, id: 's001-lane1-0000000009' })],
    ['bad-entry', () => ({ id: 'x' })],
    ['bad-entry', () => 'not an object'],
    ['too-large', (entry: object) => ({ ...entry, body: { filler: 'x'.repeat(600_000) } })],
  ] as const)('quarantines what is %s and says so, never with an error', (reason, spoil) => withServer(async (server) => {
    const { push } = await openDevice(server, 's001');
    const [first, second] = sales(2);
    const answer = await push([spoil(second!), first]);
    expect(answer.status).toBe(200);
    expect(answer.body['quarantined']).toMatchObject([{ reason }]);
    expect((await (await openScreen(server, 'auditor')).view('store', { storeId: 's001' }))['days']).toMatchObject([{ sales: 1 }]);
  }));

  it('lets the true entry take the place of a forged one', () => withServer(async (server) => {
    const { push } = await openDevice(server, 's001');
    const [one, two, three] = sales(3);
    await push([one, { ...two!, businessDay: '2026-03-02' }, three]);
    expect((await push([two])).body).toEqual({ conflicts: [], quarantined: [], parked: 0 });
    expect(await (await openScreen(server, 'auditor')).view('store', { storeId: 's001' })).toMatchObject({ days: [{ sales: 3 }], quarantine: [{ reason: 'forged', state: 'replayed' }] });
  }));

  it('raises a fork and keeps the entry that was first', () => withServer(async (server) => {
    const { push } = await openDevice(server, 's001');
    const [one] = sales(1);
    const other = openChain('s001');
    const [forkOne, forkTwo] = [saleOf(other, 'tea', 7), saleOf(other, 'tea', 7)];
    await push([one]);
    expect((await push([forkOne, forkTwo])).body['quarantined']).toMatchObject([{ reason: 'fork' }, { reason: 'broken-chain' }]);
    expect((await (await openScreen(server, 'auditor')).view('store', { storeId: 's001' }))['days']).toMatchObject([{ sales: 1, takingsMinor: 1000 }]);
  }));

  it('goes on after a restart in the middle, and asks for everything again in a new life of the database', () => inFolder(async (folder) => {
    const entries = sales(20);
    const first = await startTestServer(folder);
    const { device, push } = await openDevice(first, 's001');
    await push([...entries.slice(0, 8), ...entries.slice(12, 15)]);
    await first.close();

    const second = await startTestServer(folder);
    const again = await deviceSession(second.origin, device);
    await again.push(entries.slice(5));
    expect((await (await openScreen(second, 'auditor')).view('store', { storeId: 's001' }))['terminals']).toMatchObject([{ arrivedSequence: 20, parked: 0 }]);
    await second.close();

    const storage = await openEmbeddedStorage(`${folder}/head-office.sqlite`);
    await beginNewEpoch(storage, () => Buffer.alloc(12, 7));
    await storage.close();
    const third = await startTestServer(folder);
    const refused = await (await deviceSession(third.origin, device)).push(entries);
    expect(refused).toMatchObject({ status: 409, body: { kind: 'epoch-changed', epoch: Buffer.alloc(12, 7).toString('base64url') } });
    await third.close();
  }));
});

describe('settling a terminal', () => {
  it('ends in the same state for every order and cutting of the same entries', () => {
    const links: Link[] = Array.from({ length: 12 }, (_, index) => ({ sequence: index + 1, previousHash: `h${index}`, hash: `h${index + 1}` }));
    fc.assert(fc.property(fc.shuffledSubarray(links, { minLength: 12 }), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12 }), fc.constantFrom(null, 4, 9), (shuffled, sizes, hole) => {
      const arriving = shuffled.filter((link) => link.sequence !== hole);
      const holes = new Map(hole === null ? [] : [[hole, `h${hole}`]]);
      let head: { sequence: number; hash: string | null } = { sequence: 0, hash: 'h0' };
      let waiting: readonly Link[] = [];
      const accepted: Link[] = [];
      for (const size of sizes) {
        const settled = settleTerminal({ head, waiting: [...waiting, ...arriving.splice(0, size)], holes, anchored: new Map() });
        expect(settled.refused).toEqual([]);
        head = settled.head;
        waiting = settled.parked;
        accepted.push(...settled.accepted);
      }
      expect(head).toEqual({ sequence: 12, hash: 'h12' });
      expect(accepted).toEqual(links.filter((link) => link.sequence !== hole));
      expect(waiting).toEqual([]);
    }));
  });

  it('refuses a successor of a quarantined entry that does not link to it', () => {
    const settled = settleTerminal({ head: { sequence: 0, hash: 'h0' }, waiting: [{ sequence: 2, previousHash: 'other', hash: 'h2' }], holes: new Map([[1, 'h1']]), anchored: new Map() });
    expect(settled.refused).toMatchObject([{ reason: 'broken-chain' }]);
  });
});
