import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3-multiple-ciphers';
import { beforeEach, describe, expect, test } from 'vitest';
import { openSessions, SESSION_COOKIE } from './sessions.ts';

let nowMs: number;
const open = () => openSessions({ connection: new Database(':memory:'), nowMs: () => nowMs, randomToken: () => randomBytes(24).toString('base64url') });
beforeEach(() => void (nowMs = 1_000_000_000));

describe('an entry code', () => {
  test('opens one session and is used up by it', () => {
    const sessions = open();
    const { code } = sessions.createCode('lane', 'lane1', false);
    const redeemed = sessions.redeem(code, false)!;
    expect(redeemed.session).toMatchObject({ role: 'lane', laneId: 'lane1' });
    expect(sessions.redeem(code, false)).toBeNull();
    expect(sessions.of(`other=1; ${SESSION_COOKIE}=${redeemed.token}`)).toMatchObject({ role: 'lane', laneId: 'lane1' });
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
  expect(sessions.of(`${SESSION_COOKIE}=${token}`)).toBeNull();
  expect(sessions.of(`${SESSION_COOKIE}=${'A'.repeat(32)}`)).toBeNull();
  expect(sessions.of(undefined)).toBeNull();
});
