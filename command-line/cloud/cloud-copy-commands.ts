import { randomBytes } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, existsSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Command } from 'commander';
import { verifyHeldJournals } from 'cloud-sync/server/intake/verify-held-journals.ts';
import type { CloudStorage } from 'cloud-sync/server/storage/cloud-storage.ts';
import { openEmbeddedStorage } from 'cloud-sync/server/storage/embedded-storage.ts';
import { copyLines, readCopy } from 'cloud-sync/server/storage/portable-copy.ts';
import { openPostgresStorage } from 'cloud-sync/server/storage/postgres-storage.ts';
import { checkEmbedded, moveEmbeddedAside, restoreEmbedded } from 'cloud-sync/server/storage/restore-embedded.ts';
import { beginNewEpoch } from 'cloud-sync/server/storage/server-identity.ts';
import { answer, orSayWhy, say } from '../store/answer.ts';
import { WrongChoice } from '../store/store-choice.ts';
import { embeddedFile, openHeadOfficeStorage, sha256Hex, withHeadOfficeOptions, type HeadOfficeOptions } from './open-head-office.ts';

const NEW_EPOCH = 'Stores notice it at their next contact and send again what was lost.';

/** `mendian cloud backup | restore | verify | epoch`. */
export function cloudCopyCommands(cloud: Command): void {
  withHeadOfficeOptions(cloud.command('backup <target>')).description('Copy head office while it runs; the copy is checked before it gets its name. 备份。')
    .addHelpText('after', '\n<target> ends with .sqlite (embedded database only), .ndjson or .ndjson.gz (either database, and restored into either).\nThe copy holds the server\'s key and the hashes of passwords: keep it as a secret.\n  mendian cloud backup /backup/hq.ndjson.gz --database-url postgres://…')
    .action((target: string, options: HeadOfficeOptions) => orSayWhy(options.json, async () => {
      if (existsSync(target)) throw new WrongChoice(`${target} exists already; a backup never replaces another.`);
      const storage = await openHeadOfficeStorage(options);
      const coming = `${target}.coming`;
      try {
        if (isSqlite(target) && storage.kind !== 'embedded') throw new WrongChoice('PostgreSQL is copied to .ndjson or .ndjson.gz.');
        rmSync(coming, { force: true });
        say(`Copying to ${target} …`);
        const entries = isSqlite(target) ? await copyFile(storage, coming) : await copyToLines(storage, coming, target.endsWith('.gz'));
        renameSync(coming, target);
        answer(options.json, { ok: true, file: target, ...entries, bytes: statSync(target).size }, `${target}: ${JSON.stringify(entries)}`);
        return 0;
      } finally {
        rmSync(coming, { force: true });
        await storage.close();
      }
    }));

  withHeadOfficeOptions(cloud.command('restore <copy>')).description('Put a copy in the place of head office, and begin a new epoch. The server must be stopped. 恢复。')
    .addHelpText('after', `\nThe present embedded database is moved aside; a PostgreSQL database must be empty. ${NEW_EPOCH}\n  mendian cloud restore /backup/hq.ndjson.gz --data /var/lib/mendian-hq`)
    .action((copy: string, options: HeadOfficeOptions) => orSayWhy(options.json, async () => {
      if (!existsSync(copy)) throw new WrongChoice(`There is no ${copy}.`);
      const restored = isSqlite(copy) ? await restoreSqlite(copy, options) : await restoreLines(copy, options);
      answer(options.json, restored, restored.ok ? `${restored.value.entries} entries are in place, in a new epoch. ${NEW_EPOCH}` : `Nothing was restored: ${JSON.stringify(restored.error)}`);
      return restored.ok ? 0 : 1;
    }));

  withHeadOfficeOptions(cloud.command('verify [copy]')).description('Check every journal that head office holds, or a copy of it: hashes, links, gaps, signed heads. 校验。')
    .action((copy: string | undefined, options: HeadOfficeOptions) => orSayWhy(options.json, () => withVerified(copy, options, async (storage) => {
      const found = await verifyHeldJournals(storage, sha256Hex);
      const ok = found.faults.length === 0;
      answer(options.json, { ok, ...found }, ok ? `${found.entries} entries of ${found.terminals} terminals follow one another; ${found.signedHeads} signed heads agree.` : found.faults.map(({ storeId, terminalId, sequence, fault }) => `${storeId} ${terminalId} ${sequence}: ${fault}`).join('\n'));
      return ok ? 0 : 1;
    })));

  withHeadOfficeOptions(cloud.command('epoch')).description('Show the database\'s epoch, or begin a new one after PostgreSQL\'s own tools restored an older state. 纪元。')
    .option('--begin', 'begin a new epoch; stop the servers before, they read it when they start', false)
    .addHelpText('after', `\n\`mendian cloud restore\` does this by itself. ${NEW_EPOCH}\n  mendian cloud epoch --begin --database-url postgres://…`)
    .action((options: HeadOfficeOptions & { readonly begin: boolean }) => orSayWhy(options.json, async () => {
      const storage = await openHeadOfficeStorage(options);
      try {
        if (options.begin) await beginNewEpoch(storage, randomBytes);
        const epoch = (await storage.db.selectFrom('facts').select('value').where('name', '=', 'database-epoch').executeTakeFirst())?.value ?? null;
        answer(options.json, { ok: true, epoch, begun: options.begin }, epoch ?? 'No server has run on this database yet.');
        return 0;
      } finally {
        await storage.close();
      }
    }));
}

