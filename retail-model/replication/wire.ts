import { z } from 'zod';
import { storeId, terminalId } from '../journal/entry.ts';
import { words } from '../text/words.ts';
import { collectionNames, type CollectionName } from './collections.ts';

/**
 * What a store and head office say to each other. Every request is one JSON object, gzip allowed both ways:
 * `POST /enrol`, `POST /session/challenge`, `POST /session`, and with the session's bearer token
 * `POST /sync/pull`, `POST /sync/push`, `POST /sync/state`, `POST /sync/own-journal`, `GET /sync/live` (server-sent events).
 * No clock is compared across the wire: durations are relative, order is by sequence.
 */

/** Bounds of one request and of one answer. Both sides keep them; the server refuses what is larger with 413. */
export const wireBounds = {
  /** One request body, inflated. */
  requestBytes: 8 * 1024 * 1024,
  /** Documents of one collection in one page. */
  pullRows: 1000,
  /** A page is cut here, but never before its first document; the asking side goes on until its page is full. */
  pullPageBytes: 4 * 1024 * 1024,
  pushRows: 500,
  /** Entries of its own journal that a restored store takes back at once. */
  ownJournalRows: 200,
  /** One document as JSON text. Larger ones go to quarantine. */
  documentBytes: 512 * 1024,
  heartbeatMs: 15_000,
  /** A bearer token lives this long; a store then signs a fresh challenge. */
  sessionMs: 15 * 60_000,
} as const;

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const base64url = (maxLength: number) => z.string().regex(/^[A-Za-z0-9_-]+$/).max(maxLength);
const shortId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Names the life of head office's database: another one after a restore from backup. */
export const databaseEpoch = shortId;

const collectionName = z.enum(collectionNames as [CollectionName, ...CollectionName[]]);

/** An Ed25519 public key: the 32 raw bytes, base64url (RFC 8032 §5.1.5). */
export const devicePublicKey = base64url(43).length(43);
/** An Ed25519 signature: 64 bytes, base64url (RFC 8032 §5.1.6). */
export const deviceSignature = base64url(86).length(86);

/** A one-use code, read by a person from head office's screen. */
export const enrolRequest = z.object({ code: z.string().min(8).max(64), publicKey: devicePublicKey, deviceName: z.string().min(1).max(80) });
export const enrolAnswer = z.object({ storeId, storeNames: words, deviceId: shortId, serverPublicKey: devicePublicKey, databaseEpoch });

export const challengeRequest = z.object({ deviceId: shortId });
export const challengeAnswer = z.object({ challenge: base64url(64) });

/** `signature` is over `sessionText(…)`. `nonce` is the store's own challenge to the server. */
export const sessionRequest = z.object({ deviceId: shortId, challenge: base64url(64), nonce: base64url(64), signature: deviceSignature });
/** `serverSignature` is over `serverProofText(…)`: the store knows that it speaks with the head office it enrolled at. */
export const sessionAnswer = z.object({ token: base64url(64), expiresInMs: z.int().positive(), storeId, databaseEpoch, serverSignature: deviceSignature, serverNowMs: z.int() });

/** What a device signs to open a session. */
export const sessionText = (deviceId: string, challenge: string, nonce: string): string => `mendian-session-1\n${deviceId}\n${challenge}\n${nonce}`;
/** What head office signs in return. */
export const serverProofText = (nonce: string, epoch: string): string => `mendian-head-office-1\n${nonce}\n${epoch}`;

/** Place in a feed. Sequences are in commit order; `epoch` is the database they count in. */
export const checkpoint = z.object({ sequence: z.int().nonnegative(), epoch: databaseEpoch });
export type Checkpoint = z.infer<typeof checkpoint>;

/** A document on the wire: its fields and RxDB's tombstone flag. */
export const wireDocument = z.looseObject({ id: z.string().min(1).max(80), _deleted: z.boolean() });
export type WireDocument = z.infer<typeof wireDocument>;

/** Many collections in one request. A checkpoint of another epoch counts as none. */
export const pullRequest = z.object({
  collections: z.partialRecord(collectionName, z.object({ checkpoint: checkpoint.nullable(), limit: z.int().min(1).max(wireBounds.pullRows) })),
});
/** `complete`: nothing more now. An incomplete page may be short (`pullPageBytes`), so the asking side goes on. */
export const pullPage = z.object({ documents: z.array(wireDocument).max(wireBounds.pullRows), checkpoint, complete: z.boolean() });
export const pullAnswer = z.object({ collections: z.partialRecord(collectionName, pullPage) });

