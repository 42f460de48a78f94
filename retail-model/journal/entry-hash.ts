import { canonicalJson } from './canonical-json.ts';

/** What a journal entry's hash covers: every part of it but the hash itself. `body` is hashed as it is, known kind or not. */
export interface HashedEntry {
  readonly id: string;
  readonly storeId: string;
  readonly terminalId: string;
  readonly sequence: number;
  readonly previousHash: string;
  readonly occurredAtMs: number;
  readonly businessDay: string;
  readonly kind: string;
  readonly body: unknown;
}

/** SHA-256 of a UTF-8 text, lower-case hex. Passed in, since this model knows no machine. */
export type Sha256Hex = (text: string) => string;

/** The text whose SHA-256 is the entry's hash. Only these parts count: what a database adds to a document changes nothing. */
export function hashedText({ id, storeId, terminalId, sequence, previousHash, occurredAtMs, businessDay, kind, body }: HashedEntry): string {
  return canonicalJson({ id, storeId, terminalId, sequence, previousHash, occurredAtMs, businessDay, kind, body });
}

export const entryHash = (entry: HashedEntry, sha256Hex: Sha256Hex): string => sha256Hex(hashedText(entry));
