import { quoteName } from '../database/rx-storage/sql-name.ts';
import type { JournalTable } from '../database/journal-reading.ts';

export interface Backlog { readonly entriesWaiting: number; readonly bytesWaiting: number; readonly oldestWaitingMs: number | null }

/** Entries read to estimate the size of what waits. */
const SAMPLE = 50;

/**
 * What head office has not acknowledged. The journal's table is append-only, so places count entries: no query grows with the backlog.
 * `bytesWaiting` is an estimate from the newest entries. `checkpointed`: the place through which RxDB has finished; after a restart in mid-batch
 * it may finish entries that it knows to be at head office without handing them over again.
 */
export function openWaitingEntries({ connection, name }: JournalTable, checkpointed: () => number) {
  const table = quoteName(name);
  const last = connection.prepare(`SELECT max(sequence) FROM ${table}`).pluck();
  const placeOf = connection.prepare(`SELECT sequence FROM ${table} WHERE id = ?`).pluck();
  const oldest = connection.prepare(`SELECT json_extract(data, '$.occurredAtMs') FROM ${table} WHERE sequence > ? ORDER BY sequence LIMIT 1`).pluck();
  const size = connection.prepare(`SELECT avg(length(data)) FROM (SELECT data FROM ${table} ORDER BY sequence DESC LIMIT ${SAMPLE})`).pluck();
  let acknowledgedPlace = 0;
  const through = (): number => {
    acknowledgedPlace = Math.max(acknowledgedPlace, checkpointed());
    return acknowledgedPlace;
  };
  return {
    /** The place through which everything is acknowledged. */
    through,
    acknowledgedThrough(place: number): void { acknowledgedPlace = Math.max(acknowledgedPlace, place); },
    acknowledged(entryId: string): void { acknowledgedPlace = Math.max(acknowledgedPlace, (placeOf.get(entryId) as number | undefined) ?? 0); },
    isAcknowledged: (entryId: string): boolean => {
      const place = placeOf.get(entryId) as number | undefined;
      return place !== undefined && place <= through();
    },
    backlog(): Backlog {
      const entriesWaiting = Math.max(0, ((last.get() as number | null) ?? 0) - through());
      if (entriesWaiting === 0) return { entriesWaiting, bytesWaiting: 0, oldestWaitingMs: null };
      return { entriesWaiting, bytesWaiting: Math.round(entriesWaiting * ((size.get() as number | null) ?? 0)), oldestWaitingMs: (oldest.get(through()) as number | undefined) ?? null };
    },
  };
}
export type WaitingEntries = ReturnType<typeof openWaitingEntries>;
