import type { KeyObject } from 'node:crypto';
import type { RxCollection } from 'rxdb/plugins/core';
import type { CollectionName } from 'retail-model/replication/collections.ts';
import type { LinkView } from 'retail-model/replication/link-view.ts';
import { stateAnswer, wireBounds, type SyncState } from 'retail-model/replication/wire.ts';
import { openDeviceSession, type DeviceSession, type SessionFailure } from './device-session.ts';
import { enrolStore, readEnrolment, writeEnrolment, type Enrolment } from './enrolment.ts';
import { askHeadOffice, openHeadOfficeStream } from './head-office-requests.ts';
import { openLink, pauseMs } from './link.ts';
import { readLiveStream } from './live-stream.ts';
import { openReplicas, type ReplicaParts, type Replicas } from './replicas.ts';

export interface ReplicationLog {
  info(event: string, facts: Readonly<Record<string, unknown>>): void;
  warn(event: string, facts: Readonly<Record<string, unknown>>): void;
  error(event: string, facts: Readonly<Record<string, unknown>>): void;
}
/** What the runtime knows; what waits is added here. */
export type StoreState = Omit<SyncState, 'entriesWaiting' | 'bytesWaiting' | 'oldestWaitingMs'>;

export interface ReplicationParts {
  readonly collections: Readonly<Record<CollectionName, RxCollection>>;
  readonly storeId: string;
  readonly origin: string;
  /** A one-use code for the first time; null when the appliance is enrolled or a person will give one later (`enrol`). */
  readonly enrolmentCode: string | null;
  /** Where the enrolment is kept: nothing secret in it. */
  readonly enrolmentFile: string;
  readonly deviceName: string;
  readonly devicePrivateKey: KeyObject;
  readonly nowMs: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: ReplicationLog;
  readonly latestState: () => StoreState;
  /** What the store keeps of a document that head office sent. Default: all of it. */
  readonly keepDocument?: ReplicaParts['keepDocument'];
  /** Told whenever the link's view has changed. */
  readonly onLink: (view: LinkView) => void;
}

export interface Replication {
  link(): LinkView;
  /** Whether head office has acknowledged this entry of the journal. */
  hasReached(entryId: string): boolean;
  /** The place in the journal through which head office has acknowledged everything. */
  acknowledgedPlace(): number;
  /** Something that head office shows has changed: the state goes out within a third of a second, if there is a line. */
  stateChanged(): void;
  /** A new one-use code. The next try uses it. */
  enrol(code: string): void;
  close(): Promise<void>;
}

const STATE_GATHER_MS = 300;
const STATE_EVERY_MS = 20_000;
/** A stream can be dead and look alive: everything is asked for again this often. */
const RESYNC_EVERY_MS = 120_000;
/** A code or a key that head office does not know needs a person; it is still asked now and then. */
const REFUSED_PAUSE_MS = 60_000;

/**
 * Keeps a store and head office in step for as long as the store runs, and lets it run for ever without. Never throws for the network.
 * One session, one live stream, one request for all pulls; the journal oldest first; the store's present state ahead of it.
 */
