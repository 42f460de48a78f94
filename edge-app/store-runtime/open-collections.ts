import { addRxPlugin, createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema, type RxStorage } from 'rxdb';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { collectionNames, collections, type CollectionName } from 'retail-model/replication/collections.ts';
import { jsonSchemaOf } from 'retail-model/replication/json-schema.ts';
import { journalSchema } from './database/journal-collection.ts';

addRxPlugin(RxDBMigrationSchemaPlugin);

export type StoreCollections = Readonly<Record<CollectionName, RxCollection>>;

/**
 * The store's RxDB database with every collection that moves between store and head office. Reference documents are checked against their
 * schema on the way in; the journal is checked by its own writer, entry by kind.
 */
export async function openCollections(storage: RxStorage<unknown, unknown>): Promise<{ readonly database: RxDatabase; readonly collections: StoreCollections }> {
  const database = await createRxDatabase({ name: 'store', storage: wrappedValidateAjvStorage({ storage }), multiInstance: false, eventReduce: false, localDocuments: false });
  const made = await database.addCollections(
    Object.fromEntries(collectionNames.map((name) => [name, { schema: name === 'journal' ? journalSchema : schemaOf(name), migrationStrategies: {} }])),
  );
  return { database, collections: made as unknown as StoreCollections };
}

const schemaOf = (name: Exclude<CollectionName, 'journal'>): RxJsonSchema<Record<string, unknown>> => jsonSchemaOf(collections[name].document, collections[name].indexes) as RxJsonSchema<Record<string, unknown>>;
