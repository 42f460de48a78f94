import { writeSync } from 'node:fs';
import { addRxPlugin, createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { RxDBMigrationPlugin } from 'rxdb/plugins/migration-schema';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageBetterSqlite } from '../rx-storage.ts';

/*
 * One life of a process that sells, for field-checks.test.ts:  node field-check.main.ts <what> <folder> <clock offset in ms> <schema version> [ids…]
 *   sell  inserts the ids    push  replicates until in sync, prints what was pushed    list  prints what is there    rush  sells until it is killed
 */
const [what, directory, offsetMs, version, ...ids] = process.argv.slice(2);
const machineNow = Date.now;
Date.now = () => machineNow() + Number(offsetMs);
addRxPlugin(RxDBMigrationPlugin);

type Sale = { id: string; note?: string };
const database = await createRxDatabase({ name: 'store', storage: getRxStorageBetterSqlite({ directory: directory! }), multiInstance: false });
const migrationStrategies = Object.fromEntries(Array.from({ length: Number(version) }, (_, step) => [step + 1, (sale: Sale) => sale]));
const schema = {
  version: Number(version),
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, note: { type: 'string' }, ...(Number(version) > 0 ? { added: { type: 'string' } } : {}) },
  required: ['id'],
} as const;
const sales = (await database.addCollections({ sales: { schema: schema as never, migrationStrategies } })).sales as unknown as RxCollection<Sale>;
const say = (line: string): number => writeSync(1, `${line}\n`);

switch (what) {
  case 'sell':
    for (const id of ids) await sales.insert({ id });
    break;
  case 'push': {
    const replication = replicateRxCollection<Sale, unknown>({
      collection: sales,
      replicationIdentifier: 'head-office',
      live: false,
      push: {
        batchSize: 10,
        handler: (rows) => {
          for (const { newDocumentState } of rows) say(newDocumentState.id);
          return Promise.resolve([]);
        },
      },
    });
    await replication.awaitInitialReplication();
    await replication.awaitInSync();
    break;
  }
  case 'list':
    for (const sale of await sales.find().exec()) say(sale.id);
    break;
  case 'rush':
    for (let n = 0; ; n++) {
      const id = `${ids[0]}-${n}`;
      await Promise.all([sales.insert({ id, note: 'x'.repeat(200) }), sales.bulkInsert([{ id: `${id}-a` }, { id: `${id}-b` }])]);
      say(id);
      say(`${id}-a`);
      say(`${id}-b`);
    }
  default:
    throw new Error(`No such life: ${what}`);
}
await database.close();
