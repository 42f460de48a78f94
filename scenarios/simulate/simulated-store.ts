import Database from 'better-sqlite3-multiple-ciphers';
import { journalSchema } from 'edge-app/store-runtime/database/journal-collection.ts';
import { getRxStorageBetterSqlite } from 'edge-app/store-runtime/database/rx-storage.ts';
import { openLink, pauseMs } from 'edge-app/store-runtime/replication/link.ts';
import { openPullBatcher } from 'edge-app/store-runtime/replication/pull-batcher.ts';
import { openPullPages } from 'edge-app/store-runtime/replication/pull-pages.ts';
import { openPushQueue } from 'edge-app/store-runtime/replication/push-queue.ts';
import { openResyncSignal } from 'edge-app/store-runtime/replication/resync-signal.ts';
import { openWaitingEntries, type WaitingEntries } from 'edge-app/store-runtime/replication/waiting-entries.ts';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import { entryId, GENESIS_HASH, type Fact, type JournalEntry } from 'retail-model/journal/entry.ts';
import { collections } from 'retail-model/replication/collections.ts';
import { jsonSchemaOf } from 'retail-model/replication/json-schema.ts';
import type { Checkpoint } from 'retail-model/replication/wire.ts';
import { cancelRxStorageReplication, defaultConflictHandler, fillWithDefaultSettings, getLastCheckpointDoc, getRxReplicationMetaInstanceSchema, replicateRxStorageInstance, type RxJsonSchema, type RxConflictHandler, type RxStorageInstance, type RxStorageInstanceReplicationInput, type RxStorageInstanceReplicationState } from 'rxdb/plugins/core';
import type { SeededRandom } from 'simulators/seeded-random.ts';
import { z } from 'zod';
import type { Plant } from './plant.ts';
import type { ShakyLine } from './shaky-network.ts';
import { EPOCH, sha256Hex } from './simulated-head-office.ts';
import type { VirtualTime } from './virtual-time.ts';

type Anything = Record<string, unknown>;
type Instance = RxStorageInstance<Anything, never, object>;
type MetaInstance = RxStorageInstanceReplicationInput<Anything>['metaInstance'];
/** Small batches, so that a few dozen entries make many of them. */
const PUSH_BATCH = 5;
const PULL_BATCH = 6;
const POKE_GATHER_MS = 60;
const RESYNC_EVERY_MS = 120_000;
const CLOCK_SKEW_MS = 48 * 3600_000;
const HIGHEST_CRASHING_WRITE = 40;
const never = <T>(): Promise<T> => new Promise(() => undefined);

export interface StoreParts { readonly storeId: string; readonly time: VirtualTime; readonly random: SeededRandom; readonly line: ShakyLine; readonly plant: Plant; readonly note: (what: string) => void }

