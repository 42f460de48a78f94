import { readPage } from 'cloud-sync/server/storage/reference-documents.ts';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import { GENESIS_HASH, parseJournalEntry, type JournalEntry } from 'retail-model/journal/entry.ts';
import { addTakings, noTakings, takingsOf } from 'retail-model/kpi/takings.ts';
import { stockMovementsOf } from 'retail-model/stock/stock-movements.ts';
import { sha256Hex, type SimulatedHeadOffice } from './simulated-head-office.ts';
import type { SimulatedStore } from './simulated-store.ts';

/** What must hold once all is quiet. Answers what does not, in words. */
export async function judgeWorld(office: SimulatedHeadOffice, stores: readonly SimulatedStore[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const equal = (what: string, here: unknown, there: unknown): void => { if (JSON.stringify(here) !== JSON.stringify(there)) wrong.push(`${what}: ${short(here)} in the store, ${short(there)} at head office`); };

  for (const { table, rows } of [{ table: 'parked', rows: await office.db.selectFrom('parked').select('sequence').execute() }, { table: 'quarantine', rows: await office.db.selectFrom('quarantine').select(['documentId', 'reason']).execute() }]) {
    if (rows.length > 0) wrong.push(`${rows.length} in ${table}: ${short(rows[0])}`);
  }
  for (const store of stores) {
    const { storeId } = store;
    const journal = sorted((await store.documents('journal')).map(({ _deleted, _rev, _meta, _attachments, ...entry }) => parseJournalEntry(entry)));
    const rows = await office.db.selectFrom('journal').select('entryText').where('storeId', '=', storeId).execute();
    const arrived = sorted(rows.map((row) => parseJournalEntry(JSON.parse(row.entryText))));
    equal(`${storeId} journal`, journal.map(({ id, hash }) => [id, hash]), arrived.map(({ id, hash }) => [id, hash]));
    wrong.push(...brokenChains(arrived));
    const backlog = store.life()!.waiting.backlog();
    if (backlog.entriesWaiting !== 0) wrong.push(`${storeId} says that ${backlog.entriesWaiting} wait`);

    const stock = await office.db.selectFrom('stock').select(['productId', 'units']).where('storeId', '=', storeId).orderBy('productId').execute();
    equal(`${storeId} stock`, [...stockOf(journal)].sort(byName), stock.map(({ productId, units }) => [productId, units]));
    const takings = await office.db.selectFrom('takings').select(['takingsMinor', 'sales', 'returns']).where('storeId', '=', storeId).execute();
    const kept = journal.map(takingsOf).filter((one) => one !== null).reduce(addTakings, noTakings);
    equal(`${storeId} takings`, [kept.takingsMinor, kept.sales, kept.returns], [sum(takings.map((day) => day.takingsMinor)), sum(takings.map((day) => day.sales)), sum(takings.map((day) => day.returns))]);
    equal(`${storeId} points`, [...pointsOf(journal)].sort(byName), [...pointsOf(arrived)].sort(byName));

    const published = (await readPage(office.db, storeId, 'prices', 0, 100_000)).documents;
    const held = await store.documents('prices');
    const shown = (documents: readonly Readonly<Record<string, unknown>>[]) => documents.map(({ id, amountMinor }) => [String(id), amountMinor] as const).sort(byName);
    equal(`${storeId} prices`, shown(held), shown(published));
  }
  return wrong;
}

const byName = (left: readonly [string, unknown], right: readonly [string, unknown]): number => (left[0] < right[0] ? -1 : 1);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const short = (value: unknown): string => { const text = JSON.stringify(value); return text.length > 300 ? `${text.slice(0, 150)} … ${text.slice(-150)}` : text; };
const sorted = (entries: JournalEntry[]): JournalEntry[] => entries.sort((left, right) => (left.id < right.id ? -1 : 1));

function stockOf(entries: readonly JournalEntry[]): Map<string, number> {
  const stock = new Map<string, number>();
  for (const { productId, units } of entries.flatMap(stockMovementsOf)) stock.set(productId, (stock.get(productId) ?? 0) + units);
  return stock;
}

function pointsOf(entries: readonly JournalEntry[]): Map<string, number> {
  const points = new Map<string, number>();
  for (const { kind, body } of entries) {
    if (kind === 'sale-completed' && body.memberId !== null) points.set(body.memberId, (points.get(body.memberId) ?? 0) + body.pointsEarned);
    if (kind === 'return-completed' && body.memberId !== null) points.set(body.memberId, (points.get(body.memberId) ?? 0) - body.pointsTaken);
  }
  return points;
}

function brokenChains(entries: readonly JournalEntry[]): string[] {
  const heads = new Map<string, { sequence: number; hash: string }>();
  return entries.flatMap((entry) => {
    const head = heads.get(entry.terminalId) ?? { sequence: 0, hash: GENESIS_HASH };
    heads.set(entry.terminalId, entry);
    return entry.sequence === head.sequence + 1 && entry.previousHash === head.hash && entryHash(entry, sha256Hex) === entry.hash ? [] : [`${entry.id} does not follow ${head.sequence}`];
  });
}
