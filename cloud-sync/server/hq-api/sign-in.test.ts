import { describe, expect, it } from 'vitest';
import { inFolder, openScreen, postJson, signIn, startTestServer, withServer } from '../test-head-office.ts';

const first = { accountName: 'boss', displayName: 'Boss', password: 'correct horse battery' };

describe('signing in', () => {
  it('begins with a one-use code of the console, and only while nobody has an account', () => withServer(async (server) => {
    const code = (await server.createFirstAdminCode())!;
    const claim = (typed: string, who = first) => postJson(`${server.origin}/first-admin`, { code: typed, ...who }, { origin: server.origin });
    expect((await fetch(`${server.origin}/sign-in`).then((answer) => answer.json()))).toEqual({ signedIn: false, firstAdmin: true, demo: false });
    expect((await claim('AAAA-BBBB-CCCC')).status).toBe(403);
    expect((await fetch(`${server.origin}/enter?code=${code}`)).status).toBe(401);
    expect((await claim(code)).status).toBe(200);
    expect((await claim(code, { ...first, accountName: 'thief' })).status).toBe(403);
    expect(await server.createFirstAdminCode()).toBeNull();
    expect((await fetch(`${server.origin}/sign-in`).then((answer) => answer.json()))).toMatchObject({ firstAdmin: false });
  }));

  it('takes the right password, and answers a wrong one and an unknown name alike', () => withServer(async (server) => {
    await putAnna(server);
    const [wrong, unknown] = [await signIn(server.origin, 'anna', 'not her password'), await signIn(server.origin, 'nobody', 'not her password')];
    expect(wrong.status).toBe(401);
    expect({ ...unknown, cookie: null }).toEqual({ ...wrong, cookie: null });
    expect((await signIn(server.origin, 'ANNA', 'a long secret')).status).toBe(200);
  }));

  it('lets an account rest after five wrong passwords, the right one included, and longer each time', () => inFolder(async (folder) => {
    const clock = { nowMs: 1_760_000_000_000 };
    const server = await startTestServer(folder, {}, clock);
    await putAnna(server);
    for (let time = 0; time < 5; time += 1) expect((await signIn(server.origin, 'anna', 'wrong wrong wrong')).status).toBe(401);
    expect((await signIn(server.origin, 'anna', 'a long secret')).status).toBe(429);
    clock.nowMs += 30_001;
    expect((await signIn(server.origin, 'anna', 'wrong wrong wrong')).status).toBe(401);
    clock.nowMs += 30_001;
    expect((await signIn(server.origin, 'anna', 'a long secret')).status).toBe(429);
    clock.nowMs += 30_001;
    expect((await signIn(server.origin, 'anna', 'a long secret')).status).toBe(200);
    await server.close();
  }));

  it('is bounded for one address', () => withServer(async (server) => {
    const answers = [];
    for (let time = 0; time < 4; time += 1) answers.push((await signIn(server.origin, `guess${time}`, 'x')).status);
    expect(answers).toEqual([401, 401, 401, 429]);
  }, { signInRatePerMinute: 3 }));

  it('ends: by oneself, by an administrator, with the account, with another password', () => withServer(async (server) => {
    const admin = await putAnna(server);
    const enter = async () => (await signIn(server.origin, 'anna', 'a long secret')).cookie!;
    const isIn = async (cookie: string) => ((await fetch(`${server.origin}/sign-in`, { headers: { cookie } }).then((answer) => answer.json())) as { signedIn: boolean }).signedIn;
    const [one, two] = [await enter(), await enter()];
    expect(await isIn(one)).toBe(true);
    await postJson(`${server.origin}/sign-out`, {}, { cookie: one, origin: server.origin });
    expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
    const sessions = (await admin.view('people', {}))['sessions'] as unknown as { sessionId: string; who: string }[];
    await admin.command('endSession', { sessionId: sessions.find(({ who }) => who === 'Anna')!.sessionId });
    expect(await isIn(two)).toBe(false);
    const [three, four] = [await enter(), await enter()];
    const change = (oldPassword: string) => postJson(`${server.origin}/commands/changePassword`, { oldPassword, newPassword: 'a longer secret' }, { cookie: three, origin: server.origin });
    expect((await change('wrong')).status).toBe(401);
    expect((await change('a long secret')).status).toBe(200);
    expect([await isIn(three), await isIn(four)]).toEqual([true, false]);
    await admin.command('putAccount', { accountName: 'anna', displayName: 'Anna', role: 'auditor', storeId: null, password: null, active: false });
    expect(await isIn(three)).toBe(false);
    expect((await signIn(server.origin, 'anna', 'a longer secret')).status).toBe(401);
  }));

  it('keeps one administrator, and binds a store manager to a store that exists', () => withServer(async (server) => {
    const admin = await openScreen(server, 'hq-admin');
    const put = async (change: object) => (await admin.command('putAccount', { ...first, role: 'hq-admin', storeId: null, active: true, ...change })).status;
    expect(await put({})).toBe(200);
    expect(await put({ active: false })).toBe(409);
    expect(await put({ role: 'auditor' })).toBe(409);
    expect(await put({ accountName: 'm', role: 'store-manager' })).toBe(400);
    expect(await put({ accountName: 'mm', role: 'store-manager' })).toBe(409);
    expect(await put({ accountName: 'mm', role: 'store-manager', storeId: 's404' })).toBe(404);
    expect(await put({ accountName: 'mm', role: 'auditor', storeId: 's001' })).toBe(409);
    expect(await put({ accountName: 'mm', role: 'auditor', password: null })).toBe(409);
  }));
});

async function putAnna(server: Parameters<typeof openScreen>[0]) {
  const admin = await openScreen(server, 'hq-admin');
  await admin.command('putAccount', { accountName: 'anna', displayName: 'Anna', role: 'auditor', storeId: null, password: 'a long secret', active: true });
  return admin;
}
