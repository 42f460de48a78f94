import { createHash } from 'node:crypto';
import Database from 'better-sqlite3-multiple-ciphers';
import { takeJournal, type IntakeParts } from 'cloud-sync/server/intake/take-journal.ts';
import { migrate, type CloudStorage } from 'cloud-sync/server/storage/cloud-storage.ts';
import type { CloudTables } from 'cloud-sync/server/storage/cloud-tables.ts';
import { EVERY_STORE, putDocuments, readPage } from 'cloud-sync/server/storage/reference-documents.ts';
import { Kysely, SqliteDialect } from 'kysely';
import { fail, ok } from 'retail-model/result.ts';
import { pullRequest, pushRequest, type WireDocument } from 'retail-model/replication/wire.ts';
import type { SeededRandom } from 'simulators/seeded-random.ts';
import type { Plant } from './plant.ts';
import type { Served } from './shaky-network.ts';

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
export const EPOCH = 'simulated';
/** How often a write of head office fails at its end, as a full disk or a killed process does. */
const WRITE_FAILS = 0.04;
const BUSY = 0.03;

export interface HeadOfficeParts { readonly storeIds: readonly string[]; readonly nowMs: () => number; readonly random: SeededRandom; readonly plant: Plant; readonly note: (what: string) => void }

/** An empty schema of head office, made once: a copy costs a hundredth of the migrations. */
export async function emptyHeadOffice(): Promise<Buffer> {
  const database = new Database(':memory:');
  const db = kyselyOn(database);
  await migrate(db, 'embedded');
  const bytes = database.serialize();
  await db.destroy();
  return bytes;
}

/** Head office's own intake and feed behind the wire, on its embedded schema in memory; without Express, whose part is tested on real sockets. */
export async function openSimulatedHeadOffice(schema: Buffer, { storeIds, nowMs, random, plant, note }: HeadOfficeParts) {
  const db = kyselyOn(new Database(schema));
  let isCalm = false;
  let life = 1;
  let isUp = true;
  let ids = 0;
  const storage: CloudStorage = {
    kind: 'embedded', db, relay: null,
    write: (work) => db.transaction().execute(async (transaction) => {
      const done = await work(transaction);
      if (!isCalm && random.chance(WRITE_FAILS)) throw new StorageTrouble('The disk refused');
      return done;
    }),
    makeRoom: () => Promise.resolve(),
    backUp: () => Promise.reject(new Error('Nobody asks for a copy here')),
    close: () => db.destroy(),
  };
  const parts: IntakeParts = { storage, sha256Hex, newId: () => `q${(ids += 1)}`, nowMs };
  for (const storeId of storeIds) await db.insertInto('stores').values({ storeId, namesText: '{"zh":"店","en":"Shop"}', createdAtMs: 1, stateText: null, stateReceivedAtMs: null, lastHeardMs: null }).execute();

  async function answer(storeId: string, token: string | null, path: string, body: unknown): Promise<Served> {
    if (path === '/session') return ok({ token: `life${life}` });
    if (token !== `life${life}`) return fail({ kind: 'no-session' });
    if (!isCalm && random.chance(BUSY)) return fail({ kind: 'busy', retryAfterMs: 2000 });
    if (path === '/sync/push') {
      const documents = pushRequest.parse(body).rows.map((row) => row.newDocumentState);
      const taken = await takeJournal(parts, storeId, documents).catch((error: unknown) => {
        // The planted bug: saying yes before the commit.
        if (plant === 'answer-before-commit' && error instanceof StorageTrouble) return ok({ conflicts: [] as WireDocument[], quarantined: [], parked: 0 });
        throw error;
      });
      return taken.ok ? taken : fail({ kind: 'busy', retryAfterMs: 30_000 });
    }
    const pages = await Promise.all(Object.entries(pullRequest.parse(body).collections).map(async ([name, asked]) => {
      const page = await readPage(db, storeId, name as 'prices', asked!.checkpoint?.sequence ?? 0, asked!.limit);
      const newest = await db.selectFrom('counters').select('value').where('name', '=', 'feed').executeTakeFirstOrThrow();
      // The planted bug: the newest number of the feed as the checkpoint of any page.
      const sequence = plant === 'checkpoint-ahead' && page.documents.length > 0 ? newest.value : page.sequence;
      return [name, { documents: page.documents, checkpoint: { sequence, epoch: EPOCH }, complete: page.complete }] as const;
    }));
    return ok({ collections: Object.fromEntries(pages) });
  }

  return {
    db,
    async serve(storeId: string, token: string | null, path: string, body: unknown): Promise<Served | null> {
      if (!isUp) return null;
      const bornIn = life;
      try {
        const served = await answer(storeId, token, path, body);
        return bornIn === life ? served : null;
      } catch (error) {
        if (!(error instanceof StorageTrouble)) throw error;
        return null;
      }
    },
    publish: async (storeIds: readonly string[] | null, prices: readonly { productId: string; amountMinor: number; epoch: number }[]): Promise<void> => {
      const documents = prices.flatMap((price) => (storeIds ?? [EVERY_STORE]).map((scope) => ({ collection: 'prices' as const, scope, body: { id: `${price.productId}@${price.epoch}`, validFromMs: 0, ...price } })));
      // A person at the screen sees the failure and presses again.
      for (;;) {
        try {
          await storage.write((transaction) => putDocuments(transaction, documents, nowMs()));
          return;
        } catch (error) {
          if (!(error instanceof StorageTrouble)) throw error;
        }
      }
    },
    goDown(): void { isUp = false; life += 1; note('head office down'); },
    comeUp(): void { isUp = true; note('head office up'); },
    calm(): void { isCalm = true; isUp = true; },
    close: () => db.destroy(),
  };
}
export type SimulatedHeadOffice = Awaited<ReturnType<typeof openSimulatedHeadOffice>>;

class StorageTrouble extends Error {}

function kyselyOn(database: Database.Database): Kysely<CloudTables> {
  const statements = new Map<string, Database.Statement>();
  const prepare = (text: string): Database.Statement => {
    const known = statements.get(text) ?? database.prepare(text);
    if (/^(select|insert|update|delete)/i.test(text)) statements.set(text, known);
    return known;
  };
  return new Kysely<CloudTables>({ dialect: new SqliteDialect({ database: { prepare: (text: string) => prepare(text) as never, close: () => { statements.clear(); database.close(); } } }) });
}
