import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { backUpStoreDatabase } from 'edge-app/store-runtime/database/backup.ts';
import { restoreStoreDatabase } from 'edge-app/store-runtime/database/restore.ts';
import { answer, orSayWhy, say } from './answer.ts';
import { chooseStore, readKey, refuseWhileInUse, withStoreOptions, WrongChoice, type StoreOptions } from './store-choice.ts';

/** `mendian backup` and `mendian restore`. */
export const backupCommands = (program: Command): void => {
  withStoreOptions(program.command('backup <target> [database]'))
    .description('Copy a store\'s database while selling goes on; the copy is verified before it gets its name. 备份。')
    .addHelpText('after', '\nThe copy is encrypted with the same key: keep the key file somewhere else.\n  mendian backup /media/usb/s001.sqlite --config store.json')
    .action((target: string, database: string | undefined, options: StoreOptions) => orSayWhy(options.json, async () => {
      const { file, key } = chooseStore(database, options);
      if (existsSync(target)) throw new WrongChoice(`${target} exists already; a backup never replaces another.`);
      const ending = new AbortController();
      process.once('SIGINT', () => ending.abort());
      say(`Copying ${file} …`);
      const made = await backUpStoreDatabase({ file, key, target }, ending.signal);
      answer(options.json, made, made.ok ? `${made.value.entries} entries, ${made.value.bytes} bytes, verified: ${made.value.file}` : `No backup was made: ${JSON.stringify(made.error)}`);
      return made.ok ? 0 : 1;
    }));

  withStoreOptions(program.command('restore <backup> [database]'))
    .description('Put a verified backup in the place of a store\'s database. The store must be stopped; what was there is moved aside. 恢复。')
    .option('--backup-key <file>', 'the key of the backup, where the store has a newer one by now (keys/database.key.previous)')
    .option('--without-head-office', 'there is no head office that knows newer entries: number on after the backup', false)
    .addHelpText('after', '\nAt its next start the store first takes back from head office what is newer than the backup, and only then sells and numbers on.\n  mendian restore /media/usb/s001.sqlite --config store.json')
    .action((backup: string, database: string | undefined, options: StoreOptions & { readonly withoutHeadOffice: boolean; readonly backupKey?: string }) => orSayWhy(options.json, () => {
      const chosen = chooseStore(database, options);
      if (existsSync(chosen.file)) refuseUnlessDamaged(chosen);
      say(`Checking ${backup} …`);
      const restored = restoreStoreDatabase({ backup, key: options.backupKey === undefined ? chosen.key : readKey(options.backupKey), storeKey: chosen.key, file: chosen.file, nowMs: () => Date.now(), withoutHeadOffice: options.withoutHeadOffice });
      answer(options.json, restored, restored.ok
        ? `${restored.value.entries} entries are in place.${restored.value.movedAside === null ? '' : ` What was there is ${restored.value.movedAside}.`}`
        : `Nothing was restored: ${JSON.stringify(restored.error)}`);
      return restored.ok ? 0 : 1;
    }));
};

/** A database that cannot even be opened is why one restores; one that is in use is not touched. */
function refuseUnlessDamaged(chosen: Parameters<typeof refuseWhileInUse>[0]): void {
  try {
    refuseWhileInUse(chosen);
  } catch (error) {
    if (error instanceof WrongChoice) throw error;
    say(`The present database cannot be opened (${(error as Error).message}); it is moved aside.`);
  }
}
