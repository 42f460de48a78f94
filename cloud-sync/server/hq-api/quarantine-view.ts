import type { JournalGap, QuarantineItem } from 'retail-model/api/hq-snapshots.ts';
import type { HqView, ViewParts } from './hq-view.ts';

const ITEMS = 200;
const TEXT_CHARACTERS = 4000;

/** Newest first; open ones before those that are done. */
export async function quarantineItems({ storage: { db } }: ViewParts, storeId: string | null): Promise<QuarantineItem[]> {
  let query = db.selectFrom('quarantine').selectAll().orderBy((order) => order.case().when('state', '=', 'open').then(0).else(1).end()).orderBy('receivedAtMs', 'desc').limit(ITEMS);
  if (storeId !== null) query = query.where('storeId', '=', storeId);
  return (await query.execute()).map(({ quarantineId, storeId: store, terminalId, sequence, documentId, reason, detail, receivedAtMs, state, documentText }) =>
    ({ quarantineId, storeId: store, terminalId, sequence, documentId, reason, detail, receivedAtMs, state, documentText: documentText.slice(0, TEXT_CHARACTERS) }));
}

async function journalGaps({ storage: { db } }: ViewParts, storeId: string | null): Promise<JournalGap[]> {
  let query = db.selectFrom('heads').innerJoin('parked', (join) => join.onRef('parked.storeId', '=', 'heads.storeId').onRef('parked.terminalId', '=', 'heads.terminalId'))
    .select((select) => ['heads.storeId', 'heads.terminalId', 'heads.sequence', 'gapSinceMs', select.fn.min('parked.sequence').as('next')])
    .where('gapSinceMs', 'is not', null).groupBy(['heads.storeId', 'heads.terminalId', 'heads.sequence', 'gapSinceMs']).orderBy('gapSinceMs').limit(ITEMS);
  if (storeId !== null) query = query.where('heads.storeId', '=', storeId);
  return (await query.execute()).map((row) => ({ storeId: row.storeId, terminalId: row.terminalId, fromSequence: row.sequence + 1, toSequence: Number(row.next) - 1, sinceMs: row.gapSinceMs! }));
}

export const quarantineView: HqView<'quarantine'> = async (parts, { storeId }) => {
  const nowMs = parts.nowMs();
  return { nowMs, asOfMs: nowMs, items: await quarantineItems(parts, storeId), gaps: await journalGaps(parts, storeId) };
};
