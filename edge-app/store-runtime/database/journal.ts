import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import { entryBodies } from 'retail-model/journal/entry-bodies.ts';
import { entryHash, type Sha256Hex } from 'retail-model/journal/entry-hash.ts';
import { entryId, GENESIS_HASH, STORE_TERMINAL, type EntryBody, type EntryKind, type Fact, type JournalEntry, type JournalEntryOf } from 'retail-model/journal/entry.ts';
import type { RxCollection } from 'rxdb/plugins/core';
import { diskRoomOf, tryWrite, type DiskRoom } from './disk-room.ts';
import { JournalError, writeFailureOf, type JournalErrorKind } from './journal-error.ts';
import { journalTableOf, latestEntries } from './journal-reading.ts';

/** Facts that may wait for the disk; one more is refused. Over a minute of a busy store. */
const MAX_WAITING_FACTS = 2_000;
/** Facts in one commit: what waited while the disk was busy goes together. */
const MAX_FACTS_PER_COMMIT = 500;
/** A clock corrected by less than this was not "set back". */
const CLOCK_TOLERANCE_MS = 2_000;
/** How long an answer about the disk is believed. */
const ROOM_CHECK_INTERVAL_MS = 1_000;

/** The newest entry of a terminal. */
export type JournalHead = { readonly terminalId: string; readonly sequence: number; readonly hash: string };

export type JournalParts = {
  /** The RxDB collection `journal`, on the storage of this folder, indexed by (terminalId, sequence). Nobody else writes it. */
  readonly collection: RxCollection;
  readonly storeId: string;
  readonly sha256Hex: Sha256Hex;
  readonly nowMs: () => number;
  /** The business day ('2026-03-01') of an instant: decided once, here. */
  readonly businessDayOf: (atMs: number) => string;
  /** Called after each commit, before its writers are answered; brings the projections up to date. Must not throw. */
  readonly onCommitted: (entries: readonly JournalEntry[]) => void;
};

/** The journal of one store: one serial path, gapless and chained for each terminal. */
export type Journal = {
  /** Resolves with the entry once it is on the disk; rejects with a `JournalError`, and then nothing of it was written. Throws a `ZodError` for a body that is not of its kind. */
  readonly append: <K extends EntryKind>(terminalId: string, kind: K, body: EntryBody<K>) => Promise<JournalEntryOf<K>>;
  /** Several facts of one terminal, in order, all or none. */
  readonly appendAll: (terminalId: string, facts: readonly Fact[]) => Promise<readonly JournalEntry[]>;
  /**
   * Takes back entries of this store that head office holds and this journal lost (after a restore), as they are: each must continue its
   * terminal's chain. Entries already here are passed over. Throws an `Error` naming the first that does not fit; then none was written. Only while nobody appends.
   */
  readonly adopt: (entries: readonly JournalEntry[]) => Promise<number>;
  /** The newest entry of a terminal that is on the disk; null before its first. */
  readonly headOf: (terminalId: string) => JournalHead | null;
  readonly heads: () => readonly JournalHead[];
  /** Null where a sale could be written now, else why not. To be asked before money is taken. */
  readonly cannotSell: () => Extract<JournalErrorKind, 'disk-full' | 'read-only' | 'database-trouble'> | null;
  /** The room on the disk; at 'telemetry-stops' whatever is not trade must stop writing. */
  readonly diskRoom: () => DiskRoom;
  /** Refuses new facts and resolves when those under way are answered. */
  readonly close: () => Promise<void>;
};

type Waiting = { readonly terminalId: string; readonly facts: readonly Fact[]; readonly resolve: (entries: readonly JournalEntry[]) => void; readonly reject: (error: unknown) => void };

