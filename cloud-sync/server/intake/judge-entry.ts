import { brokenInvariant } from 'retail-model/journal/broken-invariant.ts';
import { hashedText, type HashedEntry, type Sha256Hex } from 'retail-model/journal/entry-hash.ts';
import { entryHeader, entryId, parseJournalEntry, type JournalEntry } from 'retail-model/journal/entry.ts';
import { wireBounds, type QuarantineReason } from 'retail-model/replication/wire.ts';
import { z } from 'zod';

/** An entry that is what it says it is. Whether it follows what came before is for `settleTerminal`. */
export interface SoundEntry {
  readonly state: 'sound';
  readonly entry: JournalEntry;
  /** The hashed parts and the hash as they came, so that anybody can verify the chain later. */
  readonly text: string;
}
/** A document that cannot stand in the journal, with whatever place it claims. */
export interface RefusedEntry {
  readonly state: 'refused';
  readonly documentId: string;
  readonly terminalId: string | null;
  readonly sequence: number | null;
  readonly claimedHash: string | null;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly text: string;
}

/** Judges one pushed document by itself. Pure and total: any value at all gets an answer. `repairOf`: the hash that stays valid although a person repaired the body. */
export function judgeEntry(document: unknown, storeId: string, sha256Hex: Sha256Hex, repairOf: string | null = null): SoundEntry | RefusedEntry {
  const text = jsonText(document);
  const place = claimedPlace(document, storeId);
  const refuse = (reason: QuarantineReason, detail: string): RefusedEntry => ({ state: 'refused', ...place, reason, detail: detail.slice(0, 600), text });

  if (text.length > wireBounds.documentBytes) return { ...refuse('too-large', `${text.length} characters of JSON`), text: text.slice(0, 4000) };
  const header = anyEntry.safeParse(document);
  if (!header.success) return refuse('bad-entry', z.prettifyError(header.error));
  const claimed: HashedEntry & { readonly hash: string } = { ...header.data, body: header.data.body };
  if (claimed.storeId !== storeId) return refuse('other-store', `It belongs to ${claimed.storeId}`);
  if (claimed.id !== entryId(claimed.storeId, claimed.terminalId, claimed.sequence)) return refuse('wrong-id', `Its place is ${entryId(claimed.storeId, claimed.terminalId, claimed.sequence)}`);
  try {
    const hashed = hashedText(claimed);
    if (claimed.hash !== repairOf && sha256Hex(hashed) !== claimed.hash) return refuse('forged', 'Its hash is not the hash of its content');
    const entry = parseJournalEntry(document);
    const broken = brokenInvariant(entry);
    if (broken !== null) return refuse('bad-sums', broken);
    return { state: 'sound', entry, text: `${hashed.slice(0, -1)},"hash":"${claimed.hash}"}` };
  } catch (error) {
    return refuse('bad-entry', error instanceof z.ZodError ? z.prettifyError(error) : String(error));
  }
}

/** An entry of any kind, known or not. */
const anyEntry = entryHeader.extend({ kind: z.string().max(40), body: z.unknown() });
const anId = z.object({ id: z.string().max(80) });
const aPlace = z.object({ terminalId: z.string().regex(/^[a-z0-9]{2,16}$/), sequence: z.int().positive() });
const aHash = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** Where a document claims to stand: by its fields, else by its id; nowhere when neither can be read. Only in its own store's journal. */
function claimedPlace(document: unknown, storeId: string): Pick<RefusedEntry, 'documentId' | 'terminalId' | 'sequence' | 'claimedHash'> {
  const id = anId.safeParse(document).data?.id ?? '';
  const parts = /^([a-z0-9]{2,16})-([a-z0-9]{2,16})-(\d{10})$/.exec(id);
  const byId = parts !== null && parts[1] === storeId && Number(parts[3]) > 0 ? { terminalId: parts[2]!, sequence: Number(parts[3]) } : null;
  const byFields = aPlace.safeParse(document).data ?? null;
  // Where both are readable and differ neither is believed: a bad document must not occupy another one's place.
  const agreed = byId !== null && byFields !== null ? (byId.terminalId === byFields.terminalId && byId.sequence === byFields.sequence ? byId : null) : byId;
  return { documentId: id, terminalId: agreed?.terminalId ?? null, sequence: agreed?.sequence ?? null, claimedHash: aHash.safeParse(document).data?.hash ?? null };
}

/** Never throws: what JSON cannot say is said as words. */
function jsonText(document: unknown): string {
  try {
    return JSON.stringify(document) ?? 'undefined';
  } catch {
    return '(not JSON)';
  }
}
