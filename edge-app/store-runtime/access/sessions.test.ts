import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3-multiple-ciphers';
import { beforeEach, describe, expect, test } from 'vitest';
import { openSessions } from './sessions.ts';

let nowMs: number;
const open = () => openSessions({ storeId: 's1', connection: new Database(':memory:'), nowMs: () => nowMs, randomToken: () => randomBytes(24).toString('base64url') });
beforeEach(() => void (nowMs = 1_000_000_000));

describe('an entry code', () => {
  test('opens one session and is used up by it', () => {
    const sessions = open();
    const { code } = sessions.createCode('lane', 'lane1', false);
    const redeemed = sessions.redeem(code, false)!;
    expect(redeemed.session).toMatchObject({ role: 'lane', laneId: 'lane1' });
    expect(sessions.redeem(code, false)).toBeNull();
    expect(sessions.of(`other=1; ${sessions.cookieName(redeemed.session)}=${redeemed.token}`)).toMatchObject([{ role: 'lane', laneId: 'lane1' }]);
  });
  test('is good for ten minutes, also when the clock jumps back', () => {
    const sessions = open();
    const late = sessions.createCode('manager', null, false);
    nowMs += 10 * 60_000 + 1;
    expect(sessions.redeem(late.code, false)).toBeNull();
    const back = sessions.createCode('manager', null, false);
    nowMs -= 48 * 3_600_000;
    expect(sessions.redeem(back.code, false)).toBeNull();
  });
  test('for this machine does not open another one, nor the other way round', () => {
    const sessions = open();
    expect(sessions.redeem(sessions.createCode('manager', null, false).code, true)).toBeNull();
    expect(sessions.redeem(sessions.createCode('manager', null, true).code, false)).toBeNull();
  });
});

test('a revoked pairing and a made-up cookie are strangers', () => {
  const sessions = open();
  const { token, session } = sessions.redeem(sessions.createCode('attendant', null, true).code, true)!;
  expect(sessions.paired()).toHaveLength(1);
  expect(sessions.revoke(session.sessionId)).toBe(true);
  expect(sessions.of(`${sessions.cookieName(session)}=${token}`)).toEqual([]);
  expect(sessions.of(`${sessions.cookieName(session)}=${'A'.repeat(32)}`)).toEqual([]);
  expect(sessions.of(undefined)).toEqual([]);
});

test('one browser may hold the sessions of several screens, and never those of another store', () => {
  const sessions = open();
  const cookies = [sessions.createCode('lane', 'lane1', false), sessions.createCode('lane', 'lane2', false), sessions.createCode('manager', null, false)].map(({ code }) => {
    const { token, session } = sessions.redeem(code, false)!;
    return `${sessions.cookieName(session)}=${token}`;
  });
  expect(new Set(cookies.map((cookie) => cookie.split('=')[0])).size).toBe(3);
  expect(sessions.of(cookies.join('; ')).map((session) => session.laneId ?? session.role)).toEqual(['lane1', 'lane2', 'manager']);
  expect(sessions.of(cookies.join('; ').replaceAll('mendian_s1_', 'mendian_s2_'))).toEqual([]);
});
