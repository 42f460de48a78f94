import { sql, type Kysely, type Transaction } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { StorageKind } from './cloud-storage.ts';
import type { CloudTables } from './cloud-tables.ts';

/** Stores are spread over so many partitions; each is cut into runs of so many sequence numbers. */
const HASHES = 8;
const RUN = 1_000_000;
/** Runs made at one time; what lies beyond goes to `…Rest` and is moved when its run is made. */
const RUNS_AT_ONCE = 8;
/** Names a lock of the whole database: two processes must not make the same partitions. */
const LOCK = 4_190_117;

/**
 * PostgreSQL holds the journal partitioned by hash of store, then by range of sequence. A unique key of a partitioned table must hold the columns
 * it is partitioned by (PostgreSQL manual, §5.12.2.3); store and sequence are both in the primary key, a month would not be. The embedded database stays as it is.
 */
export function partitionedJournal(kind: StorageKind): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (kind === 'embedded') return;
      await sql`alter table "journal" rename to "journalBefore"`.execute(db);
      await sql`alter table "journalBefore" drop constraint "journalKey"`.execute(db);
      await sql`create table "journal" (like "journalBefore" including all, constraint "journalKey" primary key ("storeId", "terminalId", "sequence")) partition by hash ("storeId")`.execute(db);
      for (let hash = 0; hash < HASHES; hash += 1) {
        await sql`create table ${sql.id(`journal${hash}`)} partition of "journal" for values with (modulus ${sql.lit(HASHES)}, remainder ${sql.lit(hash)}) partition by range ("sequence")`.execute(db);
        await sql`create table ${sql.id(`journal${hash}Rest`)} partition of ${sql.id(`journal${hash}`)} default`.execute(db);
      }
      await sql`insert into "facts" ("name", "value") values ('journal-runs', '0')`.execute(db);
      const { rows: [last] } = await sql<{ last: string | number | null }>`select max("sequence") as last from "journalBefore"`.execute(db);
      await makeRuns(db, runsFor(Number(last?.last ?? 0)));
      await sql`insert into "journal" select * from "journalBefore"`.execute(db);
      await sql`drop table "journalBefore"`.execute(db);
    },
  };
}

/** Runs that should be there when the highest sequence is `sequence`: its own and one ahead. */
const runsFor = (sequence: number): number => Math.min(Math.floor(sequence / RUN) + 2, Number.MAX_SAFE_INTEGER);

/** Keeps a run of partitions ahead of the highest sequence that was seen. Cheap when there is nothing to do. */
export function openPartitionKeeper(db: Kysely<CloudTables>) {
  let known = 0;
  return async (sequence: number): Promise<void> => {
    if (runsFor(sequence) <= known) return;
    known = await db.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(transaction);
      return makeRuns(transaction, runsFor(sequence));
    });
  };
}

/** Makes runs up to `wanted`, at most `RUNS_AT_ONCE` more than there are. Answers how many there are. */
async function makeRuns(db: Kysely<unknown> | Transaction<CloudTables>, wanted: number): Promise<number> {
  const { rows: [fact] } = await sql<{ value: string }>`select "value" from "facts" where "name" = 'journal-runs'`.execute(db);
  const there = Number(fact!.value);
  const through = Math.min(wanted, there + RUNS_AT_ONCE);
  for (let run = there; run < through; run += 1) {
    for (let hash = 0; hash < HASHES; hash += 1) {
      const [parent, rest, own] = [sql.id(`journal${hash}`), sql.id(`journal${hash}Rest`), sql.id(`journal${hash}Run${run}`)];
      const [from, to] = [sql.lit(run * RUN), sql.lit((run + 1) * RUN)];
      await sql`create table ${own} (like ${parent} including all)`.execute(db);
      await sql`with moved as (delete from ${rest} where "sequence" >= ${from} and "sequence" < ${to} returning *) insert into ${own} select * from moved`.execute(db);
      await sql`alter table ${parent} attach partition ${own} for values from (${from}) to (${to})`.execute(db);
    }
  }
  if (through > there) await sql`update "facts" set "value" = ${String(through)} where "name" = 'journal-runs'`.execute(db);
  return Math.max(through, there);
}
