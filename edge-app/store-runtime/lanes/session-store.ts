import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Fact } from 'retail-model/journal/entry.ts';
import type { LaneSession, SellingLane } from 'retail-model/lane/lane-session.ts';
import { prepared } from '../prepared.ts';

/** Raised when the shape of a lane session changes: a saved one of another shape is not resumed but reported. */
const SESSION_SHAPE = 1;

export interface HeldBasket { readonly ticket: string; readonly fromLaneId: string; readonly heldAtMs: number; readonly held: SellingLane }

/** What a step changes besides the session, saved with it or not at all. */
export interface StepChanges {
  /** Facts that the step owes the journal, and the lane's newest sequence there before them. */
  readonly facts: readonly Fact[];
  readonly afterSequence: number;
  readonly holds: readonly HeldBasket[];
  /** Tickets of suspended baskets that the session took over. */
  readonly releases: readonly string[];
  /** Owed facts that are in the journal by now. */
  readonly settled: readonly number[];
}

/** A fact that a step owes the journal; after a power cut nobody knows whether it is there. */
export interface OwedFact { readonly owedId: number; readonly afterSequence: number; readonly fact: Fact }

/** Lane sessions and suspended baskets: saved at every step in one transaction, so that a power cut resumes in the middle of a basket and forgets no fact. */
export function openSessionStore(connection: Database) {
  connection.exec(`
    CREATE TABLE IF NOT EXISTS lane_session (lane_id TEXT PRIMARY KEY, shape INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS held_basket (ticket TEXT PRIMARY KEY, from_lane_id TEXT NOT NULL, held_at_ms INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS owed_fact (owed_id INTEGER PRIMARY KEY AUTOINCREMENT, lane_id TEXT NOT NULL, after_sequence INTEGER NOT NULL, json TEXT NOT NULL);
  `);
  const saveSession = (laneId: string, session: LaneSession): void => void prepared(connection, 'INSERT OR REPLACE INTO lane_session VALUES (?, ?, ?)').run(laneId, SESSION_SHAPE, JSON.stringify(session));
  const saveStep = connection.transaction((laneId: string, session: LaneSession, changes: StepChanges): readonly number[] => {
    saveSession(laneId, session);
    for (const { ticket, fromLaneId, heldAtMs, held } of changes.holds) prepared(connection, 'INSERT OR IGNORE INTO held_basket VALUES (?, ?, ?, ?)').run(ticket, fromLaneId, heldAtMs, JSON.stringify(held));
    for (const ticket of changes.releases) prepared(connection, 'DELETE FROM held_basket WHERE ticket = ?').run(ticket);
    for (const owedId of changes.settled) prepared(connection, 'DELETE FROM owed_fact WHERE owed_id = ?').run(owedId);
    return changes.facts.map((fact) => Number(prepared(connection, 'INSERT INTO owed_fact (lane_id, after_sequence, json) VALUES (?, ?, ?)').run(laneId, changes.afterSequence, JSON.stringify(fact)).lastInsertRowid));
  });
  return {
    load(laneId: string): LaneSession | null {
      const row = prepared(connection, 'SELECT shape, json FROM lane_session WHERE lane_id = ?').get(laneId) as { shape: number; json: string } | undefined;
      return row && row.shape === SESSION_SHAPE ? (JSON.parse(row.json) as LaneSession) : null;
    },
    /** One transaction, one wait for the disk. Returns the owed facts' ids, in their order. */
    save(laneId: string, session: LaneSession, changes: StepChanges): readonly number[] {
      if (changes.facts.length + changes.holds.length + changes.releases.length + changes.settled.length > 0) return saveStep.immediate(laneId, session, changes);
      saveSession(laneId, session);
      return [];
    },
    /** What the lane owed the journal when the power went, oldest first. */
    owed: (laneId: string): readonly OwedFact[] =>
      (prepared(connection, 'SELECT owed_id, after_sequence, json FROM owed_fact WHERE lane_id = ? ORDER BY owed_id').all(laneId) as { owed_id: number; after_sequence: number; json: string }[])
        .map((row) => ({ owedId: row.owed_id, afterSequence: row.after_sequence, fact: JSON.parse(row.json) as Fact })),
    held(ticket: string): SellingLane | null {
      const row = prepared(connection, 'SELECT json FROM held_basket WHERE ticket = ?').get(ticket) as { json: string } | undefined;
      return row ? (JSON.parse(row.json) as SellingLane) : null;
    },
    allHeld: (): readonly HeldBasket[] =>
      (prepared(connection, 'SELECT * FROM held_basket ORDER BY held_at_ms').all() as { ticket: string; from_lane_id: string; held_at_ms: number; json: string }[])
        .map((row) => ({ ticket: row.ticket, fromLaneId: row.from_lane_id, heldAtMs: row.held_at_ms, held: JSON.parse(row.json) as SellingLane })),
  };
}
export type SessionStore = ReturnType<typeof openSessionStore>;
