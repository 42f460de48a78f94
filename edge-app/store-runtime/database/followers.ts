import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { checkProjection, type ProjectionCheck } from './check-projection.ts';
import { openCheckpoints } from './follower-checkpoints.ts';
import { isEnvironmentFailure } from './journal-error.ts';
import { entriesAfter, type JournalTable, type PlacedEntry } from './journal-reading.ts';
import type { Connection } from './rx-storage/open-connection.ts';

/** Entries folded in one transaction while catching up; between two pages others get their turn. */
const PAGE_ENTRIES = 1_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/** A projection of the journal: tables of its own in the store's file, a pure consequence of the entries. */
export type Follower = {
  readonly name: string;
  /** A new version is a new fold: its tables are dropped and made again from the whole journal. */
  readonly version: number;
  readonly createTables: (sql: Connection) => void;
  /** Every table that `createTables` makes. */
  readonly tables: readonly string[];
  /** Brings one entry into the tables. Uses nothing but the entry and these tables: no clock, no chance, no waiting. */
  readonly fold: (entry: JournalEntry, sql: Connection) => void;
};

export type FollowerState = {
  readonly name: string;
  readonly version: number;
  /** The place of the last entry folded. */
  readonly place: number;
  /** 'quarantined': it threw at an entry; it stands still before it, is tried again, and holds up nobody. */
  readonly state: 'current' | 'behind' | 'quarantined';
  readonly trouble: { readonly reason: string; readonly entryId: string; readonly attempts: number; readonly retryAtMs: number } | null;
};

export type FollowerParts = {
  readonly journal: JournalTable;
  readonly followers: readonly Follower[];
  readonly nowMs: () => number;
  /** Told when a follower is quarantined and when the disk refuses a projection. */
  readonly onTrouble: (name: string, error: unknown) => void;
};

export type Followers = {
  /** Folds what is new, at once, for all who are not quarantined. Never throws for a follower or the disk. Call it after each commit and now and then. */
  readonly follow: () => void;
  /** Resolves when every follower has folded what the journal held or is quarantined; also when the disk refuses, which `onTrouble` hears. */
  readonly caughtUp: (signal: AbortSignal) => Promise<void>;
  /** Drops a projection and makes it again from the journal. */
  readonly rebuild: (name: string, signal: AbortSignal) => Promise<void>;
  /** Makes a projection again beside the live one and compares the two, row by row. */
  readonly check: (name: string, signal: AbortSignal) => Promise<ProjectionCheck>;
  readonly states: () => readonly FollowerState[];
};

type Running = { readonly follower: Follower; place: number; trouble: FollowerState['trouble'] };

/** Opens the projections; a follower that is new, or of another version than its tables, begins at the journal's first entry. */
export function openFollowers({ journal, followers, nowMs, onTrouble }: FollowerParts): Followers {
  const { connection } = journal;
  const read = entriesAfter(journal);
  const checkpoints = openCheckpoints(connection, journal.name);
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const rollback = connection.prepare('ROLLBACK');
  const savepoint = connection.prepare('SAVEPOINT fold');
  const undo = connection.prepare('ROLLBACK TO fold');
  const release = connection.prepare('RELEASE fold');
  const running: readonly Running[] = followers.map((follower) => ({ follower, place: checkpoints.open(follower), trouble: null }));

  const named = (name: string): Running => {
    const found = running.find(({ follower }) => follower.name === name);
    if (!found) throw new Error(`There is no follower ${name}`);
    return found;
  };

  const mayRun = ({ trouble }: Running): boolean => trouble === null || nowMs() >= trouble.retryAtMs;

  const quarantine = (one: Running, entry: JournalEntry, error: unknown): void => {
    const attempts = (one.trouble?.attempts ?? 0) + 1;
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 16), LAST_RETRY_MS);
    one.trouble = { reason: error instanceof Error ? error.message : String(error), entryId: entry.id, attempts, retryAtMs: nowMs() + delayMs };
    onTrouble(one.follower.name, error);
  };

  /** Folds a page into one projection, inside the transaction; where it throws, what came before the entry stays and the follower stops there. */
  const foldPage = (one: Running, page: readonly PlacedEntry[]): number => {
    let place = one.place;
    for (const placed of page) {
      savepoint.run();
      try {
        one.follower.fold(placed.entry, connection);
      } catch (error) {
        if (isEnvironmentFailure(error) || !connection.inTransaction) throw error;
        undo.run();
        release.run();
        quarantine(one, placed.entry, error);
        return place;
      }
      release.run();
      place = placed.place;
      one.trouble = null;
    }
    return place;
  };

  /** One page for all who may run, in one transaction with their checkpoints. Returns whether there may be more. */
  const followPage = (): boolean => {
    const pages = new Map<number, readonly PlacedEntry[]>();
    const behind = running.filter((one) => mayRun(one)).map((one) => ({ one, page: pageAfter(pages, one.place) })).filter(({ page }) => page.length > 0);
    if (behind.length === 0) return false;
    const moved: { one: Running; place: number }[] = [];
    // A projection can be made again from the journal, so its commit need not wait for the disk: the log is a sequence, and the next
    // journal commit, which does wait, takes it along. After a power cut projection and checkpoint are both older, together.
    connection.pragma('synchronous = NORMAL');
    try {
      begin.run();
      for (const { one, page } of behind) {
        const place = foldPage(one, page);
        if (place > one.place) checkpoints.save(one.follower, place);
        moved.push({ one, place });
      }
      commit.run();
    } catch (error) {
      if (connection.open && connection.inTransaction) rollback.run();
      onTrouble('followers', error);
      return false;
    } finally {
      if (connection.open) connection.pragma('synchronous = FULL');
    }
    for (const { one, place } of moved) one.place = place;
    return behind.some(({ one, page }) => one.trouble === null && page.length === PAGE_ENTRIES);
  };

  const pageAfter = (pages: Map<number, readonly PlacedEntry[]>, place: number): readonly PlacedEntry[] => {
    let page = pages.get(place);
    if (!page) pages.set(place, (page = read(place, PAGE_ENTRIES)));
    return page;
  };

  const caughtUp = async (signal: AbortSignal): Promise<void> => {
    while (followPage()) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
  };

  return {
    follow: () => void followPage(),
    caughtUp,
    rebuild: async (name, signal) => {
      const one = named(name);
      checkpoints.reset(one.follower);
      one.place = 0;
      one.trouble = null;
      await caughtUp(signal);
    },
    check: async (name, signal) => {
      const one = named(name);
      return checkProjection({ connection, follower: one.follower, read, livePlace: () => one.place, signal });
    },
    states: () => {
      return running.map(({ follower, place, trouble }) => ({
        name: follower.name,
        version: follower.version,
        place,
        state: trouble !== null ? ('quarantined' as const) : read(place, 1).length > 0 ? ('behind' as const) : ('current' as const),
        trouble,
      }));
    },
  };
}