/** A store's disk, and on it one life after the other: its storage, its replication with RxDB's own protocol, its clock. */
export function openSimulatedStore({ storeId, time, random, line, plant, note }: StoreParts) {
  const connection = new Database(':memory:');
  const storage = getRxStorageBetterSqlite({ directory: `/simulated/${storeId}`, connection: () => connection });
  let isCalm = false;
  let lives = 0;
  let life: Life | null = null;

  async function begin(): Promise<void> {
    lives += 1;
    note(`${storeId} life ${lives}`);
    life = await openLife(`${lives}`);
  }

  async function openLife(name: string) {
    const ending = new AbortController();
    const { signal } = ending;
    const skewMs = random.integer(-CLOCK_SKEW_MS, CLOCK_SKEW_MS);
    let writesLeft = random.chance(0.5) ? random.integer(1, HIGHEST_CRASHING_WRITE) : Infinity;
    const open = async (collectionName: string, schema: RxJsonSchema<Anything>): Promise<Instance> => {
      const instance = await storage.createStorageInstance<Anything>({ databaseInstanceToken: `${storeId}-${name}`, databaseName: 'store', collectionName, schema: schema as never, options: {}, multiInstance: false, devMode: false }) as unknown as Instance;
      return {
        ...instance,
        async bulkWrite(rows, context) {
          // The process dies at this write: sometimes just before it is on the disk, sometimes just after.
          if (signal.aborted) return never();
          writesLeft -= 1;
          if (writesLeft > 0 || isCalm) return instance.bulkWrite(rows, context);
          if (random.chance(0.5)) await instance.bulkWrite(rows, context);
          crash('a write');
          return never();
        },
      };
    };
    const schemaOf = (schema: unknown) => fillWithDefaultSettings(schema as RxJsonSchema<Anything>) as RxJsonSchema<Anything>;
    const pricesSchema = schemaOf(jsonSchemaOf(collections.prices.document, collections.prices.indexes));
    const metaOf = (schema: RxJsonSchema<Anything>) => getRxReplicationMetaInstanceSchema(schema as never, false) as unknown as RxJsonSchema<Anything>;
    const journal = await open('journal', schemaOf(journalSchema));
    const prices = await open('prices', pricesSchema);
    const [journalMeta, pricesMeta] = [await open('journal-meta', metaOf(schemaOf(journalSchema))), await open('prices-meta', metaOf(pricesSchema))];

    const heads = new Map<string, { sequence: number; hash: string }>();
    const held = await journal.getChangedDocumentsSince!(100_000, undefined);
    for (const { terminalId, sequence, hash } of held.documents as unknown as JournalEntry[]) if (sequence > (heads.get(terminalId)?.sequence ?? 0)) heads.set(terminalId, { sequence, hash });

    const session = async (): Promise<string | null> => {
      const answered = await line.askOnce('/session', {}, z.object({ token: z.string() }), { token: null, signal });
      return answered.ok ? answered.value.token : null;
    };
    let connecting = false;
    const connect = async (): Promise<void> => {
      if (connecting) return;
      connecting = true;
      for (let attempt = 0; ; attempt += 1) {
        const token = await session();
        if (token !== null) { connecting = false; link.up(token); resync(); return; }
        await time.wait(pauseMs(attempt, random.next()), signal);
      }
    };
    const inLife = (work: Promise<unknown>): void => void work.catch((error: unknown) => { if (!signal.aborted) throw error; });
    const link = openLink({ askOnce: line.askOnce, renew: session, wait: time.wait, jitter: random.next, onBroken: () => { if (link.isUp()) { link.down(); inLife(connect()); } } });

    const waiting: WaitingEntries = openWaitingEntries({ connection, name: (journal as unknown as { internals: { documentsTable: string } }).internals.documentsTable }, () => (up.lastCheckpointDoc.up?.checkpointData as { readonly sequence?: number } | undefined)?.sequence ?? 0);
    const strange = (detail: string): void => { note(`${storeId} strange ${detail}`); };
    const queue = openPushQueue({ databaseEpoch: EPOCH, link, wait: time.wait, waiting, onQuarantined: (id, reason) => note(`${id} ${reason}`), onRefused: strange, onAcknowledged: () => undefined, signal });
    const upwards = openResyncSignal();
    const downwards = openResyncSignal();
    const shared = { hashFunction: (input: unknown) => Promise.resolve(sha256Hex(String(input))), conflictHandler: defaultConflictHandler as RxConflictHandler<Anything>, identifier: 'simulated' };
    const up: RxStorageInstanceReplicationState<Anything> = replicateRxStorageInstance<Anything>({
      ...shared, forkInstance: journal, metaInstance: journalMeta as unknown as MetaInstance, pushBatchSize: PUSH_BATCH, pullBatchSize: PULL_BATCH, skipStoringPullMeta: false,
      replicationHandler: {
        masterChangeStream$: upwards,
        masterChangesSince: () => Promise.resolve({ checkpoint: null, documents: [] }),
        masterWrite: (rows) => {
          const sent = queue.send(rows).catch(() => never<never[]>());
          // The planted bug: going on although head office has said nothing.
          return plant === 'pass-over-unacknowledged' ? Promise.race([sent, time.wait(3000, signal).then(() => [], () => never<never[]>())]) : sent;
        },
      },
    });
    const pages = openPullPages({
      name: 'prices', pullPage: openPullBatcher(link, time.wait, strange, signal), wait: time.wait, signal, keepDocument: (_name, document) => document, onPulled: () => undefined,
      storedThrough: () => (down.lastCheckpointDoc.down?.checkpointData as Checkpoint | undefined)?.sequence ?? 0,
      onRefusedDocument: (_collection, id, detail) => strange(`${id} ${detail}`),
    });
    const down: RxStorageInstanceReplicationState<Anything> = replicateRxStorageInstance<Anything>({
      ...shared, forkInstance: prices, metaInstance: pricesMeta as unknown as MetaInstance, pushBatchSize: PUSH_BATCH, pullBatchSize: PULL_BATCH, skipStoringPullMeta: true,
      replicationHandler: {
        masterChangeStream$: downwards,
        masterChangesSince: (checkpoint, limit) => pages((checkpoint as Checkpoint | undefined) ?? null, limit).catch(() => never<never>()) as never,
        masterWrite: () => Promise.resolve([]),
      },
    });
    const stored = (await getLastCheckpointDoc(up, 'up')) as { readonly sequence?: number } | undefined;
    waiting.acknowledgedThrough(stored?.sequence ?? 0);

    function resync(): void { upwards.next('RESYNC'); downwards.next('RESYNC'); }
    const keepResyncing = async (): Promise<void> => { for (;;) { await time.wait(RESYNC_EVERY_MS, signal); if (link.isUp()) resync(); } };
    inLife(connect());
    inLife(keepResyncing());

    return {
      link, waiting, journal, prices,
      poked: (): void => inLife(time.wait(POKE_GATHER_MS, signal).then(() => downwards.next('RESYNC'))),
      async append(terminalId: string, { kind, body }: Fact): Promise<void> {
        const previous = heads.get(terminalId);
        const sequence = (previous?.sequence ?? 0) + 1;
        const unhashed = { id: entryId(storeId, terminalId, sequence), storeId, terminalId, sequence, previousHash: previous?.hash ?? GENESIS_HASH, occurredAtMs: time.nowMs() + skewMs, businessDay: new Date(time.nowMs() + skewMs).toISOString().slice(0, 10), kind, body };
        const hash = entryHash(unhashed, sha256Hex);
        heads.set(terminalId, { sequence, hash });
        await journal.bulkWrite([{ document: { ...unhashed, hash, _deleted: false, _attachments: {}, _meta: { lwt: unhashed.occurredAtMs }, _rev: '1-simulated' } as never }], 'simulated');
      },
      end(): void {
        ending.abort(new Error('The store has stopped'));
        for (const state of [up, down]) void cancelRxStorageReplication(state);
      },
      close: async (): Promise<void> => { for (const instance of [journal, prices, journalMeta, pricesMeta]) await instance.close(); },
    };
  }
  type Life = Awaited<ReturnType<typeof openLife>>;

  /** The process dies and starts again a little later, on what its disk holds. */
  function crash(because: string): void {
    const dead = life;
    if (dead === null) return;
    life = null;
    dead.end();
    note(`${storeId} dies at ${because}`);
    time.at(time.nowMs() + random.integer(100, 20_000), () => void begin());
  }

  return {
    storeId, begin, crash,
    /** Null while it is down. */
    life: () => life,
    calm(): void { isCalm = true; },
    documents: async (of: 'journal' | 'prices'): Promise<readonly Anything[]> => (await life![of].getChangedDocumentsSince!(1_000_000, undefined)).documents as Anything[],
    close: async (): Promise<void> => { life?.end(); await life?.close(); connection.close(); },
  };
}
export type SimulatedStore = ReturnType<typeof openSimulatedStore>;
