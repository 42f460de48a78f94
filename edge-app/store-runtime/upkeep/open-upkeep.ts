import { statSync } from 'node:fs';
import path from 'node:path';
import type { UpkeepView } from 'retail-model/api/store-views.ts';
import type { RuntimeConfig } from '../config.ts';
import type { StoreKeys } from '../keys.ts';
import type { StoreData } from '../open-store-data.ts';
import type { RuntimeLog } from '../runtime-parts.ts';
import { noteAcknowledged } from '../database/acknowledged-place.ts';
import { openBackupKeeper } from './backup-keeper.ts';
import { openHeadSigning } from './sign-heads.ts';

export interface UpkeepParts {
  readonly config: RuntimeConfig;
  readonly data: StoreData;
  readonly keys: StoreKeys;
  readonly acknowledgedPlace: () => number | null;
  readonly businessDay: () => string;
  readonly nowMs: () => number;
  readonly later: (ms: number, task: () => void) => () => void;
  readonly signal: AbortSignal;
  readonly onChanged: () => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
  readonly log: RuntimeLog;
}

/** What keeps the store's data safe without anybody thinking of it: hourly backups and signed heads, both also at day close. */
export function openUpkeep(parts: UpkeepParts) {
  const { config, data, keys, nowMs, later, onChanged } = parts;
  const file = data.connection.name;
  const folder = config.backupFolder ?? path.join(config.dataFolder, 'backups');
  const backups = openBackupKeeper({
    file, key: keys.databaseKey, folder, journal: data.facts, diskRoom: () => data.journal.diskRoom(), businessDay: parts.businessDay, nowMs, later, signal: parts.signal, onChanged, log: parts.log,
  });
  const heads = openHeadSigning({ journal: data.journal, storeId: config.storeId, keyId: keys.keyId, privateKey: keys.devicePrivateKey, nowMs, later, onChanged, onTrouble: parts.onTrouble });
  const isOnDatabaseDisk = statSync(folder).dev === statSync(path.dirname(file)).dev;

  return {
    backUpNow: backups.makeNow,
    /** The day's heads are signed before its backup, so that the backup holds them. A backup that fails does not hold up the day. */
    async dayClosed(): Promise<void> {
      noteAcknowledged(data.connection, parts.acknowledgedPlace());
      await heads.signNow();
      void backups.makeNow();
    },
    view: (): UpkeepView => ({ nowMs: nowMs(), ...backups.view(), isOnDatabaseDisk, diskRoom: data.journal.diskRoom(), headsSignedMs: heads.signedMs() }),
    async close(): Promise<void> {
      noteAcknowledged(data.connection, parts.acknowledgedPlace());
      heads.close();
      await backups.close();
    },
  };
}
export type Upkeep = ReturnType<typeof openUpkeep>;
