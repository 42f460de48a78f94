import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { getRxStorageBetterSqlite } from 'edge-app/store-runtime/database/rx-storage.ts';
import { openConnection, type Connection } from 'edge-app/store-runtime/database/rx-storage/open-connection.ts';
import { createRxDatabase, type RxCollection, type RxStorage } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { BenchFigure, BenchReport } from './bench-report.ts';
import { besideTheTrial, flatness } from './storage-peers.ts';

const SINGLE_INSERTS = 300;
const WRITERS = 50;
const BULK = 1_000;
const READ_DOCUMENTS = 10_000;
const READS = 2_000;
const QUERIES = 300;
const ROUNDS = 5;

type Sale = { id: string; terminal: string; at: number; body: string };

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, terminal: { type: 'string', maxLength: 10 }, at: { type: 'integer', minimum: 0, maximum: 9_999_999_999, multipleOf: 1 }, body: { type: 'string' } },
  required: ['id', 'terminal', 'at', 'body'],
  indexes: [['terminal', 'at']],
} as const;

/** About 1 KB as JSON. */
const sale = (n: number): Sale => ({ id: `sh01-lane1-${String(n).padStart(10, '0')}`, terminal: `lane${n % 4}`, at: n, body: 'x'.repeat(900) });

/**
 * The storage against raw better-sqlite3 doing the same: the same bytes, the same indexes, the same key or none, the same waiting for the
 * disk. The two take turns within one run, since a disk is never the same twice.
 */
export async function benchStorage(documents: number, say: (text: string) => void): Promise<BenchReport> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-storage-'));
  try {
    const figures = [...(await figuresOf(directory, null, '')), ...(await figuresOf(directory, new Uint8Array(32).fill(5), ', encrypted')), ...(await besideTheTrial()), ...(await flatness(documents, say))];
    const { version } = new Database(':memory:').prepare('SELECT sqlite_version() AS version').get() as { version: string };
    return { bench: 'storage', machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version, sqlite: version }, figures };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function figuresOf(directory: string, key: Uint8Array | null, suffix: string): Promise<readonly BenchFigure[]> {
  const name = key ? 'encrypted' : 'plain';
  const rx = await openRx(`store-${name}`, getRxStorageBetterSqlite({ directory: path.join(directory, name), ...(key ? { key } : {}) }));
  const memory = await openRx(`memory-${name}`, getRxStorageMemory());
  const raw = openRaw(path.join(directory, `raw-${name}.sqlite`), key);
  const single = await turns(async (n) => rx.insertSingly(n, SINGLE_INSERTS), async (n) => raw.insertSingly(n, SINGLE_INSERTS));
  const together = await turns(async (n) => rx.insertTogether(n, WRITERS * 6), async (n) => raw.insertSingly(n, SINGLE_INSERTS));
  const bulk = await turns(async (n) => rx.insertBulk(n, BULK * 3), async (n) => raw.insertBulk(n, BULK * 3));
  await rx.fill(READ_DOCUMENTS);
  await memory.fill(READ_DOCUMENTS);
  raw.fill(READ_DOCUMENTS);
  const byKey = await turns(() => rx.readStorage(READS), async () => raw.read(READS));
  const byKeyDocuments = await turns(() => rx.readDocuments(READS), () => memory.readDocuments(READS));
  const byIndex = await turns(() => rx.queryStorage(QUERIES), async () => raw.query(QUERIES));
  const byIndexDocuments = await turns(() => rx.queryDocuments(QUERIES), () => memory.queryDocuments(QUERIES));
  await rx.close();
  await memory.close();
  raw.close();
  const figure = (what: string, [value, againstValue]: Pair, against: string, goal: number): BenchFigure => {
    const ratio = Number((value / againstValue).toFixed(3));
    return { name: what + suffix, value: Math.round(value), unit: 'per second', against, againstValue: Math.round(againstValue), ratio, goal: goal > 0 ? `at least ${goal} of it` : 'for comparison', met: ratio >= goal };
  };
  const sameBytes = 'raw better-sqlite3, same bytes, indexes and durability';
  return [
    figure('durable inserts, one after another', single, sameBytes, 0.9),
    figure(`durable inserts, ${WRITERS} writers at once`, together, 'raw better-sqlite3, one after another', 5),
    figure('durable inserts, 1,000 in one', bulk, sameBytes, 0.9),
    figure('reads by key through the storage', byKey, 'raw better-sqlite3 and JSON.parse', 0.8),
    figure('two-field indexed, sorted queries of 50 through the storage', byIndex, 'raw better-sqlite3 and JSON.parse', 0.8),
    figure('reads by key as RxDocuments, cold', byKeyDocuments, "RxDB's memory storage", 0),
    figure('two-field indexed, sorted queries of 50 as RxDocuments, cold', byIndexDocuments, "RxDB's memory storage", 0),
  ];
}

type Pair = readonly [number, number];

/** Both sides by turns; the medians of their rates. Each side is told how many turns came before, so that ids never meet. */
async function turns(ours: (turn: number) => Promise<number>, theirs: (turn: number) => Promise<number>): Promise<Pair> {
  const [a, b]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    a.push(await ours(nextTurn++));
    b.push(await theirs(nextTurn++));
  }
  return [median(a), median(b)];
}

