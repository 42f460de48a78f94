import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { loadDriverFile } from 'hardware-drivers/load-driver-file.ts';
import { answer, orSayWhy } from '../store/answer.ts';
import { WrongChoice } from '../store/store-choice.ts';

const kinds = ['scale', 'scanner'] as const;
const examples = new URL('../../hardware-drivers/examples/', import.meta.url);

/** `mendian driver`: drivers in files of their own. */
export const driverCommands = (program: Command): void => {
  const driver = program.command('driver').description('Write a driver of your own. 编写驱动。');

  driver.command('new <kind> <name>')
    .description(`Write a driver and its test, ready to run and to change. Kinds: ${kinds.join(', ')}; the name as acme or acme-30`)
    .option('--folder <folder>', 'where the two files are written', 'hardware-drivers/added')
    .option('--json', 'answer in JSON, one line', false)
    .addHelpText('after', '\n  mendian driver new scale acme\n  npx vitest run --project unit hardware-drivers/added\ndocs/writing-a-driver.md goes through it.')
    .action((kind: string, name: string, options: { folder: string; json: boolean }) => orSayWhy(options.json, () => {
      if (!kinds.some((known) => known === kind)) throw new WrongChoice(`There is no template for a ${kind}. Kinds: ${kinds.join(', ')}.`);
      if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 24) throw new WrongChoice(`"${name}" is no name: small letters, digits and single hyphens, as acme-30.`);
      const files = ['.ts', '.test.ts'].map((ending) => ({ from: new URL(`example-${kind}${ending}`, examples), to: path.join(options.folder, `${name}-${kind}${ending}`) }));
      const taken = files.find(({ to }) => existsSync(to));
      if (taken) throw new WrongChoice(`${taken.to} exists already.`);
      mkdirSync(options.folder, { recursive: true });
      for (const { from, to } of files) writeFileSync(to, namedAfter(readFileSync(from, 'utf8'), name), { flag: 'wx' });
      answer(options.json, { ok: true, protocol: `${kind}-${name}`, files: files.map(({ to }) => to) }, [
        ...files.map(({ to }) => `wrote ${to}`), `In the store's configuration: "driverFiles": ["${files[0]!.to}"], and a device with "protocol": "${kind}-${name}".`,
      ].join('\n'));
      return 0;
    }));

  driver.command('check <file>')
    .description('Load a driver file as the store would, and say what it brings')
    .option('--json', 'answer in JSON, one line', false)
    .action((file: string, options: { json: boolean }) => orSayWhy(options.json, async () => {
      const loaded = await loadDriverFile(file);
      answer(options.json, loaded.ok ? { ok: true, protocol: loaded.value.protocol, category: loaded.value.row.category, names: loaded.value.row.names, options: loaded.value.row.defaults } : loaded,
        loaded.ok ? `${loaded.value.protocol}: ${loaded.value.row.names.en} ${loaded.value.row.names['zh-CN']} (${loaded.value.row.category})` : loaded.error.message);
      return loaded.ok ? 0 : 1;
    }));
};

/** The example under another name: 'scale-example' is 'scale-acme', `exampleScaleProtocol` is `acmeScaleProtocol`. */
function namedAfter(text: string, name: string): string {
  const pascal = name.split('-').map((part) => part[0]!.toUpperCase() + part.slice(1)).join('');
  const camel = pascal[0]!.toLowerCase() + pascal.slice(1);
  return text.replaceAll('-example', `-${name}`).replaceAll('./example-', `./${name}-`).replaceAll('openExample', `open${pascal}`).replaceAll('exampleScale', `${camel}Scale`)
    .replaceAll('Example scale', `${pascal} scale`).replaceAll('Example scanner', `${pascal} scanner`).replaceAll('示例', `${pascal} `);
}
