import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { LaneSession, SellingLane } from 'retail-model/lane/lane-session.ts';
import { prepared } from '../prepared.ts';

/** Raised when the shape of a lane session changes: a saved one of another shape is not resumed but reported. */
const SESSION_SHAPE = 1;

export interface HeldBasket { readonly ticket: string; readonly fromLaneId: string; readonly heldAtMs: number; readonly held: SellingLane }

/** Lane sessions and suspended baskets: saved at every step, so that a power cut resumes in the middle of a basket. */
export function openSessionStore(connection: Database) {
  connection.exec(`
    CREATE TABLE IF NOT EXISTS lane_session (lane_id TEXT PRIMARY KEY, shape INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS held_basket (ticket TEXT PRIMARY KEY, from_lane_id TEXT NOT NULL, held_at_ms INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
  `);
  return {
    load(laneId: string): LaneSession | null {
      const row = prepared(connection, 'SELECT shape, json FROM lane_session WHERE lane_id = ?').get(laneId) as { shape: number; json: string } | undefined;
      return row && row.shape === SESSION_SHAPE ? (JSON.parse(row.json) as LaneSession) : null;
    },
    save(laneId: string, session: LaneSession): void {
      prepared(connection, 'INSERT OR REPLACE INTO lane_session VALUES (?, ?, ?)').run(laneId, SESSION_SHAPE, JSON.stringify(session));
    },
    hold(basket: HeldBasket): void {
      prepared(connection, 'INSERT OR IGNORE INTO held_basket VALUES (?, ?, ?, ?)').run(basket.ticket, basket.fromLaneId, basket.heldAtMs, JSON.stringify(basket.held));
    },
    held(ticket: string): SellingLane | null {
      const row = prepared(connection, 'SELECT json FROM held_basket WHERE ticket = ?').get(ticket) as { json: string } | undefined;
      return row ? (JSON.parse(row.json) as SellingLane) : null;
    },
    release: (ticket: string): void => void prepared(connection, 'DELETE FROM held_basket WHERE ticket = ?').run(ticket),
    allHeld: (): readonly HeldBasket[] =>
      (prepared(connection, 'SELECT * FROM held_basket ORDER BY held_at_ms').all() as { ticket: string; from_lane_id: string; held_at_ms: number; json: string }[])
        .map((row) => ({ ticket: row.ticket, fromLaneId: row.from_lane_id, heldAtMs: row.held_at_ms, held: JSON.parse(row.json) as SellingLane })),
  };
}
export type SessionStore = ReturnType<typeof openSessionStore>;
