import { describe, expect, it } from 'vitest';
import { hqContract, type HqCommandName, type HqRole, type HqViewName } from 'retail-model/api/hq-contract.ts';
import { openScreen, postJson, withServer } from '../test-head-office.ts';

const roles: readonly HqRole[] = ['hq-admin', 'merchandiser', 'auditor'];

describe('who may do what at head office', () => {
  it('holds for every role and every command: bad input shows that the role passed', () => withServer(async (server) => {
    for (const role of roles) {
      const screen = await openScreen(server, role);
      for (const name of Object.keys(hqContract.commands) as HqCommandName[]) {
        const { status } = await screen.command(name, { nonsense: true });
        expect([name, role, status]).toEqual([name, role, hqContract.commands[name].roles.includes(role) ? 400 : 403]);
      }
    }
  }));

  it('holds for every role and every view', () => withServer(async (server) => {
    const params: Partial<Record<HqViewName, unknown>> = { store: { storeId: 's001' }, receipt: { entryId: 's001-lane1-0000000001' }, stock: { storeId: null, search: '', onlyOut: false }, prices: { search: '', onlyUnfinished: false }, orders: { storeId: null }, quarantine: { storeId: null }, catalogue: { search: '' } };
    for (const role of roles) {
      const screen = await openScreen(server, role);
      for (const name of Object.keys(hqContract.views) as HqViewName[]) {
        const snapshot = await screen.view(name, params[name] ?? {});
        expect([name, role, snapshot['refused'] ?? 'shown']).toEqual([name, role, hqContract.views[name].roles.includes(role) ? 'shown' : 'not-allowed']);
      }
    }
  }, { demo: true }));

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

  it('writes who did what, and never a PIN', () => withServer(async (server) => {
    const screen = await openScreen(server, 'hq-admin');
    await screen.command('setStaffPin', { staffId: 'cashier-1', pin: '86420' });
    const audit = await screen.view('audit', {});
    expect(audit['lines']).toMatchObject([{ who: 'tester', role: 'hq-admin', what: 'setStaffPin' }]);
    expect(JSON.stringify(audit)).not.toContain('86420');
    expect(JSON.stringify(await screen.view('catalogue', { search: '' }))).not.toContain('argon2');
  }, { demo: true }));
});
