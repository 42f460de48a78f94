import { generateKeyPairSync } from 'node:crypto';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import { describe, expect, it } from 'vitest';
import { askSession, deviceSession, enrolDevice, openChain, openDevice, openScreen, postJson, saleOf, sha256Hex, withServer } from '../test-head-office.ts';

const state = { asOfMs: 1, businessDay: '2026-03-01', takingsTodayMinor: 500, basketsToday: 2, entriesWaiting: 7, bytesWaiting: 7000, oldestWaitingMs: 1, heads: [{ terminalId: 'lane1', sequence: 9, hash: 'a'.repeat(64) }], devicesInTrouble: [], labelsWaiting: 0, labelsInTrouble: 0, stockOuts: 3, version: '0.1.0' };

describe('the wire of head office', () => {
  it('gives a code once; the same key may ask again, another may not', () => withServer(async (server) => {
    const code = await server.createEnrolmentCode('s001');
    const enrol = (publicKey: string, typed = code) => postJson(`${server.origin}/enrol`, { code: typed, publicKey, deviceName: 'x' });
    const [first, second] = ['A'.repeat(43), 'B'.repeat(43)] as const;
    const given = await enrol(first, ` ${code.toLowerCase().replaceAll('-', ' ')}`);
    expect(given).toMatchObject({ status: 200, body: { storeId: 's001' } });
    expect(await enrol(first)).toEqual(given);
    expect(await enrol(second)).toEqual({ status: 403, body: { kind: 'unknown-code' } });
    expect(await enrol(second, 'AAAA-AAAA-AAAA')).toEqual({ status: 403, body: { kind: 'unknown-code' } });
  }));

  it('opens a session only for the key that was enrolled, and a challenge only once', () => withServer(async (server) => {
    const device = await enrolDevice(server, 's001');
    expect((await askSession(server.origin, device)).status).toBe(200);
    expect(await askSession(server.origin, device, generateKeyPairSync('ed25519').privateKey)).toEqual({ status: 403, body: { kind: 'bad-signature' } });
    expect(await askSession(server.origin, { ...device, deviceId: 'nobody' })).toEqual({ status: 403, body: { kind: 'unknown-device' } });
  }));

  it('refuses a revoked device at once, its open session and its live stream included', () => withServer(async (server) => {
    const { device, token, pull } = await openDevice(server, 's001');
    const live = await fetch(`${server.origin}/sync/live`, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await openScreen(server, 'hq-admin')).command('revokeDevice', { deviceId: device.deviceId })).toMatchObject({ status: 200 });
    expect(await pull({ prices: { checkpoint: null, limit: 1 } })).toEqual({ status: 401, body: { kind: 'no-session' } });
    expect(await askSession(server.origin, device)).toEqual({ status: 403, body: { kind: 'device-revoked' } });
    await expect(live.text()).resolves.toContain('opened');
  }));

  it('refuses strangers, wrong directions, what it cannot read and what is too large', () => withServer(async (server) => {
    const { pull, push, post, token } = await openDevice(server, 's001');
    expect((await postJson(`${server.origin}/sync/pull`, { collections: {} })).status).toBe(401);
    expect(await push([{ id: 'p@9', productId: 'p', amountMinor: 1, validFromMs: 0, epoch: 9 }], 'prices')).toEqual({ status: 403, body: { kind: 'wrong-direction', collection: 'prices' } });
    expect(await pull({ journal: { checkpoint: null, limit: 1 } })).toEqual({ status: 403, body: { kind: 'wrong-direction', collection: 'journal' } });
    expect((await pull({ nothing: { checkpoint: null, limit: 1 } })).status).toBe(400);
    expect((await pull({ prices: { checkpoint: null, limit: 100_000 } })).status).toBe(400);
    expect((await post('/sync/state', { asOfMs: 'now' })).status).toBe(400);
    expect(await postJson(`${server.origin}/sync/push`, '{"half', { authorization: `Bearer ${token}` })).toMatchObject({ status: 400 });
    expect(await postJson(`${server.origin}/sync/push`, JSON.stringify('x'.repeat(9_000_000)), { authorization: `Bearer ${token}` })).toEqual({ status: 413, body: { kind: 'too-large' } });
  }));

  it('shows a store its own scope and nothing of another', () => withServer(async (server) => {
    const [mine, other] = [await openDevice(server, 's001'), await openDevice(server, 's002')];
    await (await openScreen(server, 'merchandiser')).command('setPrice', { productId: 'cola-330', amountMinor: 199, validFromMs: null, storeIds: ['s002'] });
    const idsOf = async ({ pull }: typeof mine, collection: string) => (await pull({ [collection]: { checkpoint: null, limit: 1000 } })).body['collections']![collection]!['documents'] as { id: string; names?: { en: string } }[];
    expect((await idsOf(mine, 'prices')).map((price) => price.id)).not.toContain('cola-330@2');
    expect((await idsOf(other, 'prices')).map((price) => price.id)).toContain('cola-330@2');
    expect((await idsOf(mine, 'settings')).filter((setting) => setting.id === 'store')).toMatchObject([{ names: { en: 'Lakeside' } }]);
    expect((await mine.push([saleOf(openChain('s002'), 'tea', 1)])).body['quarantined']).toMatchObject([{ reason: 'other-store' }]);
    expect((await (await openScreen(server, 'auditor')).view('store', { storeId: 's002' }))['feed']).toEqual([]);
  }, { demo: true }));

  it('gives a restored store its own journal back, in order, page by page, doubted entries in their places', () => withServer(async (server) => {
    const { token, push } = await openDevice(server, 's001');
    const [chain, till] = [openChain('s001'), openChain('s001', 'lane2')];
    const doubted = saleOf(chain, 'tea', 1);
    const atTheTill = saleOf(till, 'tea', 1);
    const unreadable = { ...doubted, body: { ...doubted.body, totals: 'gone' } };
    const { hash: _hash, ...unhashed } = unreadable;
    // What this version cannot read has the right hash all the same: a newer store wrote it.
    const first = { ...unreadable, hash: entryHash(unhashed as never, sha256Hex) };
    expect((await push([first])).body['quarantined']).toMatchObject([{ reason: 'bad-entry' }]);
    await push([atTheTill]);
    const ask = (after: object, limit: number) => postJson(`${server.origin}/sync/own-journal`, { after, limit }, { authorization: `Bearer ${token}` });
    expect((await ask({}, 10)).body).toMatchObject({ complete: true, entries: [{ id: first.id }, { id: atTheTill.id }] });
    expect((await ask({}, 1)).body).toMatchObject({ complete: false, entries: [{ id: first.id }] });
    expect((await ask({ lane1: 1 }, 10)).body).toMatchObject({ complete: true, entries: [{ id: atTheTill.id }] });
    const { token: stranger } = await openDevice(server, 's002');
    expect((await postJson(`${server.origin}/sync/own-journal`, { after: {}, limit: 10 }, { authorization: `Bearer ${stranger}` })).body).toMatchObject({ entries: [] });
  }));

  it('shows the state ahead of the journal, stamped with its age', () => withServer(async (server) => {
    const { post } = await openDevice(server, 's001');
    const before = Date.now();
    expect((await post('/sync/state', state)).status).toBe(200);
    const chain = await (await openScreen(server, 'auditor')).view('chain', {}) as unknown as { stores: { storeId: string; asOfMs: number }[]; asOfMs: null };
    expect(chain.stores[0]).toMatchObject({ storeId: 's001', link: 'live', takingsTodayMinor: 500, arrivedTakingsMinor: 0, entriesWaiting: 7, stockOuts: 3 });
    expect(chain.stores[0]!.asOfMs).toBeGreaterThanOrEqual(before);
    expect(chain.stores[1]).toMatchObject({ storeId: 's002', link: 'never', asOfMs: null });
    expect(chain.asOfMs).toBeNull();
  }));

  it('answers a pull of another life of the database from the beginning', () => withServer(async (server) => {
    const { device, pull } = await openDevice(server, 's001');
    const all = (await pull({ suppliers: { checkpoint: null, limit: 1000 } })).body['collections']!['suppliers']!;
    const again = (await pull({ suppliers: { checkpoint: { sequence: 1_000_000, epoch: 'another' }, limit: 1000 } })).body['collections']!['suppliers']!;
    expect(again).toEqual(all);
    const { checkpoint } = all as { checkpoint: unknown };
    expect((await (await deviceSession(server.origin, device)).pull({ suppliers: { checkpoint, limit: 10 } })).body['collections']!['suppliers']).toMatchObject({ documents: [], complete: true });
  }, { demo: true }));
});
