import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { accountName, hqContract, hqRole } from 'retail-model/api/hq-contract.ts';
import type { Words } from 'retail-model/text/words.ts';
import { answer, orSayWhy, say } from '../store/answer.ts';
import { WrongChoice } from '../store/store-choice.ts';
import { cloudCopyCommands } from './cloud-copy-commands.ts';
import { withHeadOffice, withHeadOfficeOptions, type HeadOfficeOptions } from './open-head-office.ts';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** `mendian cloud …`: everything about head office from the command line, beside a running server or without one. */
export const cloudCommands = (program: Command): void => {
  const cloud = program.command('cloud').description('Head office: start it, bring stores and people in, back it up. 总部服务器。')
    .addHelpText('after', '\nA first day:\n  mendian cloud start --data /var/lib/mendian-hq          prints a code for the first administrator\n  mendian cloud enrol s001 --zh 湖滨店 --en Lakeside         makes the store and a one-use code for its appliance\n  mendian cloud backup /backup/hq-$(date +%F).ndjson.gz');

  cloud.command('start').description('Run the server until Ctrl-C. 启动总部。').allowUnknownOption().allowExcessArguments()
    .addHelpText('after', '\nEvery option is the server\'s own: --data, --host, --port, --public-origin, --screens, --demo, --stores; DATABASE_URL for PostgreSQL, METRICS_TOKEN for a collector on another machine.\n  mendian cloud start --data /var/lib/mendian-hq --port 8500 --public-origin https://hq.example.com')
    .action((_options: unknown, command: Command) => new Promise<void>((resolve) => {
      const server = fork(path.join(root, 'cloud-sync/server/main.ts'), command.args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
      server.on('message', (message: { readonly kind: string }) => { if (message.kind !== 'heartbeat') process.stdout.write(`${JSON.stringify(message)}\n`); });
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { if (server.connected) server.send({ kind: 'shut-down' }); });
      server.once('exit', (code) => { process.exitCode = code ?? 1; resolve(); });
    }));

  withHeadOfficeOptions(cloud.command('stores')).description('List the stores: appliances, link, what waits there. 门店列表。')
    .action((options: HeadOfficeOptions) => orSayWhy(options.json, () => withHeadOffice(options, async ({ storage: { db } }) => {
      const rows = await db.selectFrom('stores').selectAll().orderBy('storeId').execute();
      const devices = await db.selectFrom('devices').select(['deviceId', 'storeId', 'deviceName', 'lastSeenMs', 'revokedAtMs']).execute();
      const stores = rows.map(({ storeId, namesText, lastHeardMs, stateText }) => ({
        storeId, names: JSON.parse(namesText) as Words, lastHeardMs, entriesWaiting: stateText === null ? null : (JSON.parse(stateText) as { readonly entriesWaiting: number }).entriesWaiting,
        devices: devices.filter((device) => device.storeId === storeId).map(({ deviceId, deviceName, lastSeenMs, revokedAtMs }) => ({ deviceId, deviceName, lastSeenMs, revoked: revokedAtMs !== null })),
      }));
      answer(options.json, { ok: true, stores }, stores.length === 0 ? 'No store yet: mendian cloud enrol <store> --zh … --en …' : stores.map((store) => [`${store.storeId}  ${store.names.zh} ${store.names.en}  ${store.lastHeardMs === null ? 'never heard' : `heard ${new Date(store.lastHeardMs).toISOString()}`}, ${store.entriesWaiting ?? '?'} waiting`, ...store.devices.map((device) => `  ${device.deviceId}  ${device.deviceName}${device.revoked ? '  revoked' : ''}`)].join('\n')).join('\n'));
      return 0;
    })));

  withHeadOfficeOptions(cloud.command('enrol <store>')).description('Make a one-use code for the appliance of a store; with names, make the store first. 登记码。')
    .option('--zh <name>', 'the store\'s Chinese name').option('--en <name>', 'the store\'s English name')
    .addHelpText('after', '\nThe code works once and for a day. Put it into the store\'s store.json as headOffice.enrolmentCode.\n  mendian cloud enrol s001 --zh 湖滨店 --en Lakeside')
    .action((storeId: string, options: HeadOfficeOptions & { readonly zh?: string; readonly en?: string }) => orSayWhy(options.json, () => withHeadOffice(options, async ({ storage: { db }, access, changes }) => {
      const known = await db.selectFrom('stores').select('storeId').where('storeId', '=', storeId).executeTakeFirst();
      if (options.zh !== undefined && options.en !== undefined) {
        const put = hqContract.commands.putStore.input.safeParse({ storeId, names: { zh: options.zh, en: options.en } });
        if (!put.success) throw new WrongChoice(`${storeId} is no store number: 2 to 16 small letters and digits.`);
        const namesText = JSON.stringify(put.data.names);
        await db.insertInto('stores').values({ storeId, namesText, createdAtMs: Date.now(), stateText: null, stateReceivedAtMs: null, lastHeardMs: null }).onConflict((conflict) => conflict.column('storeId').doUpdateSet({ namesText })).execute();
      } else if (known === undefined) throw new WrongChoice(`There is no store ${storeId}. Give its names to make it: --zh 湖滨店 --en Lakeside.`);
      const created = await access.createEnrolmentCode(storeId);
      changes.tell({ about: 'administration' });
      answer(options.json, { ok: true, storeId, ...created }, `${created.code}   for ${storeId}, once, until ${new Date(created.expiresAtMs).toISOString()}`);
      return 0;
    })));

  withHeadOfficeOptions(cloud.command('revoke <device>')).description('Take an appliance\'s key from it, at once. `mendian cloud stores` shows the ids. 撤销。')
    .action((deviceId: string, options: HeadOfficeOptions) => orSayWhy(options.json, () => withHeadOffice(options, async ({ access, changes }) => {
      if (!(await access.revoke(deviceId))) throw new WrongChoice(`There is no appliance ${deviceId}.`);
      changes.tell({ about: 'device-revoked', deviceId });
      answer(options.json, { ok: true, deviceId }, `${deviceId} opens nothing any more.`);
      return 0;
    })));

  withHeadOfficeOptions(cloud.command('users [name]')).description('List who may sign in; with a name, make or change that account. 账号。')
    .option('--role <role>', hqRole.options.join(', ')).option('--person <name>', 'the person\'s name').option('--store <store>', 'for a store-manager: the store')
    .option('--password-stdin', 'read a new password from standard input, so that it stands in no list of commands', false).option('--close', 'nobody signs in with it any more', false)
    .addHelpText('after', '\n  mendian cloud users\n  mendian cloud users anna --role merchandiser --person "Anna Li" --password-stdin < password.txt\n  mendian cloud users anna --close')
    .action((name: string | undefined, options: HeadOfficeOptions & UserOptions) => orSayWhy(options.json, () => withHeadOffice(options, async ({ accounts }) => {
      const before = await accounts.list();
      if (name === undefined) {
        answer(options.json, { ok: true, accounts: before }, before.length === 0 ? 'Nobody has an account. The server prints a code for the first administrator when it starts.' : before.map((one) => `${one.accountName}  ${one.role}  ${one.storeId ?? 'every store'}  ${one.displayName}${one.active ? '' : '  closed'}`).join('\n'));
        return 0;
      }
      await putUser(accounts, name, before.find((one) => one.accountName === name), options);
      answer(options.json, { ok: true, accountName: name }, `${name} is ${options.close ? 'closed' : 'saved'}.`);
      return 0;
    })));

  cloudCopyCommands(cloud);
};

