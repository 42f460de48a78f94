import type { HqRole } from 'retail-model/api/hq-contract.ts';
import type { SessionRow } from 'retail-model/api/hq-snapshots.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';
import type { Account } from './accounts.ts';
import { normalisedCode, readableCode } from './one-use-code.ts';

const ENTRY_CODE_LIFE_MS = 12 * 3600_000;
const SESSION_LIFE_MS = 12 * 3600_000;
/** A session's last use is written down at most this often. */
const SEEN_EVERY_MS = 60_000;
const FIRST_ADMIN = 'first-admin';
export const HQ_SESSION_COOKIE = 'head_office_session';

export interface PersonSession { readonly sessionId: string; readonly accountId: string | null; readonly role: HqRole; readonly who: string; /** Null: every store. */ readonly storeId: string | null }
export interface NewSession { readonly token: string; readonly lifeMs: number; readonly session: PersonSession }
export interface PeopleAccessParts { readonly storage: CloudStorage; readonly sha256Hex: (text: string) => string; readonly random: (bytes: number) => Uint8Array; readonly newId: () => string; readonly nowMs: () => number }

/** Who sits at a screen of head office: an account, or a one-use code in a link, becomes a session cookie of twelve hours. Codes and tokens are kept as hashes only. */
export function openPeopleAccess({ storage: { db }, sha256Hex, random, newId, nowMs }: PeopleAccessParts) {
  const codeHash = (code: string) => sha256Hex(`entry:${normalisedCode(code)}`);

  async function createCode(role: string, who: string): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
    await db.deleteFrom('entryCodes').where('expiresAtMs', '<', nowMs()).execute();
    const code = readableCode(random);
    const expiresAtMs = nowMs() + ENTRY_CODE_LIFE_MS;
    await db.insertInto('entryCodes').values({ codeHash: codeHash(code), role, who, expiresAtMs, usedAtMs: null }).execute();
    return { code, expiresAtMs };
  }
  const takeCode = (code: string, isFirstAdmin: boolean) => db.updateTable('entryCodes').set({ usedAtMs: nowMs() }).where('codeHash', '=', codeHash(code)).where('role', isFirstAdmin ? '=' : '!=', FIRST_ADMIN)
    .where('usedAtMs', 'is', null).where('expiresAtMs', '>=', nowMs()).returning(['role', 'who']).executeTakeFirst();

  async function open(session: Omit<PersonSession, 'sessionId'>, address: string | null): Promise<NewSession> {
    const token = Buffer.from(random(32)).toString('base64url');
    const opened = { sessionId: newId(), ...session };
    await db.deleteFrom('peopleSessions').where('expiresAtMs', '<', nowMs()).execute();
    await db.insertInto('peopleSessions').values({ tokenHash: sha256Hex(token), ...opened, createdAtMs: nowMs(), expiresAtMs: nowMs() + SESSION_LIFE_MS, lastSeenMs: nowMs(), address }).execute();
    return { token, lifeMs: SESSION_LIFE_MS, session: opened };
  }

  return {
    createEntryCode: (role: Exclude<HqRole, 'store-manager'>, who: string) => createCode(role, who),
    /** For the console, as long as nobody has an account. */
    createFirstAdminCode: () => createCode(FIRST_ADMIN, 'console'),
    takeFirstAdminCode: async (code: string): Promise<boolean> => (await takeCode(code, true)) !== undefined,

    /** Null for a code that is unknown, used or too old. */
    async enter(code: string, address: string | null): Promise<NewSession | null> {
      const taken = await takeCode(code, false);
      return taken === undefined ? null : open({ accountId: null, role: taken.role as HqRole, who: taken.who, storeId: null }, address);
    },
    openFor: ({ accountId, displayName, role, storeId }: Account, address: string | null): Promise<NewSession> => open({ accountId, role, who: displayName, storeId }, address),

    async sessionOf(cookieHeader: string | undefined): Promise<PersonSession | null> {
      const token = new RegExp(`(?:^|; )${HQ_SESSION_COOKIE}=([A-Za-z0-9_-]{20,64})(?:;|$)`).exec(cookieHeader ?? '')?.[1];
      if (token === undefined) return null;
      const session = await db.selectFrom('peopleSessions').select(['sessionId', 'accountId', 'role', 'who', 'storeId', 'lastSeenMs']).where('tokenHash', '=', sha256Hex(token)).where('expiresAtMs', '>=', nowMs()).executeTakeFirst();
      if (session === undefined || session.sessionId === null) return null;
      const { sessionId, accountId, role, who, storeId, lastSeenMs } = session;
      if (nowMs() - (lastSeenMs ?? 0) > SEEN_EVERY_MS) await db.updateTable('peopleSessions').set({ lastSeenMs: nowMs() }).where('sessionId', '=', sessionId).execute();
      return { sessionId, accountId, role: role as HqRole, who, storeId };
    },

    /** The sessions that are open: everybody's, or one account's (an entry by link: itself alone). */
    async sessions(person: PersonSession): Promise<SessionRow[]> {
      let query = db.selectFrom('peopleSessions').selectAll().where('expiresAtMs', '>=', nowMs()).where('sessionId', 'is not', null).orderBy('createdAtMs', 'desc').limit(500);
      if (person.role !== 'hq-admin') query = person.accountId === null ? query.where('sessionId', '=', person.sessionId) : query.where('accountId', '=', person.accountId);
      return (await query.execute()).map(({ sessionId, who, role, storeId, createdAtMs, lastSeenMs, expiresAtMs, address }) =>
        ({ sessionId: sessionId!, who, role: role as HqRole, storeId, createdAtMs, lastSeenMs: lastSeenMs ?? createdAtMs, expiresAtMs, address, own: sessionId === person.sessionId }));
    },

    /** Ends one session, if `by` may. False: there is none that may be ended. */
    async endSession(sessionId: string, by: PersonSession): Promise<boolean> {
      let query = db.deleteFrom('peopleSessions').where('sessionId', '=', sessionId);
      if (by.role !== 'hq-admin' && sessionId !== by.sessionId) query = query.where('accountId', '=', by.accountId ?? '');
      return Number((await query.executeTakeFirst()).numDeletedRows) === 1;
    },
    /** Ends an account's sessions but for one. Answers which. */
    async endSessionsOf(accountId: string, except: string | null): Promise<readonly string[]> {
      const ended = await db.deleteFrom('peopleSessions').where('accountId', '=', accountId).where('sessionId', '!=', except ?? '').returning('sessionId').execute();
      return ended.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId]));
    },
  };
}
export type PeopleAccess = ReturnType<typeof openPeopleAccess>;
