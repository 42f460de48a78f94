import type { Connection } from './rx-storage/open-connection.ts';

const createSql = 'CREATE TABLE IF NOT EXISTS head_office_acknowledged(one INTEGER PRIMARY KEY CHECK (one = 1), place INTEGER NOT NULL)';

/** Writes down how far head office has acknowledged the journal, for what is done while the store stands still. Never goes back. */
export function noteAcknowledged(connection: Connection, place: number | null): void {
  if (place === null) return;
  connection.exec(createSql);
  connection.prepare('INSERT INTO head_office_acknowledged VALUES(1, ?) ON CONFLICT(one) DO UPDATE SET place = max(place, excluded.place)').run(place);
}

/** The place through which head office had acknowledged when it was last written down; null: it never was. */
export function acknowledgedPlaceOf(connection: Connection): number | null {
  if (connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'head_office_acknowledged'").get() === undefined) return null;
  return (connection.prepare('SELECT place FROM head_office_acknowledged').pluck().get() as number | undefined) ?? null;
}
