import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getRxStorageBetterSqlite } from 'edge-app/store-runtime/database/rx-storage.ts';
import { createRxDatabase, type RxCollection, type RxStorage } from 'rxdb/plugins/core';
import { getRxStorageSQLiteTrial, getSQLiteBasicsNodeNative } from 'rxdb/plugins/storage-sqlite';
import type { BenchFigure } from './bench-report.ts';

/** The trial ends at 500 documents and 500 operations of a collection in one process. */
const TRIAL_DOCUMENTS = 200;
const TRIAL_READS = 100;
const READS = 2_000;
const INSERTS = 300;
const QUERIES = 300;
const BULK = 1_000;
const FLAT_FROM = 10_000;
/** A disk is never the same twice: a tenth of noise is not growth. */
const FLAT_RATIO = 0.8;

type Sale = { id: string; terminal: string; at: number; body: string };
const schema = {
  version: 0, primaryKey: 'id', type: 'object', required: ['id', 'terminal', 'at', 'body'], indexes: [['terminal', 'at']],
  properties: { id: { type: 'string', maxLength: 40 }, terminal: { type: 'string', maxLength: 10 }, at: { type: 'integer', minimum: 0, maximum: 9_999_999_999, multipleOf: 1 }, body: { type: 'string' } },
} as const;
/** About 1 KB as JSON. */
const sale = (n: number): Sale => ({ id: `sh01-lane1-${String(n).padStart(10, '0')}`, terminal: `lane${n % 4}`, at: n, body: 'x'.repeat(900) });

async function open(name: string, storage: RxStorage<unknown, unknown>) {
  const database = await createRxDatabase({ name, storage: storage as never, multiInstance: false, eventReduce: false });
  const sales = (await database.addCollections({ sales: { schema: schema as never } })).sales as unknown as RxCollection<Sale>;
  return { database, sales };
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (count / (performance.now() - began)) * 1_000;
}

const figure = (name: string, value: number, against: string, againstValue: number, least: number): BenchFigure => {
  const ratio = Number((value / againstValue).toFixed(3));
  return { name, value: Math.round(value), unit: 'per second', against, againstValue: Math.round(againstValue), ratio, goal: least > 0 ? `at least ${least} of it` : 'for comparison', met: ratio >= least };
};

/** Our storage beside RxDB's free SQLite trial, below its limits: few documents, few operations, no indexes there. */
export async function besideTheTrial(): Promise<readonly BenchFigure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-trial-'));
  try {
    const ours = await open('beside-trial', getRxStorageBetterSqlite({ directory: folder }) as never);
    const basics = getSQLiteBasicsNodeNative(DatabaseSync as never);
    // It would take the database's name for a file of the working folder.
    const sqliteBasics = { ...basics, open: () => basics.open(path.join(folder, 'trial.sqlite')) };
    const trial = await open('trial', getRxStorageSQLiteTrial({ sqliteBasics }) as never);
    const inserts = ({ sales }: typeof ours) => perSecond(TRIAL_DOCUMENTS, async () => { for (let n = 0; n < TRIAL_DOCUMENTS; n++) await sales.insert(sale(n)); });
    const reads = ({ sales }: typeof ours) => perSecond(TRIAL_READS, async () => { for (let n = 0; n < TRIAL_READS; n++) await sales.findOne(sale(n).id).exec(); });
    const figures = [
      figure(`inserts, the first ${TRIAL_DOCUMENTS}`, await inserts(ours), "RxDB's SQLite trial", await inserts(trial), 0),
      figure(`reads by key as RxDocuments among ${TRIAL_DOCUMENTS}`, await reads(ours), "RxDB's SQLite trial", await reads(trial), 0),
    ];
    await Promise.all([ours.database.close(), trial.database.close()]);
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a write, a read and a query cost in a collection of ten thousand documents and in one of `documents`. */
export async function flatness(documents: number, say: (text: string) => void): Promise<readonly BenchFigure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-flat-'));
  try {
    const { database, sales } = await open('flat', getRxStorageBetterSqlite({ directory: folder }) as never);
    let filled = 0;
    const measure = async (upTo: number) => {
      say(`  filling to ${upTo} documents …`);
      for (; filled < upTo; filled += BULK) await sales.bulkInsert(Array.from({ length: BULK }, (_, each) => sale(filled + each)));
      const place = (n: number): number => (n * 7_919) % upTo;
      const queries = Array.from({ length: QUERIES }, (_, n) => sales.find({ selector: { terminal: `lane${n % 4}`, at: { $gte: place(n) } }, sort: [{ terminal: 'asc' }, { at: 'asc' }], limit: 50 }).getPreparedQuery());
      const rounds = { insert: [] as number[], read: [] as number[], query: [] as number[] };
      for (let round = 0; round < 3; round += 1) {
        rounds.insert.push(await perSecond(INSERTS, async () => { for (let n = 0; n < INSERTS; n++) await sales.insert(sale(100_000_000 + upTo * 10 + round * INSERTS + n)); }));
        rounds.read.push(await perSecond(READS, async () => { for (let n = 0; n < READS; n++) await sales.storageInstance.findDocumentsById([sale(place(n)).id], false); }));
        rounds.query.push(await perSecond(QUERIES, async () => { for (const query of queries) await sales.storageInstance.query(query as never); }));
      }
      const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[1]!;
      return { insert: middle(rounds.insert), read: middle(rounds.read), query: middle(rounds.query) };
    };
    const small = await measure(FLAT_FROM);
    const large = await measure(documents);
    await database.close();
    const against = `the same with ${FLAT_FROM} documents`;
    return [
      figure(`durable inserts among ${documents} documents`, large.insert, against, small.insert, FLAT_RATIO),
      figure(`reads by key among ${documents} documents`, large.read, against, small.read, FLAT_RATIO),
      figure(`two-field indexed, sorted queries of 50 among ${documents} documents`, large.query, against, small.query, FLAT_RATIO),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
