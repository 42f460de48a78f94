import { describe, expect, it } from 'vitest';
import { hqContract, hqRole, type HqCommandName, type HqRole, type HqViewName } from 'retail-model/api/hq-contract.ts';
import { cloudApp } from '../http/cloud-app.ts';
import { openDevice, openScreen, openStoreManager, postJson, signIn, withServer } from '../test-head-office.ts';

type Actor = HqRole | 'nobody' | 'device';
const anyone: readonly Actor[] = ['nobody', 'device', ...hqRole.options];

/** Who gets past the door of each endpoint. Commands have their roles in the contract, so they are rows too. */
const endpoints: Readonly<Record<string, readonly Actor[]>> = {
  'GET /healthz': anyone, 'GET /readyz': anyone, 'GET /metrics': anyone, 'GET /openapi.json': anyone, 'GET /openapi': anyone,
  'POST /enrol': anyone, 'POST /session/challenge': anyone, 'POST /session': anyone,
  'POST /sync/pull': ['device'], 'POST /sync/push': ['device'], 'POST /sync/state': ['device'], 'POST /sync/own-journal': ['device'], 'GET /sync/live': ['device'],
  'GET /sign-in': anyone, 'POST /sign-in': anyone, 'POST /first-admin': anyone, 'POST /sign-out': anyone, 'GET /enter': [],
  'GET /': anyone, 'GET /^\\/hq(\\/[^.]*)?$/': anyone,
  ...Object.fromEntries((Object.keys(hqContract.commands) as HqCommandName[]).map((name) => [`POST /commands/${name}`, hqContract.commands[name].roles])),
};

interface Layer { readonly route?: { readonly path: string | RegExp; readonly methods: Readonly<Record<string, boolean>> }; readonly handle?: { readonly stack?: readonly Layer[] } }
const routesOf = (layers: readonly Layer[]): string[] => layers.flatMap(({ route, handle }) =>
  (route !== undefined ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${String(route.path)}`) : routesOf(handle?.stack ?? [])));

describe('who may do what at head office', () => {
  it('has a row for every endpoint there is', () => {
    const app = cloudApp({ accessRatePerMinute: 1, signInRatePerMinute: 1, metricsToken: null, screensFolder: null, policy: () => ({ allowedHosts: new Set(), allowedOrigins: new Set() }), storage: {} } as never);
    expect(routesOf((app.router as unknown as { readonly stack: readonly Layer[] }).stack).sort()).toEqual(Object.keys(endpoints).sort());
  });

  it('holds for every actor and every endpoint: bad input shows that the door was passed', () => withServer(async (server) => {
    const actors: Record<Actor, Record<string, string>> = {
      'nobody': {}, 'device': { authorization: `Bearer ${(await openDevice(server, 's001')).token}` },
      'hq-admin': { cookie: (await openScreen(server, 'hq-admin')).cookie }, 'merchandiser': { cookie: (await openScreen(server, 'merchandiser')).cookie },
      'auditor': { cookie: (await openScreen(server, 'auditor')).cookie }, 'store-manager': { cookie: (await openStoreManager(server, 's001')).cookie },
    };
    for (const [endpoint, allowed] of Object.entries(endpoints)) {
      const [method, path] = endpoint.split(' ') as [string, string];
      for (const [actor, headers] of Object.entries(actors) as [Actor, Record<string, string>][]) {
        // Signing out would end the actor's session.
        if (path === '/sign-out') continue;
        const stop = new AbortController();
        const response = await fetch(`${server.origin}${path.startsWith('/^') ? '/hq/' : path}`, { method, redirect: 'manual', signal: stop.signal, headers: { ...headers, origin: server.origin, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) }, ...(method === 'POST' ? { body: '{"nonsense":true}' } : {}) });
        expect([endpoint, actor, ![401, 403].includes(response.status)]).toEqual([endpoint, actor, allowed.includes(actor)]);
        stop.abort();
      }
    }
  }), 60_000);

  it('holds for every role, every view, the own store and another', () => withServer(async (server) => {
    const paramsFor = (storeId: string): Partial<Record<HqViewName, unknown>> => ({
      store: { storeId }, receipt: { entryId: `${storeId}-lane1-0000000001` }, stock: { storeId, search: '', onlyOut: false }, prices: { search: '', onlyUnfinished: false }, orders: { storeId }, quarantine: { storeId }, catalogue: { search: '' },
    });
    for (const role of hqRole.options) {
      const screen = role === 'store-manager' ? await openStoreManager(server, 's001') : await openScreen(server, role);
      for (const storeId of ['s001', 's002']) {
        for (const name of Object.keys(hqContract.views) as HqViewName[]) {
          const snapshot = await screen.view(name, paramsFor(storeId)[name] ?? {});
          const isForeign = role === 'store-manager' && storeId === 's002' && ['store', 'receipt', 'stock', 'orders'].includes(name);
          expect([name, role, storeId, snapshot['refused'] ?? 'shown']).toEqual([name, role, storeId, hqContract.views[name].roles.includes(role) && !isForeign ? 'shown' : 'not-allowed']);
        }
      }
    }
    const manager = await openStoreManager(server, 's001');
    expect((await manager.view('chain', {}))['stores']).toMatchObject([{ storeId: 's001' }]);
    expect((await manager.view('stock', { storeId: null, search: '', onlyOut: false }))['stores']).toMatchObject([{ storeId: 's001' }]);
    expect((await manager.view('people', {}))).toMatchObject({ accounts: [], sessions: [{ who: 'Manager' }] });
  }, { demo: true }), 60_000);

  it('lets nobody in without a session, by another name or from another site; a link opens once', () => withServer(async (server) => {
    const url = await server.createEntryUrl('hq-admin', 'tester');
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url)).status).toBe(401);
    const { cookie } = await openScreen(server, 'hq-admin');
    const put = (headers: Record<string, string>) => postJson(`${server.origin}/commands/putStore`, { storeId: 's003', names: { zh: '三', en: 'Three' } }, headers);
    expect((await put({})).status).toBe(401);
    expect((await put({ cookie, origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await put({ cookie, origin: server.origin })).status).toBe(200);
    expect(await server.stores()).toHaveLength(3);
  }));

  it('writes who did what and who was refused, and never a PIN or a password', () => withServer(async (server) => {
    const screen = await openScreen(server, 'hq-admin');
    await screen.command('setStaffPin', { staffId: 'cashier-1', pin: '86420' });
    await screen.command('putAccount', { accountName: 'anna', displayName: 'Anna', role: 'auditor', storeId: null, password: 'a long secret', active: true });
    await signIn(server.origin, 'anna', 'another long secret');
    await (await openScreen(server, 'auditor')).command('putStore', { storeId: 's009' });
    const audit = await screen.view('audit', {});
    expect(audit['lines']).toEqual(expect.arrayContaining([
      expect.objectContaining({ who: 'tester', role: 'hq-admin', what: 'setStaffPin' }), expect.objectContaining({ what: 'putAccount' }),
      expect.objectContaining({ who: 'anna', what: 'sign-in', detail: expect.stringContaining('refused: wrong') as string }), expect.objectContaining({ role: 'auditor', what: 'putStore', detail: 'refused: not-allowed' }),
    ]));
    expect(JSON.stringify(audit)).not.toMatch(/86420|long secret/);
    expect(JSON.stringify([await screen.view('catalogue', { search: '' }), await screen.view('people', {})])).not.toContain('argon2');
  }, { demo: true }));
});