export function startReplication(parts: ReplicationParts): Replication {
  const { origin, wait, randomBytes, devicePrivateKey, log, nowMs, onLink, latestState, enrolmentFile } = parts;
  const closing = new AbortController();
  const { signal } = closing;
  const jitter = () => randomBytes(1)[0]! / 256;
  let code = parts.enrolmentCode;
  let enrolled: Enrolment | null = null;
  let replicas: Replicas | null = null;
  let present: LinkView = { state: 'not-enrolled', waiting: 0, oldestMs: null, sinceMs: nowMs() };
  let broken = new AbortController();
  let stateDue = false;
  let refused = false;
  let mustEnrol = false;
  try {
    enrolled = readEnrolment(enrolmentFile);
  } catch (error) {
    // The shop opens all the same: head office is the only one who misses something.
    refused = true;
    log.error('enrolment-unreadable', { error: String(error) });
  }
  let hurry = new AbortController();

  const link = openLink({ askOnce: (path, body, answer, options) => askHeadOffice(origin, path, body, answer, options), wait, jitter, renew: async () => { const session = await openSession(); return typeof session === 'string' ? null : session.token; }, onBroken: (detail) => { if (!broken.signal.aborted) { log.info('link-broken', { detail }); broken.abort(new Error(detail)); } } });

  function show(): void {
    const backlog = replicas?.waiting.backlog() ?? { entriesWaiting: 0, oldestWaitingMs: null };
    const state = enrolled === null ? (refused ? 'refused' : 'not-enrolled') : refused ? 'refused' : !link.isUp() ? 'offline' : backlog.entriesWaiting > 0 ? 'waiting' : 'in-step';
    if (state === present.state && backlog.entriesWaiting === present.waiting && backlog.oldestWaitingMs === present.oldestMs) return;
    present = { state, waiting: backlog.entriesWaiting, oldestMs: backlog.oldestWaitingMs, sinceMs: state === present.state ? present.sinceMs : nowMs() };
    onLink(present);
  }

  async function openSession(): Promise<DeviceSession | SessionFailure['kind']> {
    const session = await openDeviceSession(origin, enrolled!, devicePrivateKey, randomBytes, signal);
    if (session.ok) return session.value;
    log.warn('no-session', { why: session.error });
    return session.error.kind;
  }

  async function ensureEnrolled(): Promise<boolean> {
    if (enrolled !== null && !mustEnrol && !(refused && code !== null)) return true;
    if (code === null) return false;
    const answer = await enrolStore({ origin, code, deviceName: parts.deviceName, devicePrivateKey, storeId: parts.storeId, signal });
    if (!answer.ok) {
      refused = answer.error.kind !== 'unreachable';
      log.warn('not-enrolled', { why: answer.error });
      return false;
    }
    // Enrolled anew, perhaps at another head office: its database has another epoch, and replication begins again there.
    await replicas?.close();
    replicas = null;
    enrolled = answer.value;
    refused = false;
    mustEnrol = false;
    code = null;
    writeEnrolment(enrolmentFile, enrolled);
    log.info('enrolled', { storeId: enrolled.storeId, deviceId: enrolled.deviceId });
    return true;
  }

  /** One connection, from session to break. True when it had been up. */
  async function connect(): Promise<boolean> {
    if (!(await ensureEnrolled())) return false;
    replicas ??= await replicasOf(enrolled!);
    const session = await openSession();
    refused = session === 'refused' || session === 'not-our-head-office';
    if (typeof session === 'string') return false;
    if (session.databaseEpoch !== enrolled!.databaseEpoch) {
      log.warn('head-office-restored', { epoch: session.databaseEpoch });
      await replicas.close();
      enrolled = { ...enrolled!, databaseEpoch: session.databaseEpoch };
      writeEnrolment(enrolmentFile, enrolled);
      replicas = await replicasOf(enrolled);
    }
    broken = new AbortController();
    const ended = AbortSignal.any([signal, broken.signal]);
    const stream = await openHeadOfficeStream(origin, '/sync/live', { token: session.token, signal: ended });
    if (!stream.ok) { log.warn('no-live-stream', { why: stream.error }); return false; }
    const live = replicas;
    // Ahead of the journal: head office is current while a month of entries still drains. A lost one is told again below.
    const told = await askHeadOffice(origin, '/sync/state', { ...latestState(), ...live.waiting.backlog() }, stateAnswer, { token: session.token, signal: ended });
    await live.resume();
    link.up(session.token);
    live.resyncAll();
    stateDue = !told.ok;
    show();
    log.info('link-up', { origin });
    const end = await readLiveStream({
      body: stream.value, silenceMs: 2.5 * wireBounds.heartbeatMs, signal: ended,
      onPoke: (poke) => { if (poke.kind === 'poke') live.poked(poke.collection); },
    });
    link.down();
    broken.abort(new Error(`The live stream is ${end}`));
    log.info('link-down', { end });
    void live.pause();
    return true;
  }

  async function replicasOf({ databaseEpoch }: Enrolment): Promise<Replicas> {
    const opened = await openReplicas({ collections: parts.collections, databaseEpoch, link, wait, log, onProgress: show, keepDocument: parts.keepDocument ?? ((_name, document) => document) });
    void opened.pause();
    return opened;
  }

  async function stayConnected(): Promise<void> {
    // Whoever starts this must have it in hand before the first view is shown.
    await Promise.resolve();
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        if (enrolled !== null && replicas === null) replicas = await replicasOf(enrolled);
        show();
        if (await connect()) attempt = 0;
      } catch (error) {
        if (!signal.aborted) log.error('link-failed', { error: error instanceof Error ? error.stack : String(error) });
      }
      link.down();
      show();
      const needsPerson = refused || (enrolled === null && code === null);
      await wait(needsPerson ? REFUSED_PAUSE_MS : pauseMs(attempt, jitter()), AbortSignal.any([signal, hurry.signal])).catch(() => undefined);
      if (hurry.signal.aborted) hurry = new AbortController();
    }
  }

  /** The small snapshot goes ahead of the journal; a failed one is not repeated, since a newer one follows. */
  async function tellState(): Promise<void> {
    for (let quietMs = 0, sinceResyncMs = 0; ; quietMs += STATE_GATHER_MS, sinceResyncMs += STATE_GATHER_MS) {
      await wait(STATE_GATHER_MS, signal);
      show();
      if (sinceResyncMs >= RESYNC_EVERY_MS && link.isUp()) { sinceResyncMs = 0; replicas?.resyncAll(); }
      if (!link.isUp() || replicas === null || (!stateDue && quietMs < STATE_EVERY_MS)) continue;
      stateDue = false;
      quietMs = 0;
      const answer = await link.ask('/sync/state', { ...latestState(), ...replicas.waiting.backlog() }, stateAnswer, AbortSignal.any([signal, broken.signal]));
      if (!answer.ok) log.error('state-refused', { why: answer.error });
    }
  }

  async function keepTelling(): Promise<void> {
    while (!signal.aborted) await tellState().catch((error: unknown) => { if (!signal.aborted && !broken.signal.aborted) log.error('state-failed', { error: String(error) }); });
  }

  const running = Promise.all([
    stayConnected(),
    keepTelling(),
  ]);

  return {
    link: () => { show(); return present; },
    hasReached: (entryId) => replicas?.waiting.isAcknowledged(entryId) ?? false,
    acknowledgedPlace: () => replicas?.waiting.through() ?? 0,
    stateChanged() { stateDue = true; },
    enrol(fresh) { code = fresh; mustEnrol = true; hurry.abort(); broken.abort(new Error('A new code was given')); },
    async close() {
      closing.abort(new Error('Replication is closed'));
      await replicas?.close();
      await running;
    },
  };
}