let nextTurn = 1;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function rateOf(count: number, work: () => Promise<unknown> | void): Promise<number> {
  const before = performance.now();
  await work();
  return (count / (performance.now() - before)) * 1_000;
}

/** Ids of one turn never meet those of another; those of the filling come first. */
const numberOf = (turn: number, n: number): number => 100_000_000 + turn * 1_000_000 + n;
const placeOf = (n: number): number => (n * 7_919) % READ_DOCUMENTS;

async function openRx(name: string, storage: RxStorage<unknown, unknown>) {
  const open = async () => {
    const database = await createRxDatabase({ name, storage: storage as never, multiInstance: false, eventReduce: false });
    const sales = (await database.addCollections({ sales: { schema: schema as never } })).sales as unknown as RxCollection<Sale>;
    return { database, sales };
  };
  const { database, sales } = await open();
  const prepared = (query: object) => sales.find(query).getPreparedQuery();
  const queryFrom = (n: number) => ({ selector: { terminal: `lane${n % 4}`, at: { $gte: placeOf(n) } }, sort: [{ terminal: 'asc' as const }, { at: 'asc' as const }], limit: 50 });
  /** A document read once stays in RxDB's cache: cold means that this is the first time. */
  let cold = 0;
  return {
    insertSingly: (turn: number, count: number) => rateOf(count, async () => { for (let n = 0; n < count; n++) await sales.insert(sale(numberOf(turn, n))); }),
    insertTogether: (turn: number, count: number) =>
      rateOf(count, async () => { for (let n = 0; n < count; n += WRITERS) await Promise.all(Array.from({ length: WRITERS }, (_, each) => sales.insert(sale(numberOf(turn, n + each))))); }),
    insertBulk: (turn: number, count: number) =>
      rateOf(count, async () => { for (let n = 0; n < count; n += BULK) await sales.bulkInsert(Array.from({ length: BULK }, (_, each) => sale(numberOf(turn, n + each)))); }),
    fill: async (count: number) => { for (let n = 0; n < count; n += BULK) await sales.bulkInsert(Array.from({ length: BULK }, (_, each) => sale(n + each))); },
    readStorage: (count: number) => rateOf(count, async () => { for (let n = 0; n < count; n++) await sales.storageInstance.findDocumentsById([sale(placeOf(n)).id], false); }),
    queryStorage: async (count: number) => {
      const queries = Array.from({ length: count }, (_, n) => prepared(queryFrom(n)));
      return rateOf(count, async () => { for (const query of queries) await sales.storageInstance.query(query as never); });
    },
    readDocuments: (count: number) => rateOf(count, async () => { for (let n = 0; n < count; n++) await sales.findOne(sale(placeOf(cold++)).id).exec(); }),
    queryDocuments: (count: number) => rateOf(count, async () => { for (let n = 0; n < count; n++) await sales.find(queryFrom(cold++)).exec(); }),
    close: () => database.close(),
  };
}

/** The same rows, columns, indexes and settings, without RxDB. */
function openRaw(file: string, key: Uint8Array | null) {
  const sql: Connection = openConnection(file, key);
  sql.exec(`CREATE TABLE sales(sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL, deleted INTEGER NOT NULL, last_write REAL NOT NULL, data TEXT NOT NULL);
    CREATE INDEX sales_terminal_at ON sales(deleted, json_extract(data, '$.terminal'), json_extract(data, '$.at'), id)`);
  const insert = sql.prepare('INSERT INTO sales(id, revision, deleted, last_write, data) VALUES(?, ?, 0, ?, ?)');
  const byId = sql.prepare('SELECT data FROM sales WHERE id = ? AND deleted = 0').pluck();
  const byIndex = sql.prepare(`SELECT data FROM sales WHERE deleted = 0 AND json_extract(data, '$.terminal') = ? AND json_extract(data, '$.at') >= ? ORDER BY json_extract(data, '$.at'), id LIMIT 50`).pluck();
  const write = (document: Sale): void => void insert.run(document.id, '1-aaaaaaaaaa', 1, JSON.stringify({ ...document, _deleted: false, _attachments: {}, _meta: { lwt: 1_772_352_000_000.01 }, _rev: '1-aaaaaaaaaa' }));
  const parse = (data: unknown): unknown => JSON.parse(data as string);
  const bulk = sql.transaction((documents: readonly Sale[]) => documents.forEach(write));
  return {
    insertSingly: (turn: number, count: number) => rateOf(count, () => { for (let n = 0; n < count; n++) write(sale(numberOf(turn, n))); }),
    insertBulk: (turn: number, count: number) => rateOf(count, () => { for (let n = 0; n < count; n += BULK) bulk(Array.from({ length: BULK }, (_, each) => sale(numberOf(turn, n + each)))); }),
    fill: (count: number) => bulk(Array.from({ length: count }, (_, n) => sale(n))),
    read: (count: number) => rateOf(count, () => { for (let n = 0; n < count; n++) parse(byId.get(sale(placeOf(n)).id)); }),
    query: (count: number) => rateOf(count, () => { for (let n = 0; n < count; n++) byIndex.all(`lane${n % 4}`, placeOf(n)).map(parse); }),
    close: () => sql.close(),
  };
}
