import type { Kysely, Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { CloudTables } from './cloud-tables.ts';
import { cloudMigrations } from './migrations.ts';

/** Which database stands behind head office. */
export type StorageKind = 'embedded' | 'postgres';

/**
 * The storage contract of head office: one schema, spoken through kysely, on either database.
 * Work that must be whole runs in `write`; a store's intake takes that store's row first (`lockStore`), and the feed counter last.
 */
export interface CloudStorage {
  readonly kind: StorageKind;
  readonly db: Kysely<CloudTables>;
  /** Tells other server processes on the same database what was committed; null where there can be none. */
  readonly relay: ChangeRelay | null;
  /** One transaction. A conflict between concurrent ones is tried again, at most five times; then it throws. */
  write<T>(work: (transaction: Transaction<CloudTables>) => Promise<T>): Promise<T>;
  /** Makes room ahead for journal entries up to this sequence. Called before the transaction that writes them. */
  makeRoom(sequence: number): Promise<void>;
  /** Copies the whole database to `file` while it is in use. Throws where the database has its own tool for that. */
  backUp(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Carries short texts between server processes; at most one subscriber. What is lost on the way costs time and no data. */
export interface ChangeRelay { publish(text: string): void; subscribe(hear: (text: string) => void): void }

/** A database that a newer version of this program has changed: this one must not touch it. */
export class NewerDatabase extends Error {}

/** Brings the schema to this version. Throws `NewerDatabase` when it is ahead of this program. */
export async function migrate(db: Kysely<CloudTables>, kind: StorageKind): Promise<void> {
  const { error } = await new Migrator({ db, provider: cloudMigrations(kind) }).migrateToLatest();
  if (error === undefined) return;
  if (String(error).includes('corrupted migrations')) throw new NewerDatabase('The database of head office was changed by a newer version of this program', { cause: error });
  throw new Error('The schema of head office could not be brought up to date', { cause: error });
}

/** Serialises the intake of one store. The embedded database has one writer anyway. */
export async function lockStore(storage: CloudStorage, transaction: Transaction<CloudTables>, storeId: string): Promise<void> {
  if (storage.kind === 'postgres') await transaction.selectFrom('stores').select('storeId').where('storeId', '=', storeId).forUpdate().execute();
}

/** Takes `count` numbers of the document feed; answers the first. Take them last: the counter stays locked until the commit, and so numbers appear in order. */
export async function takeFeedNumbers(transaction: Transaction<CloudTables>, count: number): Promise<number> {
  const { value } = await transaction.updateTable('counters').set((column) => ({ value: column('value', '+', count) })).where('name', '=', 'feed').returning('value').executeTakeFirstOrThrow();
  return value - count + 1;
}