const isSqlite = (file: string): boolean => file.endsWith('.sqlite');

async function copyFile(storage: CloudStorage, file: string): Promise<{ readonly entries: number }> {
  await storage.backUp(file);
  const checked = checkEmbedded(file);
  if (!checked.ok) throw new Error(`The copy is not whole: ${JSON.stringify(checked.error)}`);
  return checked.value;
}

async function copyToLines(storage: CloudStorage, file: string, packed: boolean): Promise<{ readonly rows: number }> {
  const out = createWriteStream(file, { mode: 0o600 });
  const gzip = packed ? createGzip() : null;
  gzip?.pipe(out);
  const sink = gzip ?? out;
  const rows = await copyLines(storage, async (line) => { if (!sink.write(`${line}\n`)) await once(sink, 'drain'); });
  sink.end();
  await finished(out);
  const handle = openSync(file, 'r');
  fsyncSync(handle);
  closeSync(handle);
  return { rows };
}

const linesOf = (file: string): AsyncIterable<string> => {
  const bytes = createReadStream(file);
  return createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes, crlfDelay: Infinity });
};

function restoreSqlite(copy: string, options: HeadOfficeOptions) {
  if (options.databaseUrl !== undefined) throw new WrongChoice('PostgreSQL takes a .ndjson or .ndjson.gz copy.');
  return restoreEmbedded(copy, embeddedFile(options), randomBytes, Date.now());
}

async function restoreLines(copy: string, options: HeadOfficeOptions) {
  if (options.databaseUrl !== undefined) {
    const storage = await openPostgresStorage(options.databaseUrl, 'restore');
    return readCopy(storage, linesOf(copy), randomBytes).finally(() => storage.close());
  }
  const file = embeddedFile(options);
  const coming = `${file}.coming`;
  rmSync(coming, { force: true });
  const storage = await openEmbeddedStorage(coming);
  const read = await readCopy(storage, linesOf(copy), randomBytes).finally(() => storage.close());
  // The present database leaves its place only when the copy has been read whole.
  const aside = read.ok ? moveEmbeddedAside(file, Date.now()) : null;
  if (!read.ok || aside?.ok === false) { rmSync(coming, { force: true }); return read.ok ? aside as Exclude<typeof aside, null | { ok: true }> : read; }
  renameSync(coming, file);
  return read;
}

/** Head office itself, or a copy read into a database that is gone afterwards. */
async function withVerified(copy: string | undefined, options: HeadOfficeOptions, work: (storage: CloudStorage) => Promise<number>): Promise<number> {
  if (copy === undefined) {
    const storage = await openHeadOfficeStorage(options);
    return work(storage).finally(() => storage.close());
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'mendian-verify-'));
  try {
    const data = { ...options, data: folder, databaseUrl: undefined };
    const read = isSqlite(copy) ? await restoreSqlite(copy, data) : await restoreLines(copy, data);
    if (!read.ok) { answer(options.json, { ok: false, error: read.error }, `The copy cannot be read: ${JSON.stringify(read.error)}`); return 1; }
    const storage = await openHeadOfficeStorage(data);
    return await work(storage).finally(() => storage.close());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
