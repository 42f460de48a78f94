import type { Command } from 'commander';
import { checkProjection, type ProjectionCheck } from 'edge-app/store-runtime/database/check-projection.ts';
import { openFollowers, type Follower } from 'edge-app/store-runtime/database/followers.ts';
import { entriesAfter } from 'edge-app/store-runtime/database/journal-reading.ts';
import { openStoreDatabase } from 'edge-app/store-runtime/database/open-store-database.ts';
import type { Connection } from 'edge-app/store-runtime/database/rx-storage/open-connection.ts';
import { findJournalTable, openToRead } from 'edge-app/store-runtime/database/verify-journal-database.ts';
import { allFollowers } from 'edge-app/store-runtime/followers/all-followers.ts';
import { answer, orSayWhy, say } from './answer.ts';
import { chooseStore, refuseWhileInUse, withStoreOptions, WrongChoice, type StoreOptions } from './store-choice.ts';

type ProjectionOptions = StoreOptions & { readonly timeZone?: string; readonly only?: readonly string[] };
type Checkpoint = { readonly name: string; readonly version: number; readonly place: number };

const PROGRESS_MS = 1_000;

/** `mendian projections`: what the store counts up from its journal (stock, takings, receipts, …). */
export const projectionCommands = (program: Command): void => {
  const projections = program.command('projections').description('What a store counts up from its journal: list, compare, make again. 汇总表。');
  const verb = (name: string, description: string): Command =>
    withStoreOptions(projections.command(`${name} [database]`)).description(description)
      .option('--time-zone <name>', "the store's time zone, as Asia/Shanghai; --config knows it").option('--only <name...>', 'these projections alone');

  verb('list', 'How far each projection has come. The store may run.').action((database: string | undefined, options: ProjectionOptions) => orSayWhy(options.json, () => {
    const { file, key } = chooseStore(database, options);
    const connection = openToRead(file, key);
    try {
      const listed = checkpointsOf(connection).map((one) => ({ ...one, state: entriesAfter({ connection, name: findJournalTable(connection) })(one.place, 1).length > 0 ? 'behind' : 'current' }));
      answer(options.json, { ok: true, projections: listed }, listed.map(({ name, version, place, state }) => `${name.padEnd(18)} version ${version}, at place ${place}, ${state}`).join('\n'));
      return 0;
    } finally {
      connection.close();
    }
  }));

  verb('check', 'Make each projection again beside the live one and compare row by row. The store may run. Ends with 1 when one differs.')
    .action((database: string | undefined, options: ProjectionOptions) => orSayWhy(options.json, async () => {
      const { file, key, timeZone } = chooseStore(database, options);
      const connection = openToRead(file, key);
      try {
        // One read transaction: the tables and the journal of the same moment.
        connection.exec('BEGIN');
        const checkpoints = checkpointsOf(connection);
        const read = entriesAfter({ connection, name: findJournalTable(connection) });
        const checks: ProjectionCheck[] = [];
        for (const follower of chosenFollowers(options, timeZone)) {
          const live = checkpoints.find(({ name, version }) => name === follower.name && version === follower.version);
          if (live === undefined) throw new WrongChoice(`${file} has no projection ${follower.name} of version ${follower.version}: rebuild it.`);
          say(`Folding ${follower.name} …`);
          checks.push(await checkProjection({ connection, follower, read, livePlace: () => live.place, signal: new AbortController().signal }));
        }
        const isEqual = checks.every((check) => check.isEqual);
        answer(options.json, { ok: isEqual, checks }, checks.map((check) => `${check.name.padEnd(18)} ${check.isEqual ? 'equal' : 'DIFFERS'} over ${check.entries} entries`).join('\n'));
        return isEqual ? 0 : 1;
      } finally {
        connection.close();
      }
    }));

  verb('rebuild', 'Drop projections and make them again from the journal. The store must be stopped.').action((database: string | undefined, options: ProjectionOptions) => orSayWhy(options.json, async () => {
    const chosen = chooseStore(database, options);
    const followers = chosenFollowers(options, chosen.timeZone);
    openToRead(chosen.file, chosen.key).close();
    refuseWhileInUse(chosen);
    const opened = openStoreDatabase(chosen);
    if (!opened.ok) throw new WrongChoice(JSON.stringify(opened.error));
    const connection = opened.value;
    try {
      const journal = { connection, name: findJournalTable(connection) };
      const running = openFollowers({ journal, followers, nowMs: () => Date.now(), onTrouble: (name, error) => say(`${name}: ${error instanceof Error ? error.message : String(error)}`) });
      const progress = setInterval(() => say(running.states().map(({ name, place }) => `${name} at ${place}`).join(', ')), PROGRESS_MS);
      try {
        for (const { name } of followers) await running.rebuild(name, new AbortController().signal);
      } finally {
        clearInterval(progress);
      }
      const states = running.states();
      const isWhole = states.every(({ state }) => state === 'current');
      answer(options.json, { ok: isWhole, projections: states }, states.map(({ name, state, place, trouble }) => `${name.padEnd(18)} ${state} at place ${place}${trouble === null ? '' : `: ${trouble.reason} at ${trouble.entryId}`}`).join('\n'));
      return isWhole ? 0 : 1;
    } finally {
      connection.close();
    }
  }));
};

const checkpointsOf = (connection: Connection): readonly Checkpoint[] =>
  connection.prepare('SELECT name, version, place FROM follower_checkpoints ORDER BY name').all() as Checkpoint[];

function chosenFollowers({ timeZone, only }: ProjectionOptions, configured: string | null): readonly Follower[] {
  const zone = timeZone ?? configured;
  if (zone === null) throw new WrongChoice("Name the store's time zone with --time-zone, or its configuration with --config: days are counted in it.");
  const followers = allFollowers(zone);
  const unknown = only?.find((name) => !followers.some((follower) => follower.name === name));
  if (unknown !== undefined) throw new WrongChoice(`There is no projection ${unknown}. Known: ${followers.map(({ name }) => name).join(', ')}`);
  return followers.filter(({ name }) => only === undefined || only.includes(name));
}
