import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { accountsAndAnchors } from './accounts-and-anchors.ts';
import type { StorageKind } from './cloud-storage.ts';
import { partitionedJournal } from './partitioned-journal.ts';

/** Each version of the schema, once applied never changed. The same statements serve the embedded database and PostgreSQL. */
export const cloudMigrations = (kind: StorageKind): MigrationProvider => ({
  getMigrations: () => Promise.resolve({ '001-head-office': headOffice(kind), '002-accounts-and-anchors': accountsAndAnchors(kind), '003-partitioned-journal': partitionedJournal(kind) }),
});

/** The journal's primary key begins with the store: the column by which PostgreSQL partitions it, and would distribute it. */
function headOffice(kind: StorageKind): Migration {
  const whole = kind === 'postgres' ? 'bigint' : 'integer';
  const tables: Readonly<Record<string, readonly [columns: string, key: string]>> = {
    facts: ['name text value text', 'name'],
    counters: ['name text value whole', 'name'],
    stores: ['storeId text namesText text createdAtMs whole stateText text? stateReceivedAtMs whole? lastHeardMs whole?', 'storeId'],
    devices: ['deviceId text storeId text deviceName text publicKey text enrolledAtMs whole lastSeenMs whole? revokedAtMs whole?', 'deviceId'],
    enrolmentCodes: ['codeId text codeHash text storeId text createdAtMs whole expiresAtMs whole withdrawnAtMs whole? usedByKey text? deviceId text?', 'codeId'],
    challenges: ['challengeHash text deviceId text expiresAtMs whole', 'challengeHash'],
    deviceSessions: ['tokenHash text deviceId text storeId text expiresAtMs whole', 'tokenHash'],
    entryCodes: ['codeHash text role text who text expiresAtMs whole usedAtMs whole?', 'codeHash'],
    peopleSessions: ['tokenHash text role text who text createdAtMs whole expiresAtMs whole', 'tokenHash'],
    auditLines: ['auditId text atMs whole who text role text what text detail text', 'auditId'],
    documents: ['collection text id text scope text sequence whole deleted whole bodyText text writtenAtMs whole', 'collection id scope'],
    pulls: ['storeId text collection text sequence whole atMs whole', 'storeId collection'],
    journal: ['storeId text terminalId text sequence whole entryId text hash text previousHash text kind text occurredAtMs whole businessDay text receivedAtMs whole entryText text repaired whole', 'storeId terminalId sequence'],
    heads: ['storeId text terminalId text sequence whole hash text? gapSinceMs whole?', 'storeId terminalId'],
    parked: ['storeId text terminalId text sequence whole hash text receivedAtMs whole entryText text', 'storeId terminalId sequence hash'],
    quarantine: ['quarantineId text storeId text terminalId text? sequence whole? documentId text documentHash text claimedHash text? reason text detail text receivedAtMs whole state text documentText text', 'quarantineId'],
    takings: ['storeId text businessDay text takingsMinor whole discountMinor whole taxMinor whole cashMinor whole qrCodeMinor whole sales whole returns whole items whole', 'storeId businessDay'],
    stock: ['storeId text productId text units whole lastMovementMs whole', 'storeId productId'],
    saleFeed: ['storeId text entryId text occurredAtMs whole receivedAtMs whole lineText text', 'entryId'],
    orders: ['storeId text orderId text entryId text supplierId text businessDay text approvedAtMs whole receivedAtMs whole bodyText text', 'storeId orderId'],
    priceSteps: ['storeId text priceId text activatedAtMs whole? chargedAtMs whole?', 'storeId priceId'],
  };
  const indexes: readonly (readonly [table: string, columns: readonly string[], unique: boolean])[] = [
    ['enrolmentCodes', ['codeHash'], true],
    ['documents', ['collection', 'scope', 'sequence'], false],
    ['quarantine', ['storeId', 'documentId', 'documentHash'], true],
    ['quarantine', ['state', 'storeId'], false],
    ['saleFeed', ['storeId', 'occurredAtMs'], false],
    ['orders', ['approvedAtMs'], false],
    ['auditLines', ['atMs'], false],
    ['takings', ['businessDay'], false],
  ];
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const [name, [columns, key]] of Object.entries(tables)) {
        let table = db.schema.createTable(name);
        const words = columns.split(' ');
        for (let at = 0; at < words.length; at += 2) {
          const type = words[at + 1]!;
          table = table.addColumn(words[at]!, type.startsWith('whole') ? whole : 'text', (column) => (type.endsWith('?') ? column : column.notNull()));
        }
        await table.addPrimaryKeyConstraint(`${name}Key`, key.split(' ') as never).execute();
      }
      for (const [table, columns, unique] of indexes) {
        const index = db.schema.createIndex(`${table}By${columns.map((column) => column[0]!.toUpperCase() + column.slice(1)).join('')}`).on(table).columns([...columns]);
        await (unique ? index.unique() : index).execute();
      }
      await sql`insert into "counters" ("name", "value") values ('feed', 0)`.execute(db);
    },
  };
}
