import type { EntryBody, EntryKind, Fact, JournalEntry, JournalEntryOf } from 'retail-model/journal/entry.ts';

/** How the rest of the runtime writes facts: one serial path, resolved only when the entry is on the disk and the followers have seen it. */
export interface StoreJournal {
  record<K extends EntryKind>(terminalId: string, kind: K, body: EntryBody<K>): Promise<JournalEntryOf<K>>;
  recordFact(terminalId: string, fact: Fact): Promise<void>;
  /** Many facts of one terminal in one durable batch, in order. */
  recordAll(terminalId: string, facts: readonly Fact[]): Promise<void>;
  /** The newest sequence of a terminal; 0 before its first entry. */
  headSequence(terminalId: string): number;
  /** Entries of one terminal after a sequence, in order. */
  entriesAfter(terminalId: string, sequence: number): readonly JournalEntry[];
  /** Null when the store can sell; otherwise why not, asked before money is taken. */
  cannotSell(): 'disk-full' | 'read-only' | 'database-trouble' | null;
}
