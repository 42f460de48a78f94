import type { QuarantineReason } from 'retail-model/replication/wire.ts';

/** The tables of head office. Every `…Text` column is JSON; every `…Hash` is lower-case hex SHA-256; instants are head office's clock unless named otherwise. */
export interface CloudTables {
  facts: { name: string; value: string };
  /** A row is locked from its update to the commit, so what it counts is in commit order on every database. */
  counters: { name: string; value: number };

  stores: {
    storeId: string; namesText: string; createdAtMs: number;
    /** The last state the store sent ahead of its journal, and when. */
    stateText: string | null; stateReceivedAtMs: number | null;
    /** The last entry, state or pull. */
    lastHeardMs: number | null;
  };
  devices: { deviceId: string; storeId: string; deviceName: string; publicKey: string; enrolledAtMs: number; lastSeenMs: number | null; revokedAtMs: number | null };
  enrolmentCodes: { codeId: string; codeHash: string; storeId: string; createdAtMs: number; expiresAtMs: number; withdrawnAtMs: number | null; usedByKey: string | null; deviceId: string | null };
  challenges: { challengeHash: string; deviceId: string; expiresAtMs: number };
  deviceSessions: { tokenHash: string; deviceId: string; storeId: string; expiresAtMs: number };
  entryCodes: { codeHash: string; role: string; who: string; expiresAtMs: number; usedAtMs: number | null };
  /** `accountId` null: entered by a link. `storeId` null: every store. */
  peopleSessions: { tokenHash: string; sessionId: string | null; accountId: string | null; role: string; who: string; storeId: string | null; createdAtMs: number; expiresAtMs: number; lastSeenMs: number | null; address: string | null };
  /** `accountName` is in lower case. `failures` since the last success; none is tried before `lockedUntilMs`. */
  accounts: { accountId: string; accountName: string; displayName: string; role: string; storeId: string | null; passwordHash: string; active: number; createdAtMs: number; failures: number; lockedUntilMs: number };
  auditLines: { auditId: string; atMs: number; who: string; role: string; what: string; detail: string };

  /** Reference documents. `scope`: a store's id, or `*` for every store. */
  documents: { collection: string; id: string; scope: string; sequence: number; deleted: number; bodyText: string; writtenAtMs: number };
  /** How far a store has pulled each collection. */
  pulls: { storeId: string; collection: string; sequence: number; atMs: number };

  journal: {
    storeId: string; terminalId: string; sequence: number; entryId: string; hash: string; previousHash: string;
    kind: string; occurredAtMs: number; businessDay: string; receivedAtMs: number; entryText: string; repaired: number;
  };
  /** The last place of a terminal's journal that is settled: an entry, or a place whose entry is in quarantine. `hash` null: unreadable there. */
  heads: { storeId: string; terminalId: string; sequence: number; hash: string | null; gapSinceMs: number | null; parkedCount: number };
  /** Heads that a store has signed and head office has verified: the newest of each terminal, and those whose entry has not arrived. */
  anchors: { storeId: string; terminalId: string; sequence: number; hash: string; signature: string; receivedAtMs: number };
  parked: { storeId: string; terminalId: string; sequence: number; hash: string; receivedAtMs: number; entryText: string };
  quarantine: {
    quarantineId: string; storeId: string; terminalId: string | null; sequence: number | null; /** The last place of a missing run that begins at `sequence`. */ throughSequence: number | null; documentId: string; documentHash: string; claimedHash: string | null;
    reason: QuarantineReason; detail: string; receivedAtMs: number; state: 'open' | 'replayed' | 'dismissed'; documentText: string;
  };

  takings: { storeId: string; businessDay: string; takingsMinor: number; discountMinor: number; taxMinor: number; cashMinor: number; qrCodeMinor: number; sales: number; returns: number; items: number };
  stock: { storeId: string; productId: string; units: number; lastMovementMs: number };
  saleFeed: { storeId: string; entryId: string; occurredAtMs: number; receivedAtMs: number; lineText: string };
  orders: { storeId: string; orderId: string; entryId: string; supplierId: string; businessDay: string; approvedAtMs: number; receivedAtMs: number; bodyText: string };
  /** When a price first was active, and first charged, in a store: by the store's clock. */
  priceSteps: { storeId: string; priceId: string; activatedAtMs: number | null; chargedAtMs: number | null };
}
