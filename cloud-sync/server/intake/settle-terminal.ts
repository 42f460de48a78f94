import type { QuarantineReason } from 'retail-model/replication/wire.ts';

/** What settling needs to know of an entry. */
export interface Link { readonly sequence: number; readonly previousHash: string; readonly hash: string }
export interface Head { readonly sequence: number; readonly hash: string | null }

export interface TerminalState<E extends Link> {
  /** The last settled place; sequence 0 with the genesis hash before the first entry. */
  readonly head: Head;
  /** Later entries, parked before or come just now: the oldest arrival first. */
  readonly waiting: readonly E[];
  /** Places beyond the head whose entry lies in quarantine, with the hash it claims (null: unreadable). */
  readonly holes: ReadonlyMap<number, string | null>;
  /** Hashes that the store has signed for places beyond the head. */
  readonly anchored: ReadonlyMap<number, string>;
}
export interface Settled<E extends Link> {
  readonly head: Head;
  readonly accepted: readonly E[];
  /** Their predecessor has not arrived. */
  readonly parked: readonly E[];
  readonly refused: readonly { readonly entry: E; readonly reason: QuarantineReason }[];
}

/**
 * Moves a terminal's head as far as what has arrived allows. Pure. RxDB pushes batches in parallel, so order of arrival means nothing:
 * the same entries in any order and any cutting end in the same state. A place in quarantine is stepped over, so it never blocks what follows;
 * its successor must still link to the hash it claims. An entry that is not the one the store signed for its place is refused.
 */
export function settleTerminal<E extends Link>(state: TerminalState<E>): Settled<E> {
  const bySequence = new Map<number, E[]>();
  for (const entry of state.waiting) {
    const there = bySequence.get(entry.sequence);
    if (there === undefined) bySequence.set(entry.sequence, [entry]);
    else if (!there.some((other) => other.hash === entry.hash)) there.push(entry);
  }
  const accepted: E[] = [];
  const refused: { entry: E; reason: QuarantineReason }[] = [];
  let head = state.head;
  for (;;) {
    const place = head.sequence + 1;
    const signed = state.anchored.get(place);
    const come = bySequence.get(place) ?? [];
    const candidates = come.filter((entry) => signed === undefined || entry.hash === signed);
    for (const entry of come) if (!candidates.includes(entry)) refused.push({ entry, reason: 'contradicted-head' });
    const next = candidates.find((candidate) => head.hash === null || candidate.previousHash === head.hash);
    if (next !== undefined) {
      accepted.push(next);
      for (const other of candidates) if (other !== next) refused.push({ entry: other, reason: 'fork' });
      head = { sequence: place, hash: next.hash };
    } else if (candidates.length > 0) {
      for (const entry of candidates) refused.push({ entry, reason: 'broken-chain' });
      head = { sequence: place, hash: candidates[0]!.hash };
    } else if (come.length > 0) {
      head = { sequence: place, hash: signed! };
    } else if (state.holes.has(place)) {
      head = { sequence: place, hash: state.holes.get(place)! };
    } else break;
    bySequence.delete(place);
  }
  const parked = [...bySequence.values()].flat().sort((a, b) => a.sequence - b.sequence);
  return { head, accepted, parked, refused };
}
