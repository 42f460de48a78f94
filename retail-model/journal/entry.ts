import { z } from 'zod';
import { entryBodies } from './entry-bodies.ts';

/** The journal: one append-only entry per fact, gapless per terminal, hash-chained. It is the only truth; everything else follows from it. */

export const storeId = z.string().regex(/^[a-z0-9]{2,16}$/);
/** A lane ('lane1'), or 'store' for facts that belong to no lane. No hyphen: it separates the parts of an entry's id. */
export const terminalId = z.string().regex(/^[a-z0-9]{2,16}$/);
export const STORE_TERMINAL = 'store';

/** `previousHash` of the first entry of a terminal. */
export const GENESIS_HASH = '0'.repeat(64);

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What every entry has besides its kind and body. `occurredAtMs`: UTC ms by the store's clock. `businessDay`: decided once, at commit. */
export const entryHeader = z.object({
  id: z.string().max(48),
  storeId,
  terminalId,
  sequence: z.int().positive(),
  previousHash: sha256Hex,
  hash: sha256Hex,
  occurredAtMs: z.int().nonnegative(),
  businessDay: z.iso.date(),
});

export type EntryKind = keyof typeof entryBodies;
export type EntryBody<K extends EntryKind> = z.infer<(typeof entryBodies)[K]>;

export type JournalEntryOf<K extends EntryKind> = z.infer<typeof entryHeader> & { readonly kind: K; readonly body: EntryBody<K> };
export type JournalEntry = { [K in EntryKind]: JournalEntryOf<K> }[EntryKind];

/** A fact before it has its place in the journal. */
export type Fact = { [K in EntryKind]: { readonly kind: K; readonly body: EntryBody<K> } }[EntryKind];

export const entryKinds = Object.keys(entryBodies) as readonly EntryKind[];

/** The id of an entry is its place: uniqueness and gaplessness are the primary key's job. The sequence is padded so that ids sort. */
export const entryId = (store: string, terminal: string, sequence: number): string => `${store}-${terminal}-${String(sequence).padStart(10, '0')}`;

/** Made once: a schema costs a thousand times what parsing with it costs. */
const knownEntry = entryHeader.extend({ kind: z.enum(entryKinds as [EntryKind, ...EntryKind[]]), body: z.unknown() });

/** Parses an entry from outside: header and body by its kind. Throws a `ZodError` that says where. */
export function parseJournalEntry(value: unknown): JournalEntry {
  const header = knownEntry.parse(value);
  return { ...header, body: entryBodies[header.kind].parse(header.body) } as JournalEntry;
}

/** Kinds that tell what the machinery did or reported: outside a day's hash, since a stuttering cable is not business. */
const technicalKinds: ReadonlySet<EntryKind> = new Set(['device-troubled', 'device-recovered', 'clock-changed', 'runtime-started', 'backup-made', 'label-troubled', 'label-shown', 'journal-head-signed', 'database-restored', 'receipt-printed']);
export const isBusiness = (kind: EntryKind): boolean => !technicalKinds.has(kind);
