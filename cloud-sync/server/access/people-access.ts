import type { HqRole } from 'retail-model/api/hq-contract.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';
import { normalisedCode, readableCode } from './one-use-code.ts';

const ENTRY_CODE_LIFE_MS = 12 * 3600_000;
const SESSION_LIFE_MS = 12 * 3600_000;
export const HQ_SESSION_COOKIE = 'head_office_session';

export interface PersonSession { readonly role: HqRole; readonly who: string }
export interface PeopleAccessParts { readonly storage: CloudStorage; readonly sha256Hex: (text: string) => string; readonly random: (bytes: number) => Uint8Array; readonly nowMs: () => number }

/** Who sits at a screen of head office: a one-use code in a link becomes a session cookie of twelve hours. Codes and tokens are kept as hashes only. */
export function openPeopleAccess({ storage: { db }, sha256Hex, random, nowMs }: PeopleAccessParts) {
  const codeHash = (code: string) => sha256Hex(`entry:${normalisedCode(code)}`);
  return {
    async createEntryCode(role: HqRole, who: string): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
      await db.deleteFrom('entryCodes').where('expiresAtMs', '<', nowMs()).execute();
      const code = readableCode(random);
      const expiresAtMs = nowMs() + ENTRY_CODE_LIFE_MS;
      await db.insertInto('entryCodes').values({ codeHash: codeHash(code), role, who, expiresAtMs, usedAtMs: null }).execute();
      return { code, expiresAtMs };
    },

    /** The session's token, or null for a code that is unknown, used or too old. */
    async enter(code: string): Promise<{ readonly token: string; readonly lifeMs: number } | null> {
      const taken = await db.updateTable('entryCodes').set({ usedAtMs: nowMs() }).where('codeHash', '=', codeHash(code)).where('usedAtMs', 'is', null).where('expiresAtMs', '>=', nowMs()).returning(['role', 'who']).executeTakeFirst();
      if (taken === undefined) return null;
      const token = Buffer.from(random(32)).toString('base64url');
      await db.deleteFrom('peopleSessions').where('expiresAtMs', '<', nowMs()).execute();
      await db.insertInto('peopleSessions').values({ tokenHash: sha256Hex(token), ...taken, createdAtMs: nowMs(), expiresAtMs: nowMs() + SESSION_LIFE_MS }).execute();
      return { token, lifeMs: SESSION_LIFE_MS };
    },

    async sessionOf(cookieHeader: string | undefined): Promise<PersonSession | null> {
      const token = new RegExp(`(?:^|; )${HQ_SESSION_COOKIE}=([A-Za-z0-9_-]{20,64})(?:;|$)`).exec(cookieHeader ?? '')?.[1];
      if (token === undefined) return null;
      const session = await db.selectFrom('peopleSessions').select(['role', 'who']).where('tokenHash', '=', sha256Hex(token)).where('expiresAtMs', '>=', nowMs()).executeTakeFirst();
      return session === undefined ? null : { role: session.role as HqRole, who: session.who };
    },
  };
}
export type PeopleAccess = ReturnType<typeof openPeopleAccess>;
