import { createHash } from 'node:crypto';
import { sql, type QueryResult, type RawBuilder } from 'kysely';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { z } from 'zod';
import type { CloudStorage } from './cloud-storage.ts';
import type { CloudTables } from './cloud-tables.ts';
import { beginNewEpoch } from './server-identity.ts';

/**
 * A copy of head office as lines of JSON, from either database into either: a header, then rows of each table in the order of its key, then
 * a last line with how many there were and the SHA-256 of every line before it, so that a copy that was cut off or changed is known.
 * What lives for minutes (sessions, challenges, codes) stays behind. The server's key and hashes of passwords are in it: keep it as a secret.
 */
const FORMAT = 'mendian-head-office-copy-1';
const ROWS_A_LINE = 200;

/** Every table that is copied with the columns of its key. */
const copied = {
  facts: ['name'], counters: ['name'], stores: ['storeId'], devices: ['deviceId'], accounts: ['accountId'], auditLines: ['auditId'], documents: ['collection', 'id', 'scope'], pulls: ['storeId', 'collection'],
  journal: ['storeId', 'terminalId', 'sequence'], heads: ['storeId', 'terminalId'], anchors: ['storeId', 'terminalId', 'sequence'], parked: ['storeId', 'terminalId', 'sequence', 'hash'], quarantine: ['quarantineId'],
  takings: ['storeId', 'businessDay'], stock: ['storeId', 'productId'], saleFeed: ['entryId'], orders: ['storeId', 'orderId'], priceSteps: ['storeId', 'priceId'],
} as const satisfies Partial<Record<keyof CloudTables, readonly string[]>>;
type CopiedTable = keyof typeof copied;
const copiedTables = Object.keys(copied) as readonly CopiedTable[];
/** How this database is cut into partitions is its own affair. */
const OWN_FACTS = ['journal-runs'];

const header = z.object({ format: z.literal(FORMAT) });
const rowsLine = z.object({ table: z.enum(copiedTables as [CopiedTable, ...CopiedTable[]]), rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))) });
const lastLine = z.object({ end: z.literal(true), rows: z.int(), sha256: z.string() });

/** Writes the lines of one consistent moment. Answers how many rows. */
export async function copyLines(storage: CloudStorage, write: (line: string) => Promise<void>): Promise<number> {
  const hash = createHash('sha256');
  let count = 0;
  const say = async (value: unknown) => { const line = JSON.stringify(value); hash.update(`${line}\n`); await write(line); };
  await storage.db.transaction().execute(async (transaction) => {
    if (storage.kind === 'postgres') await sql`set transaction isolation level repeatable read, read only`.execute(transaction);
    await say({ format: FORMAT });
    for (const table of copiedTables) {
      const key = sql.join(copied[table].map((column) => sql.ref(column)));
      for (let after: readonly unknown[] | null = null; ;) {
        const beyond: RawBuilder<unknown> = after === null ? sql`` : sql`where (${key}) > (${sql.join(after)})`;
        const { rows }: QueryResult<Record<string, unknown>> = await sql<Record<string, unknown>>`select * from ${sql.table(table)} ${beyond} order by ${key} limit ${sql.lit(ROWS_A_LINE)}`.execute(transaction);
        if (rows.length === 0) break;
        const kept = table === 'facts' ? rows.filter((row) => !OWN_FACTS.includes(String(row['name']))) : rows;
        await say({ table, rows: kept });
        count += kept.length;
        after = copied[table].map((column) => rows.at(-1)![column]);
      }
    }
  });
  await write(JSON.stringify({ end: true, rows: count, sha256: hash.digest('hex') }));
  return count;
}

export type CopyFault =
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'damaged'; readonly line: number; readonly detail: string };

class Damaged extends Error {
  readonly line: number;
  constructor(line: number, detail: string) { super(detail); this.line = line; }
}

/** Reads a copy into an empty database, whole or not at all, and begins a new epoch: stores then send again what came after the copy. */
export async function readCopy(storage: CloudStorage, lines: Iterable<string> | AsyncIterable<string>, random: (bytes: number) => Uint8Array): Promise<Result<{ readonly rows: number; readonly entries: number }, CopyFault>> {
  for (const table of ['stores', 'journal', 'documents', 'accounts'] as const) if (await storage.db.selectFrom(table).select(sql.lit(1).as('one')).limit(1).executeTakeFirst() !== undefined) return fail({ kind: 'not-empty' });
  const hash = createHash('sha256');
  let [number, rows, entries, ended] = [0, 0, 0, false];
  try {
    await storage.db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('counters').execute();
      await transaction.deleteFrom('facts').where('name', 'not in', OWN_FACTS).execute();
      for await (const line of lines) {
        if (line === '' && ended) continue;
        number += 1;
        const value = parsed(line);
        if (ended) throw new Damaged(number, 'There is something after the end');
        if (number === 1) {
          if (!header.safeParse(value).success) throw new Damaged(number, 'This is no copy of head office, or one of another version');
        } else {
          const last = lastLine.safeParse(value);
          if (last.success) {
            if (last.data.rows !== rows || last.data.sha256 !== hash.digest('hex')) throw new Damaged(number, 'The copy was changed, or a part of it is missing');
            ended = true;
            continue;
          }
          const some = rowsLine.safeParse(value);
          if (!some.success) throw new Damaged(number, 'This line holds no rows');
          if (some.data.rows.length > 0) await transaction.insertInto(some.data.table).values(some.data.rows as never).execute();
          rows += some.data.rows.length;
          if (some.data.table === 'journal') entries += some.data.rows.length;
        }
        hash.update(`${line}\n`);
      }
      if (!ended) throw new Damaged(number, 'The end of the copy is missing');
    });
  } catch (error) {
    if (error instanceof Damaged) return fail({ kind: 'damaged', line: error.line, detail: error.message });
    // A constraint of the database: rows that could never have been copied from one.
    if (error instanceof Error && 'code' in error && number > 1) return fail({ kind: 'damaged', line: number, detail: error.message });
    throw error;
  }
  const { last } = await storage.db.selectFrom('journal').select((select) => select.fn.max<number | null>('sequence').as('last')).executeTakeFirstOrThrow();
  await storage.makeRoom(Number(last ?? 0));
  await beginNewEpoch(storage, random);
  return ok({ rows, entries });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