/** Opens the journal where its terminals stopped. */
export async function openJournal(parts: JournalParts): Promise<Journal> {
  const { collection, storeId, sha256Hex, nowMs, businessDayOf, onCommitted } = parts;
  const { connection } = journalTableOf(collection);
  let heads = new Map<string, JournalHead>();
  let latestMs = 0;
  let waiting: Waiting[] = [];
  let waitingFacts = 0;
  let writing: Promise<void> | null = null;
  let isClosed = false;
  let trouble: 'disk-full' | 'read-only' | 'database-trouble' | null = null;
  let room: DiskRoom = 'ample';
  let roomCheckedMs = -Infinity;

  const readHeads = async (): Promise<void> => {
    const latest = await latestEntries(collection);
    heads = new Map(latest.map(({ terminalId, sequence, hash }) => [terminalId, { terminalId, sequence, hash }]));
    latestMs = Math.max(0, ...latest.map(({ occurredAtMs }) => occurredAtMs));
  };
  await readHeads();

  /** The next entry of a terminal; moves the chain it is given, which becomes true only once the entry is on the disk. */
  const chained = (chain: Map<string, JournalHead>, terminalId: string, { kind, body }: Fact, occurredAtMs: number): JournalEntry => {
    const previous = chain.get(terminalId);
    const sequence = (previous?.sequence ?? 0) + 1;
    const unhashed = { id: entryId(storeId, terminalId, sequence), storeId, terminalId, sequence, previousHash: previous?.hash ?? GENESIS_HASH, occurredAtMs, businessDay: businessDayOf(occurredAtMs), kind, body };
    const entry = { ...unhashed, hash: entryHash(unhashed, sha256Hex) } as JournalEntry;
    chain.set(terminalId, { terminalId, sequence, hash: entry.hash });
    return entry;
  };

  /** Takes what waits, as far as one commit may hold it. */
  const nextBatch = (): readonly Waiting[] => {
    let facts = 0;
    let count = 0;
    while (count < waiting.length && (count === 0 || facts + waiting[count]!.facts.length <= MAX_FACTS_PER_COMMIT)) facts += waiting[count++]!.facts.length;
    waitingFacts -= facts;
    return waiting.splice(0, count);
  };

  const commit = async (batch: readonly Waiting[]): Promise<void> => {
    const chain = new Map(heads);
    const atMs = nowMs();
    const isSetBack = atMs < latestMs - CLOCK_TOLERANCE_MS;
    const notice = isSetBack ? [chained(chain, STORE_TERMINAL, { kind: 'clock-changed', body: { previousMs: latestMs, nowMs: atMs } }, atMs)] : [];
    const written = batch.map(({ terminalId, facts }) => facts.map((fact) => chained(chain, terminalId, fact, atMs)));
    const entries = [...notice, ...written.flat()];
    try {
      await insert(collection, entries);
    } catch (error) {
      trouble = writeFailureOf(error);
      const refusal = new JournalError(trouble, `The journal could not be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      // Whether the disk kept something that it called failed is only known from the disk.
      await readHeads().catch(() => undefined);
      for (const { reject } of batch) reject(refusal);
      return;
    }
    heads = chain;
    latestMs = isSetBack ? atMs : Math.max(latestMs, atMs);
    trouble = null;
    try {
      onCommitted(entries);
    } catch (error) {
      // The sale is on the disk and must be answered; a follower that throws here is a bug and ends the process.
      setImmediate(() => {
        throw error;
      });
    }
    batch.forEach(({ resolve }, index) => resolve(written[index]!));
  };

  const writeAll = async (): Promise<void> => {
    // A turn of the microtask queue lets the facts of one event go together.
    await Promise.resolve();
    while (waiting.length > 0) await commit(nextBatch());
    writing = null;
  };

  const appendAll = (terminalId: string, facts: readonly Fact[]): Promise<readonly JournalEntry[]> => {
    if (isClosed) return Promise.reject(new JournalError('journal-closed', 'The journal is closed'));
    if (waitingFacts + facts.length > MAX_WAITING_FACTS) return Promise.reject(new JournalError('journal-busy', `${waitingFacts} facts wait for the disk already`));
    const checked = facts.map(checkedFact);
    return new Promise((resolve, reject) => {
      waiting.push({ terminalId, facts: checked, resolve, reject });
      waitingFacts += checked.length;
      writing ??= writeAll();
    });
  };

  const adopt = async (entries: readonly JournalEntry[]): Promise<number> => {
    if (writing !== null) throw new Error('Entries can be taken back only while nothing is being written');
    const chain = new Map(heads);
    const missing = entries.filter(({ terminalId, sequence }) => sequence > (heads.get(terminalId)?.sequence ?? 0));
    for (const entry of missing) {
      const previous = chain.get(entry.terminalId);
      const fits = entry.storeId === storeId && entry.sequence === (previous?.sequence ?? 0) + 1 && entry.previousHash === (previous?.hash ?? GENESIS_HASH);
      if (!fits || entry.hash !== entryHash(entry, sha256Hex)) throw new Error(`Entry ${entry.id} does not continue the chain of ${entry.terminalId}`);
      chain.set(entry.terminalId, { terminalId: entry.terminalId, sequence: entry.sequence, hash: entry.hash });
    }
    for (let start = 0; start < missing.length; start += MAX_FACTS_PER_COMMIT) await insert(collection, missing.slice(start, start + MAX_FACTS_PER_COMMIT));
    heads = chain;
    latestMs = Math.max(latestMs, ...missing.map(({ occurredAtMs }) => occurredAtMs));
    onCommitted(missing);
    return missing.length;
  };

  const diskRoom = (): DiskRoom => {
    if (Math.abs(nowMs() - roomCheckedMs) >= ROOM_CHECK_INTERVAL_MS) {
      roomCheckedMs = nowMs();
      room = diskRoomOf(connection.name);
      if (trouble !== null) trouble = tryWrite(connection);
    }
    return room;
  };

  return {
    append: async (terminalId, kind, body) => {
      const [entry] = await appendAll(terminalId, [{ kind, body } as Fact]);
      return entry as JournalEntryOf<typeof kind>;
    },
    appendAll: async (terminalId, facts) => appendAll(terminalId, facts),
    adopt,
    headOf: (terminalId) => heads.get(terminalId) ?? null,
    heads: () => [...heads.values()],
    cannotSell: () => {
      const now = diskRoom();
      if (now === 'disk-full' || now === 'read-only') return now;
      return isClosed || !connection.open ? 'database-trouble' : trouble;
    },
    diskRoom,
    close: async () => {
      isClosed = true;
      await writing;
    },
  };
}

/** The fact with its body checked by its kind and able to be hashed: what fails here fails before it is queued. */
function checkedFact({ kind, body }: Fact): Fact {
  const checked = { kind, body: entryBodies[kind].parse(body) } as Fact;
  canonicalJson(checked.body);
  return checked;
}

async function insert(collection: RxCollection, entries: readonly JournalEntry[]): Promise<void> {
  const { error } = await collection.bulkInsert(entries as never);
  if (error.length > 0) throw new Error(`Entry ${error[0]!.documentId} exists already: somebody else writes this journal`, { cause: error[0] });
}