interface UserOptions { readonly role?: string; readonly person?: string; readonly store?: string; readonly passwordStdin: boolean; readonly close: boolean }
type HeldAccounts = Parameters<Parameters<typeof withHeadOffice>[1]>[0]['accounts'];

async function putUser(accounts: HeldAccounts, name: string, known: Awaited<ReturnType<HeldAccounts['list']>>[number] | undefined, options: UserOptions): Promise<void> {
  if (!accountName.safeParse(name).success) throw new WrongChoice(`${name} is no name for an account: 2 to 40 small letters, digits, dots, hyphens.`);
  const role = hqRole.safeParse(options.role ?? known?.role);
  if (!role.success) throw new WrongChoice(`Which role? --role ${hqRole.options.join(' | ')}`);
  if (options.passwordStdin && process.stdin.isTTY) say('Type the password and end with Ctrl-D:');
  const password = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : null;
  if (password !== null && (password.length < 10 || password.length > 200)) throw new WrongChoice('A password has 10 to 200 characters.');
  const put = await accounts.put({ accountName: name, displayName: options.person ?? known?.displayName ?? name, role: role.data, storeId: options.store ?? (role.data === 'store-manager' ? known?.storeId ?? null : null), password, active: !options.close });
  if (!put.ok) throw new WrongChoice({ 'no-password': 'A new account needs a password: --password-stdin.', 'no-store': 'A store manager needs a store: --store s001.', 'store-without-manager': 'Only a store-manager is bound to a store.', 'last-administrator': 'One administrator must stay.' }[put.error]);
}