/** Rows as RxDB hands them over; they are judged one by one, so nothing about a document is required here. */
export const pushRow = z.object({ newDocumentState: z.unknown(), assumedMasterState: z.unknown().optional() });
export const pushRequest = z.object({ collection: collectionName, epoch: databaseEpoch, rows: z.array(pushRow).max(wireBounds.pushRows) });

const quarantineReason = z.enum([
  /** Not readable as a journal entry of any known kind. */
  'bad-entry',
  /** Its id does not say its store, terminal and sequence. */
  'wrong-id',
  /** Signed into the journal of another store. */
  'other-store',
  /** The hash is not the hash of its content. */
  'forged',
  /** Another entry already stands at its place. */
  'fork',
  /** It does not follow the entry before it. */
  'broken-chain',
  /** Larger than `documentBytes`. */
  'too-large',
  /** Its sums do not agree: lines and total, total and tenders, points without a member. */
  'bad-sums',
  /** A head whose signature is of none of the store's devices. */
  'unsigned-head',
  /** It is not what a signed head of the same terminal says, or the other way round. */
  'contradicted-head',
  /** Not a document: places whose entries have not come although later ones, or a signed head, have. */
  'missing-entry',
]);
/** What a store is told: stores of 0.1.0 know no other reasons, and one they cannot read would stop them. */
const answeredReason = quarantineReason.exclude(['bad-sums', 'unsigned-head', 'contradicted-head', 'missing-entry']);
export type AnsweredReason = z.infer<typeof answeredReason>;
export type QuarantineReason = z.infer<typeof quarantineReason>;

/** `conflicts`: present master states, as RxDB wants them. Quarantined and parked rows are acknowledged: they never come again. */
export const pushAnswer = z.object({
  conflicts: z.array(wireDocument),
  quarantined: z.array(z.object({ id: z.string().max(80), reason: answeredReason })),
  parked: z.int().nonnegative(),
});
export type PushAnswer = z.infer<typeof pushAnswer>;

/** One event of the live stream: something changed in a collection, ask for it. Never a document: an event may overtake a commit. */
export const livePoke = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), epoch: databaseEpoch }),
  z.object({ kind: z.literal('poke'), collection: collectionName }),
  z.object({ kind: z.literal('heartbeat') }),
]);
export type LivePoke = z.infer<typeof livePoke>;

/** The small snapshot that goes ahead of the journal, so that head office is current while a month of entries still drains. */
export const syncState = z.object({
  asOfMs: z.int().nonnegative(),
  businessDay: z.iso.date(),
  takingsTodayMinor: z.int(),
  basketsToday: z.int().nonnegative(),
  entriesWaiting: z.int().nonnegative(),
  bytesWaiting: z.int().nonnegative(),
  /** When the oldest waiting entry happened, by the store's clock. */
  oldestWaitingMs: z.int().nonnegative().nullable(),
  heads: z.array(z.object({ terminalId, sequence: z.int().nonnegative(), hash: sha256Hex })).max(64),
  devicesInTrouble: z.array(z.object({ deviceId: z.string().max(80), code: z.string().max(20), detail: z.string().max(300), sinceMs: z.int() })).max(200),
  labelsWaiting: z.int().nonnegative(),
  labelsInTrouble: z.int().nonnegative(),
  stockOuts: z.int().nonnegative(),
  version: z.string().max(40),
});
export type SyncState = z.infer<typeof syncState>;
export const stateAnswer = z.object({ receivedAtMs: z.int() });

/** A restored store asks for what head office holds of its journal after these places; a terminal that is not named is asked for from its first entry. */
export const ownJournalRequest = z.object({ after: z.record(terminalId, z.int().nonnegative()), limit: z.int().min(1).max(wireBounds.ownJournalRows) });
/** In the order of each terminal's chain. `complete`: there is nothing more. */
export const ownJournalAnswer = z.object({ entries: z.array(z.unknown()).max(wireBounds.ownJournalRows), complete: z.boolean() });

/** Why a request was refused. `epoch-changed`: the store begins its replication anew with the epoch named. */
export const wireRefusal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bad-request'), detail: z.string() }),
  z.object({ kind: z.literal('unknown-code') }),
  z.object({ kind: z.literal('unknown-device') }),
  z.object({ kind: z.literal('device-revoked') }),
  z.object({ kind: z.literal('bad-signature') }),
  z.object({ kind: z.literal('no-session') }),
  z.object({ kind: z.literal('wrong-direction'), collection: z.string().max(40) }),
  z.object({ kind: z.literal('epoch-changed'), epoch: databaseEpoch }),
  z.object({ kind: z.literal('too-large') }),
  z.object({ kind: z.literal('busy'), retryAfterMs: z.int().positive() }),
]);
export type WireRefusal = z.infer<typeof wireRefusal>;
