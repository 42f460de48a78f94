import { signingKey, type SigningKey } from '../access/ed25519.ts';
import type { CloudStorage } from './cloud-storage.ts';

export interface ServerIdentity { readonly databaseEpoch: string; readonly serverKey: SigningKey }

/** The database's epoch and the server's key: made with the database, kept in it. */
export async function serverIdentity(storage: CloudStorage, random: (bytes: number) => Uint8Array): Promise<ServerIdentity> {
  const fact = async (name: string, fresh: string): Promise<string> => {
    await storage.db.insertInto('facts').values({ name, value: fresh }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
    return (await storage.db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirstOrThrow()).value;
  };
  return {
    databaseEpoch: await fact('database-epoch', Buffer.from(random(12)).toString('base64url')),
    serverKey: signingKey(await fact('server-key-seed', Buffer.from(random(32)).toString('base64url'))),
  };
}

/** After a restore from backup: stores see another epoch, pull everything and push again what this database has lost. */
export async function beginNewEpoch(storage: CloudStorage, random: (bytes: number) => Uint8Array): Promise<void> {
  await storage.db.updateTable('facts').set({ value: Buffer.from(random(12)).toString('base64url') }).where('name', '=', 'database-epoch').execute();
}
