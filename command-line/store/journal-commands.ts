import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { acknowledgedPlaceOf } from 'edge-app/store-runtime/database/acknowledged-place.ts';
import { archiveYear, type ArchiveRefusal } from 'edge-app/store-runtime/database/archive-year.ts';
import type { JournalHead } from 'edge-app/store-runtime/database/journal.ts';
import { openStoreDatabase } from 'edge-app/store-runtime/database/open-store-database.ts';
import { exportJournal, findJournalTable, openToRead, verifyJournalDatabase } from 'edge-app/store-runtime/database/verify-journal-database.ts';
import { verifyJournalExport, type JournalVerdict } from 'edge-app/store-runtime/database/verify-journal.ts';
import { answer, orSayWhy, say } from './answer.ts';
import { chooseStore, looksLikeExport, refuseWhileInUse, withStoreOptions, WrongChoice, type StoreOptions } from './store-choice.ts';

const PROGRESS_ENTRIES = 100_000;
const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const headsSchema = z.array(z.object({ terminalId: z.string(), sequence: z.int().positive(), hash: z.string() }));

/** `mendian journal`: the book of everything that happened in a store. */
export const journalCommands = (program: Command): void => {
  const journal = program.command('journal').description('Check and hand out the journal of a store. 校验与导出流水。');

  withStoreOptions(journal.command('verify [exportOrDatabase]'))
    .description('Check every entry, its hash and its place in the chain; name the first bad one. Ends with 1 when there is one.')
    .option('--anchors <file>', 'heads that somebody else holds, as JSON [{"terminalId","sequence","hash"}]: a cut tail is found too')
    .addHelpText('after', "\nA running store may go on: its database is opened read-only.\n  mendian journal verify export.jsonl --anchors heads.json\n  mendian journal verify --config store.json")
    .action((file: string | undefined, options: StoreOptions & { readonly anchors?: string }) => orSayWhy(options.json, async () => {
      const anchors = options.anchors === undefined ? [] : readAnchors(options.anchors);
      const chosen = file === undefined || options.key !== undefined || options.config !== undefined || !looksLikeExport(file) ? chooseStore(file, options) : null;
      say(`Checking ${chosen?.file ?? file} …`);
      const verdict = chosen === null ? await verifyJournalExport(createReadStream(file!), { sha256Hex, anchors }) : verifyJournalDatabase(chosen.file, chosen.key, { sha256Hex, anchors });
      answer(options.json, verdict, wordsOf(verdict));
      return verdict.ok ? 0 : 1;
    }));

  withStoreOptions(journal.command('export [database]'))
    .description('Write one entry a line as RFC 8785 canonical JSON, sorted by id; each hash is SHA-256 of its entry without `hash`')
    .option('--out <file>', 'a file instead of standard output')
    .action((database: string | undefined, options: StoreOptions & { readonly out?: string }) => orSayWhy(options.json, async () => {
      const { file, key } = chooseStore(database, options);
      const connection = openToRead(file, key);
      const out = options.out === undefined ? process.stdout : createWriteStream(options.out, { flags: 'wx' });
      if (options.out !== undefined) await once(out, 'open');
      let entries = 0;
      try {
        // One read transaction: an export of a selling store is of one moment.
        connection.exec('BEGIN');
        for (const line of exportJournal(connection)) {
          entries += 1;
          if (entries % PROGRESS_ENTRIES === 0) say(`${entries} entries …`);
          if (!out.write(line)) await once(out, 'drain');
        }
      } finally {
        connection.close();
      }
      if (options.out !== undefined) {
        out.end();
        await once(out, 'finish');
        answer(options.json, { ok: true, entries, file: options.out }, `${entries} entries are in ${options.out}.`);
      } else say(`${entries} entries.`);
      return 0;
    }));

  withStoreOptions(journal.command('archive [database]'))
    .description('Move a closed year that head office has acknowledged into a file of its own beside the database. The store must be stopped. 归档。')
    .requiredOption('--year <year>', 'the year of business days, for example 2025')
    .option('--without-head-office', 'this store has no head office: nobody has to have acknowledged anything', false)
    .addHelpText('after', "\nVerifying, exports, projections, receipts and backups go on holding every entry; the chain has no gap.\n  mendian journal archive --year 2025 --config store.json")
    .action((database: string | undefined, options: StoreOptions & { readonly year: string; readonly withoutHeadOffice: boolean }) => orSayWhy(options.json, () => {
      const year = Number(options.year);
      if (!/^\d{4}$/.test(options.year)) throw new WrongChoice(`--year takes a year such as 2025, not ${options.year}.`);
      const chosen = chooseStore(database, options);
      openToRead(chosen.file, chosen.key).close();
      refuseWhileInUse(chosen);
      const opened = openStoreDatabase(chosen);
      if (!opened.ok) throw new WrongChoice(JSON.stringify(opened.error));
      try {
        say(`Archiving ${year} …`);
        const archived = archiveYear({ connection: opened.value, table: findJournalTable(opened.value), year, acknowledgedPlace: options.withoutHeadOffice ? null : (acknowledgedPlaceOf(opened.value) ?? 0) });
        answer(options.json, archived, archived.ok ? `${archived.value.entries} entries of ${year} are in ${archived.value.file}.` : `Nothing was archived: ${refusalWords(archived.error)}`);
        return archived.ok ? 0 : 1;
      } finally {
        opened.value.close();
      }
    }));
};

function refusalWords(refusal: ArchiveRefusal): string {
  switch (refusal.kind) {
    case 'year-not-over': return 'no business day after that year is in the journal yet.';
    case 'archived-already': return 'that year, or a later one, is archived already.';
    case 'nothing-to-archive': return 'the journal holds nothing of that year or before.';
    case 'year-not-closed': return `its last trading day, ${refusal.lastDay}, was not closed.`;
    case 'not-acknowledged': return `head office has acknowledged through place ${refusal.acknowledgedPlace} and the year ends at ${refusal.throughPlace}. Let the store come into step, stop it, and try again.`;
  }
}

function readAnchors(file: string): readonly JournalHead[] {
  try {
    return headsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new WrongChoice(`${file} holds no heads: ${error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message}`);
  }
}

const wordsOf = (verdict: JournalVerdict): string =>
  verdict.ok
    ? `The journal is whole: ${verdict.entries} entries. 流水完整。\n${verdict.heads.map(({ terminalId, sequence, hash }) => `  ${terminalId} ends at ${sequence}, ${hash}`).join('\n')}`
    : `The journal is NOT whole: entry ${verdict.position}${verdict.entryId === null ? '' : ` (${verdict.entryId})`}: ${verdict.fault}, ${verdict.detail}. 流水不完整。`;
