import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Command } from 'commander';
import { keyFilesOf, opensWith, rotateDatabaseKey, settleKeyRotation } from 'edge-app/store-runtime/database/database-key.ts';
import { openStoreDatabase } from 'edge-app/store-runtime/database/open-store-database.ts';
import { answer, orSayWhy, say } from './answer.ts';
import { chooseStore, refuseWhileInUse, withStoreOptions, WrongChoice, type StoreOptions } from './store-choice.ts';

/** `mendian key`: the key that the store's database is encrypted with. */
export const keyCommands = (program: Command): void => {
  const key = program.command('key').description('The key of a store\'s database. 数据库密钥。');
  withStoreOptions(key.command('rotate [database]'))
    .description('Encrypt the database anew with a new key. The store must be stopped; a power cut leaves the old or the new one whole. 更换密钥。')
    .addHelpText('after', '\nThe key before stays beside the new one (database.key.previous): backups made until now need it\n(mendian restore <backup> --backup-key …). Remove it when you no longer keep those.\n  mendian key rotate --config store.json')
    .action((database: string | undefined, options: StoreOptions) => orSayWhy(options.json, () => {
      const { file, key: present, keyFile } = chooseStore(database, options);
      if (present === null || keyFile === null) throw new WrongChoice('Name the key file with --key, or the configuration with --config: a database without a key has none to rotate.');
      settleKeyRotation(file, keyFile);
      const chosen = { ...chooseStore(database, options) };
      if (!opensWith(chosen.file, chosen.key!)) throw new WrongChoice(`${chosen.file} does not open with ${keyFile}.`);
      refuseWhileInUse(chosen);
      const opened = openStoreDatabase(chosen);
      if (!opened.ok) throw new WrongChoice(JSON.stringify(opened.error));
      say(`Encrypting ${chosen.file} anew …`);
      rotateDatabaseKey(opened.value, keyFile, randomBytes(32));
      const previous = keyFilesOf(keyFile).previous;
      answer(options.json, { ok: true, keyFile: path.resolve(keyFile), previous: path.resolve(previous) }, `The database has a new key, in ${keyFile}. The one before is ${previous}: older backups need it.`);
      return 0;
    }));
};
