import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate, type ChangeRelay, type CloudStorage } from './cloud-storage.ts';
import type { CloudTables } from './cloud-tables.ts';
import { openPartitionKeeper } from './partitioned-journal.ts';

const CONNECTIONS = 10;
/** Tries of one transaction that PostgreSQL ended for the sake of another: serialization_failure and deadlock_detected (PostgreSQL, appendix A). */
const TRIES = 5;
const RETRIED = new Set(['40001', '40P01']);
const CHANNEL = 'mendian_changes';
const LISTEN_AGAIN_MS = 1000;

/** Whole numbers of the schema are counts, instants and money: all far below 2^53. PostgreSQL sends them (and their sums) as text. */
const INT8 = 20;
const NUMERIC = 1700;
const numbers = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 || oid === NUMERIC ? (text: string) => Number(text) : pg.types.getTypeParser(oid, format as 'text')) } as pg.CustomTypesConfig;

/**
 * Head office's database on PostgreSQL: for a chain, and for several server processes at once. What one process commits the others hear of
 * by NOTIFY. `processId` tells them apart.
 */
export async function openPostgresStorage(url: string, processId: string): Promise<CloudStorage> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, types: numbers });
  // An idle connection that breaks is replaced at the next query, which reports what is wrong if it still is.
  pool.on('error', () => undefined);
  const db = new Kysely<CloudTables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, 'postgres');
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const relay = await openRelay(url, pool, processId);
  return {
    kind: 'postgres',
    db,
    relay,
    async write(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await db.transaction().execute(work);
        } catch (error) {
          if (tries >= TRIES || !RETRIED.has((error as { readonly code?: string }).code ?? '')) throw error;
        }
      }
    },
    makeRoom: openPartitionKeeper(db),
    backUp: () => Promise.reject(new Error('PostgreSQL is backed up with its own pg_dump or base backup')),
    async close() {
      await relay.close();
      await db.destroy();
    },
  };
}

async function openRelay(url: string, pool: pg.Pool, processId: string): Promise<ChangeRelay & { close(): Promise<void> }> {
  let hear: (text: string) => void = () => undefined;
  let listener: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;
  let closed = false;

  const listen = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    const lost = () => {
      if (listener === client) listener = null;
      if (!closed) again ??= setTimeout(() => { again = null; listen().catch(lost); }, LISTEN_AGAIN_MS);
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      const at = (payload ?? '').indexOf(' ');
      if (payload !== undefined && payload.slice(0, at) !== processId) hear(payload.slice(at + 1));
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    listener = client;
  };
  await listen();
  return {
    // A change that is not heard costs time and no data: stores and screens ask again by themselves.
    publish(text) { pool.query('SELECT pg_notify($1, $2)', [CHANNEL, `${processId} ${text}`]).catch(() => undefined); },
    subscribe(listening) { hear = listening; },
    async close() {
      closed = true;
      if (again !== null) clearTimeout(again);
      await listener?.end();
    },
  };
}
