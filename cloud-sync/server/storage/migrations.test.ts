import Database from 'better-sqlite3-multiple-ciphers';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import { inFolder } from '../test-head-office.ts';
import { openEmbeddedStorage } from './embedded-storage.ts';
import { cloudMigrations } from './migrations.ts';

it('brings a database of 0.1.0 up to date with all that is in it, and counts once what waits there', () => inFolder(async (folder) => {
  const file = `${folder}/head-office.sqlite`;
  const database = new Database(file);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  await new Migrator({ db, provider: cloudMigrations('embedded') }).migrateTo('001-head-office');
  database.exec(`insert into heads values ('s001', 'lane1', 7, 'h', 5), ('s002', 'lane1', 3, 'h', null);
    insert into parked values ('s001', 'lane1', 9, 'a', 1, '{}'), ('s001', 'lane1', 10, 'b', 1, '{}');
    insert into quarantine values ('q', 's001', 'lane1', 4, 'd', 'h', null, 'forged', 'x', 1, 'open', '{}');
    insert into entryCodes values ('c', 'auditor', 'x', 9, null)`);
  await db.destroy();
  const storage = await openEmbeddedStorage(file);
  expect(await storage.db.selectFrom('heads').select(['storeId', 'sequence', 'parkedCount']).orderBy('storeId').execute()).toEqual([{ storeId: 's001', sequence: 7, parkedCount: 2 }, { storeId: 's002', sequence: 3, parkedCount: 0 }]);
  expect(await storage.db.selectFrom('quarantine').select(['quarantineId', 'throughSequence']).execute()).toEqual([{ quarantineId: 'q', throughSequence: null }]);
  await storage.close();
}));
