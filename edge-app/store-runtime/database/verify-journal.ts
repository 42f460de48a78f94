import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import { entryHash, type HashedEntry, type Sha256Hex } from 'retail-model/journal/entry-hash.ts';
import { entryId, GENESIS_HASH } from 'retail-model/journal/entry.ts';
import { z } from 'zod';
import type { JournalHead } from './journal.ts';

/** What is wrong with the first bad entry. */
export type JournalFault =
  | 'not-an-entry'
  /** The text is not the one text of its entry (RFC 8785). */
  | 'not-canonical'
  /** An entry between the one before and this is missing, or stands elsewhere. */
  | 'gap'
  | 'previous-hash-differs'
  | 'hash-differs'
  /** The id is not that of its store, terminal and sequence, or not the row's. */
  | 'id-differs'
  | 'of-another-store'
  /** A head that was signed or handed out is not the head of what is here: the tail was cut off, or the chain was written anew. */
  | 'anchor-missing'
  | 'anchor-differs'
  /** A year of the journal lies in a file that is missing or is not the one that was made. */
  | 'archive-missing'
  /** The database itself cannot be read further. */
  | 'database-damaged';

export type JournalVerdict =
  | { readonly ok: true; readonly entries: number; readonly heads: readonly JournalHead[] }
  | { readonly ok: false; readonly fault: JournalFault; /** The entry, as far as it can be named. */ readonly entryId: string | null; /** Line of an export or row of a database, from 1. */ readonly position: number; readonly detail: string };

const shape = z.strictObject({
  id: z.string(),
  storeId: z.string(),
  terminalId: z.string(),
  sequence: z.int().positive(),
  previousHash: z.string(),
  hash: z.string(),
  occurredAtMs: z.number(),
  businessDay: z.string(),
  kind: z.string(),
  body: z.record(z.string(), z.unknown()),
});
const signedHead = z.object({ terminalId: z.string(), sequence: z.int(), hash: z.string() });

export type ChainParts = {
  readonly sha256Hex: Sha256Hex;
  /** Heads that somebody else holds (head office): each must be in the chain. */
  readonly anchors: readonly JournalHead[];
};

/**
 * Checks entries one by one, each terminal's in their order. The verdict of `end` also holds the heads that were handed out,
 * and those the store signed into its own journal, against what is here.
 */
export function openChainCheck({ sha256Hex, anchors }: ChainParts) {
  const heads = new Map<string, JournalHead>();
  const wanted = new Map<string, string>();
  const claims: JournalHead[] = [...anchors];
  for (const { terminalId, sequence, hash } of anchors) wanted.set(`${terminalId} ${sequence}`, hash);
  let storeId: string | null = null;
  let position = 0;

  const bad = (fault: JournalFault, id: string | null, detail: string): JournalVerdict => ({ ok: false, fault, entryId: id, position, detail });

  const check = (value: unknown): JournalVerdict | null => {
    position++;
    const parsed = shape.safeParse(value);
    if (!parsed.success) return bad('not-an-entry', idOf(value), parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    const entry = parsed.data;
    storeId ??= entry.storeId;
    if (entry.storeId !== storeId) return bad('of-another-store', entry.id, `${entry.storeId} among ${storeId}`);
    if (entry.id !== entryId(entry.storeId, entry.terminalId, entry.sequence)) return bad('id-differs', entry.id, 'not the id of its store, terminal and sequence');
    const previous = heads.get(entry.terminalId);
    const sequence = (previous?.sequence ?? 0) + 1;
    if (entry.sequence !== sequence) return bad('gap', entry.id, `${entryId(entry.storeId, entry.terminalId, sequence)} should stand here`);
    if (entry.previousHash !== (previous?.hash ?? GENESIS_HASH)) return bad('previous-hash-differs', entry.id, `does not follow ${previous ? entryId(entry.storeId, entry.terminalId, previous.sequence) : 'the beginning'}`);
    const hash = hashOf(entry, sha256Hex);
    if (hash !== entry.hash) return bad('hash-differs', entry.id, hash === null ? 'has no canonical form' : `its content has hash ${hash}`);
    const anchor = wanted.get(`${entry.terminalId} ${entry.sequence}`);
    if (anchor !== undefined && anchor !== hash) return bad('anchor-differs', entry.id, `was anchored with hash ${anchor}`);
    heads.set(entry.terminalId, { terminalId: entry.terminalId, sequence: entry.sequence, hash });
    if (entry.kind === 'journal-head-signed') {
      const claim = signedHead.safeParse(entry.body);
      if (claim.success) claims.push(claim.data);
    }
    return null;
  };

  const end = (): JournalVerdict => {
    for (const { terminalId, sequence } of claims) {
      const found = heads.get(terminalId)?.sequence ?? 0;
      if (found < sequence) return bad('anchor-missing', storeId === null ? null : entryId(storeId, terminalId, found + 1), `${terminalId} was anchored at ${sequence} and ends at ${found}`);
    }
    return { ok: true, entries: position, heads: [...heads.values()] };
  };

  return { check, end, bad };
}

/** Checks an export: one entry a line, each the canonical text of itself. Any one changed byte is found. */
export async function verifyJournalExport(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, parts: ChainParts): Promise<JournalVerdict> {
  const chain = openChainCheck(parts);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Uint8Array<ArrayBufferLike> = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; start = end + 1, end = bytes.indexOf(0x0a, start)) {
      const fault = checkLine(chain, decoder, bytes.subarray(start, end));
      if (fault) return fault;
    }
    rest = bytes.slice(start);
  }
  if (rest.length > 0) return chain.bad('not-an-entry', null, 'the last line does not end');
  return chain.end();
}

function checkLine(chain: ReturnType<typeof openChainCheck>, decoder: TextDecoder, line: Uint8Array): JournalVerdict | null {
  let text: string;
  let value: unknown;
  try {
    text = decoder.decode(line);
    value = JSON.parse(text);
  } catch (error) {
    return chain.check(undefined) && chain.bad('not-an-entry', null, (error as Error).message);
  }
  const fault = chain.check(value);
  if (fault) return fault;
  return canonicalJson(value) === text ? null : chain.bad('not-canonical', idOf(value), 'not the canonical text of its entry');
}

function hashOf(entry: HashedEntry, sha256Hex: Sha256Hex): string | null {
  try {
    return entryHash(entry, sha256Hex);
  } catch {
    return null;
  }
}

const idOf = (value: unknown): string | null => {
  const id = typeof value === 'object' && value !== null ? (value as { readonly id?: unknown }).id : undefined;
  return typeof id === 'string' ? id.slice(0, 60) : null;
};
