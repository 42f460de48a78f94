import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { memberKeysFileOf } from 'edge-app/store-runtime/members/member-documents.ts';
import { openMemberVault } from 'edge-app/store-runtime/members/member-vault.ts';
import { answer, orSayWhy } from './answer.ts';
import { chooseStore, withStoreOptions, WrongChoice, type StoreOptions } from './store-choice.ts';

/** `mendian member`: what a store holds of a person. */
export const memberCommands = (program: Command): void => {
  const member = program.command('member').description('What a store holds of a person. 会员个人信息。');
  withStoreOptions(member.command('erase <memberId> [database]'))
    .description("Destroy a member's key: their name is unreadable in this store's database and in every backup of it, for good. The store may run. 永久删除会员信息。")
    .addHelpText('after', '\nWhat head office holds is deleted at head office; a member deleted there is erased in every store by itself.\n  mendian member erase m-0007 --config store.json')
    .action((memberId: string, database: string | undefined, options: StoreOptions) => orSayWhy(options.json, () => {
      const { keyFile } = chooseStore(database, options);
      if (keyFile === null) throw new WrongChoice('Name the key file with --key, or the configuration with --config: the keys of members lie beside it.');
      const file = memberKeysFileOf(path.dirname(keyFile));
      if (!existsSync(file)) throw new WrongChoice(`${file} is not there: this store holds no members' keys.`);
      const vault = openMemberVault(file, randomBytes);
      try {
        const isNew = vault.erase(memberId, Date.now());
        answer(options.json, { ok: true, memberId, erased: isNew }, isNew ? `The key of ${memberId} is destroyed.` : `The key of ${memberId} was destroyed before.`);
        return 0;
      } finally {
        vault.close();
      }
    }));
};
