import type { FeedLine, TerminalHead } from 'retail-model/api/hq-snapshots.ts';
import type { JournalEntryOf } from 'retail-model/journal/entry.ts';
import type { HqView } from './hq-view.ts';
import { quarantineItems } from './quarantine-view.ts';
import { backlogOf, dayFigures, linkOf, namesOf, readStores, stateOf } from './store-figures.ts';

const FEED_LINES = 100;

export const storeView: HqView<'store'> = async (parts, { storeId }) => {
  const { db } = parts.storage;
  const row = (await readStores(parts)).find((store) => store.storeId === storeId);
  if (row === undefined) return null;
  const state = stateOf(row);
  const feed = await db.selectFrom('saleFeed').select('lineText').where('storeId', '=', storeId).orderBy('occurredAtMs', 'desc').orderBy('entryId', 'desc').limit(FEED_LINES).execute();
  const heads = await db.selectFrom('heads').selectAll().where('storeId', '=', storeId).orderBy('terminalId').execute();
  const parked = await db.selectFrom('parked').select(['terminalId', (select) => select.fn.countAll<number>().as('count')]).where('storeId', '=', storeId).groupBy('terminalId').execute();
  const reported = new Map(state?.heads.map((head) => [head.terminalId, head.sequence]));
  const terminalIds = [...new Set([...heads.map((head) => head.terminalId), ...reported.keys()])].sort();
  const terminals: TerminalHead[] = terminalIds.map((terminalId) => {
    const head = heads.find((one) => one.terminalId === terminalId);
    return {
      terminalId, arrivedSequence: head?.sequence ?? 0, reportedSequence: reported.get(terminalId) ?? null,
      parked: Number(parked.find((one) => one.terminalId === terminalId)?.count ?? 0), gapSinceMs: head?.gapSinceMs ?? null,
    };
  });
  return {
    nowMs: parts.nowMs(), asOfMs: row.stateReceivedAtMs ?? row.lastHeardMs, storeId, names: namesOf(row), link: linkOf(parts, row),
    feed: feed.map((line) => JSON.parse(line.lineText) as FeedLine), terminals,
    devicesInTrouble: state?.devicesInTrouble ?? [], quarantine: await quarantineItems(parts, storeId), days: await dayFigures(parts, storeId), version: state?.version ?? null,
    ...backlogOf(parts, row),
  };
};

export const receiptView: HqView<'receipt'> = async (parts, { entryId }) => {
  const [storeId, terminalId, sequence] = entryId.split('-');
  const row = await parts.storage.db.selectFrom('journal').innerJoin('stores', 'stores.storeId', 'journal.storeId').select(['namesText', 'receivedAtMs', 'entryText'])
    .where('journal.storeId', '=', storeId ?? '').where('terminalId', '=', terminalId ?? '').where('sequence', '=', Number(sequence) || 0)
    .where('kind', 'in', ['sale-completed', 'return-completed']).executeTakeFirst();
  return {
    nowMs: parts.nowMs(), asOfMs: row?.receivedAtMs ?? null, storeNames: row === undefined ? null : namesOf(row), receivedAtMs: row?.receivedAtMs ?? null,
    entry: row === undefined ? null : (JSON.parse(row.entryText) as JournalEntryOf<'sale-completed'> | JournalEntryOf<'return-completed'>),
  };
};
