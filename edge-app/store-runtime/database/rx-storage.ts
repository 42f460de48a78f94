import path from 'node:path';
import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION, type RxStorage, type RxStorageInstance, type RxStorageInstanceCreationParams } from 'rxdb/plugins/core';
import { openConnection, type Connection } from './rx-storage/open-connection.ts';
import { acquireFile, acquireLent } from './rx-storage/shared-connection.ts';
import { openStorageInstance, STORAGE_NAME, type Internals, type Options } from './rx-storage/storage-instance.ts';
import type { StoredFields } from './rx-storage/stored-document.ts';

export type BetterSqliteSettings = {
  /** The folder of the database file; made if missing. All RxDB databases of this storage share one file in it. */
  readonly directory: string;
  /** 32 raw bytes; the file is encrypted with it. Keep it anywhere but in the folder. */
  readonly key?: Uint8Array;
  /** Gives an open connection for the file instead of opening one; whoever gives it closes it, after the last collection was. */
  readonly connection?: (file: string) => Connection;
};

/** The file in the folder that holds every database of the storage. */
export const DATABASE_FILE = 'rxdb.sqlite';

/** An RxDB storage on better-sqlite3: a write that resolved is on the disk. See rx-storage/README.md. */
export function getRxStorageBetterSqlite(settings: BetterSqliteSettings): RxStorage<Internals, Options> {
  const file = path.join(settings.directory, DATABASE_FILE);
  return {
    name: STORAGE_NAME,
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance<RxDocType>(params: RxStorageInstanceCreationParams<RxDocType, Options>) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      const shared = settings.connection ? acquireLent(settings.connection(file)) : acquireFile(file, (absolute) => openConnection(absolute, settings.key ?? null));
      try {
        const instance = openStorageInstance(shared, params as unknown as RxStorageInstanceCreationParams<StoredFields, Options>);
        return instance as unknown as RxStorageInstance<RxDocType, Internals, Options>;
      } catch (error) {
        shared.release();
        throw error;
      }
    },
  };
}
