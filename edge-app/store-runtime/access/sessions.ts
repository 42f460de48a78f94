import { createHash, timingSafeEqual } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { AccessRole } from 'retail-model/api/store-contract.ts';
import { prepared } from '../prepared.ts';

const CODE_VALID_MS = 10 * 60_000;
const SESSION_VALID_MS = 400 * 24 * 3_600_000;
const MOST_OPEN_CODES = 100;
const MOST_COOKIES = 64;

export interface AccessSession { readonly sessionId: string; readonly role: AccessRole; readonly laneId: string | null }
export interface PairedSession extends AccessSession { readonly pairedAtMs: number; readonly lastSeenMs: number; readonly remote: boolean }

/**
 * Who may talk to the store: a one-use code becomes a session cookie. Only hashes are kept, so the database gives nobody a way in.
 * Clocks move backwards in shops: a code is good while `|now - made|` is within ten minutes.
 */
export function openSessions(parts: { readonly storeId: string; readonly connection: Database; readonly nowMs: () => number; readonly randomToken: () => string }) {
  const { connection, nowMs } = parts;
  connection.exec(`
    CREATE TABLE IF NOT EXISTS entry_code (code_hash TEXT PRIMARY KEY, role TEXT NOT NULL, lane_id TEXT, made_at_ms INTEGER NOT NULL, remote INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS access_session (session_id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, role TEXT NOT NULL, lane_id TEXT, paired_at_ms INTEGER NOT NULL, last_seen_ms INTEGER NOT NULL, remote INTEGER NOT NULL) WITHOUT ROWID;
  `);
  // A browser sends its cookies to every port of a host, and one person may have several screens open: each store, role and lane has its own.
  const prefix = `mendian_${parts.storeId}_`;
  const sessionOf = (token: string): AccessSession | null => {
    const given = hashOf(token);
    const row = prepared(connection, 'SELECT session_id, token_hash, role, lane_id, last_seen_ms FROM access_session WHERE token_hash = ?').get(given) as { session_id: string; token_hash: string; role: AccessRole; lane_id: string | null; last_seen_ms: number } | undefined;
    if (!row || !timingSafeEqual(Buffer.from(row.token_hash), Buffer.from(given))) return null;
    if (nowMs() - row.last_seen_ms > SESSION_VALID_MS) return null;
    if (Math.abs(nowMs() - row.last_seen_ms) > 60_000) prepared(connection, 'UPDATE access_session SET last_seen_ms = ? WHERE session_id = ?').run(nowMs(), row.session_id);
    return { sessionId: row.session_id, role: row.role, laneId: row.lane_id };
  };
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

  return {
    /** A code that opens one session with this role. `remote`: for another machine, over HTTPS. */
    createCode(role: AccessRole, laneId: string | null, remote: boolean, code: string = parts.randomToken()): { readonly code: string; readonly expiresAtMs: number } {
      prepared(connection, 'DELETE FROM entry_code WHERE made_at_ms < ? OR code_hash IN (SELECT code_hash FROM entry_code ORDER BY made_at_ms DESC LIMIT -1 OFFSET ?)').run(nowMs() - CODE_VALID_MS, MOST_OPEN_CODES - 1);
      prepared(connection, 'INSERT OR REPLACE INTO entry_code VALUES (?, ?, ?, ?, ?)').run(hashOf(code), role, laneId, nowMs(), remote ? 1 : 0);
      return { code, expiresAtMs: nowMs() + CODE_VALID_MS };
    },
    /** Uses the code up. The token goes into the cookie; null when the code is unknown, used or old. */
    redeem(code: string, remote: boolean): { readonly token: string; readonly session: AccessSession } | null {
      const row = prepared(connection, 'DELETE FROM entry_code WHERE code_hash = ? RETURNING role, lane_id, made_at_ms, remote').get(hashOf(code)) as { role: AccessRole; lane_id: string | null; made_at_ms: number; remote: number } | undefined;
      if (!row || Math.abs(nowMs() - row.made_at_ms) > CODE_VALID_MS || (row.remote === 1) !== remote) return null;
      const token = parts.randomToken();
      const session = { sessionId: hashOf(`id ${token}`).slice(0, 16), role: row.role, laneId: row.lane_id };
      prepared(connection, 'INSERT INTO access_session VALUES (?, ?, ?, ?, ?, ?, ?)').run(session.sessionId, hashOf(token), row.role, row.lane_id, nowMs(), nowMs(), remote ? 1 : 0);
      return { token, session };
    },
    /** The name of the cookie that holds this session's token. */
    cookieName: ({ role, laneId }: AccessSession): string => `${prefix}${role}${laneId === null ? '' : `_${laneId}`}`,
    /** Every session that a `Cookie` header holds for this store; none for strangers and revoked ones. */
    of(cookieHeader: string | undefined): readonly AccessSession[] {
      return (cookieHeader ?? '').split('; ').slice(0, MOST_COOKIES).flatMap((cookie) => {
        const token = cookie.startsWith(prefix) ? /=([A-Za-z0-9_-]{20,100})$/.exec(cookie)?.[1] : undefined;
        return (token === undefined ? null : sessionOf(token)) ?? [];
      });
    },
    paired: (): readonly PairedSession[] =>
      (prepared(connection, 'SELECT * FROM access_session WHERE remote = 1 ORDER BY paired_at_ms DESC LIMIT 200').all() as { session_id: string; role: AccessRole; lane_id: string | null; paired_at_ms: number; last_seen_ms: number }[])
        .map((row) => ({ sessionId: row.session_id, role: row.role, laneId: row.lane_id, pairedAtMs: row.paired_at_ms, lastSeenMs: row.last_seen_ms, remote: true })),
    revoke: (sessionId: string): boolean => prepared(connection, 'DELETE FROM access_session WHERE session_id = ?').run(sessionId).changes > 0,
  };
}
export type Sessions = ReturnType<typeof openSessions>;
