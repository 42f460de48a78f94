import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { StorageKind } from './cloud-storage.ts';

/** People with passwords, anchored heads, and counts that are kept instead of counted. */
export function accountsAndAnchors(kind: StorageKind): Migration {
  const whole = kind === 'postgres' ? 'bigint' : 'integer';
  const indexes: readonly (readonly [table: string, columns: readonly string[]])[] = [
    ['challenges', ['deviceId']], ['challenges', ['expiresAtMs']], ['deviceSessions', ['deviceId']], ['deviceSessions', ['expiresAtMs']],
    ['quarantine', ['storeId', 'terminalId', 'sequence']], ['heads', ['gapSinceMs']], ['peopleSessions', ['accountId']],
  ];
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.createTable('accounts')
        .addColumn('accountId', 'text', (column) => column.notNull().primaryKey()).addColumn('accountName', 'text', (column) => column.notNull().unique()).addColumn('displayName', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull()).addColumn('storeId', 'text').addColumn('passwordHash', 'text', (column) => column.notNull()).addColumn('active', whole, (column) => column.notNull())
        .addColumn('createdAtMs', whole, (column) => column.notNull()).addColumn('failures', whole, (column) => column.notNull()).addColumn('lockedUntilMs', whole, (column) => column.notNull()).execute();
      await db.schema.createTable('anchors')
        .addColumn('storeId', 'text', (column) => column.notNull()).addColumn('terminalId', 'text', (column) => column.notNull()).addColumn('sequence', whole, (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull()).addColumn('signature', 'text', (column) => column.notNull()).addColumn('receivedAtMs', whole, (column) => column.notNull())
        .addPrimaryKeyConstraint('anchorsKey', ['storeId', 'terminalId', 'sequence']).execute();
      // Who was signed in by a link signs in again: those sessions have no name by which they could be ended.
      await sql`delete from "peopleSessions"`.execute(db);
      for (const column of ['sessionId', 'accountId', 'storeId', 'address']) await db.schema.alterTable('peopleSessions').addColumn(column, 'text').execute();
      await db.schema.alterTable('peopleSessions').addColumn('lastSeenMs', whole).execute();
      await db.schema.alterTable('quarantine').addColumn('throughSequence', whole).execute();
      await db.schema.alterTable('heads').addColumn('parkedCount', whole, (column) => column.notNull().defaultTo(0)).execute();
      await sql`update "heads" set "parkedCount" = (select count(*) from "parked" where "parked"."storeId" = "heads"."storeId" and "parked"."terminalId" = "heads"."terminalId")`.execute(db);
      for (const [table, columns] of indexes) await db.schema.createIndex(`${table}On${columns.map((column) => column[0]!.toUpperCase() + column.slice(1)).join('')}`).on(table).columns([...columns]).execute();
    },
  };
}
