import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { entryOfDocument } from 'edge-app/store-runtime/database/journal-reading.ts';
import { findJournalTable } from 'edge-app/store-runtime/database/verify-journal-database.ts';
import { openChainCheck } from 'edge-app/store-runtime/database/verify-journal.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { DiskState } from './disk-states.ts';
import { worldInMemory, type OutsideEvent } from './outside-world.ts';
import { openShop, printJobs, sha256Hex, storeFileIn } from './shop.ts';

/** What is wrong after a crash; all zero is what is promised. */
export type Losses = { lost: number; doubled: number; halfDone: number; chainBroken: number };
export const noLosses = (): Losses => ({ lost: 0, doubled: 0, halfDone: 0, chainBroken: 0 });

export function putOnDisk(directory: string, { database, log }: DiskState): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(storeFileIn(directory), database);
  if (log.length > 0) writeFileSync(`${storeFileIn(directory)}-wal`, log);
}

/** Opens the torn disk as SQLite does after a power cut and looks at what is there, before any till has come up. */
export function judgeDisk(directory: string, disk: DiskState, outside: readonly OutsideEvent[], losses: Losses): void {
  putOnDisk(directory, disk);
  const connection = new Database(storeFileIn(directory));
  try {
    if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') losses.chainBroken++;
    const rows = connection.prepare(`SELECT sequence AS place, data FROM "${findJournalTable(connection)}" ORDER BY sequence`).all() as { place: number; data: string }[];
    const entries = rows.map(({ data }) => entryOfDocument(data));
    judgeEntries(entries, outside, losses);
    judgeProjection(connection, rows.map(({ place }, index) => ({ place, entry: entries[index]! })), losses);
  } catch {
    // SQLite itself gives up on the file.
    losses.chainBroken++;
  } finally {
    connection.close();
  }
}

/** Brings a till up on the torn disk, lets it finish what was interrupted, and reconciles it with the bank, the paper and head office. */
export async function judgeRecovery(directory: string, outside: readonly OutsideEvent[], logPages: number, losses: Losses): Promise<void> {
  const world = worldInMemory(outside);
  const shop = await openShop(directory, world, () => undefined, logPages);
  await shop.recover();
  await shop.trade('sale-after-the-crash', 2);
  const entries = await shop.entries();
  await shop.close();
  judgeEntries(entries, world.events(), losses);

  const sold = new Set(entries.flatMap((entry) => (entry.kind === 'sale-completed' ? [entry.body.saleId] : [])));
  const charged = world.events().flatMap((event) => (event.happened === 'charged' ? [event] : []));
  losses.lost += charged.filter(({ saleId }) => !sold.has(saleId)).length;
  losses.doubled += charged.length - new Set(charged.map(({ paymentId }) => paymentId)).size;
  const originals = world.events().flatMap((event) => (event.happened === 'printed' && !event.isCopy ? [event.entryId] : []));
  losses.doubled += originals.length - new Set(originals).size;
  const printed = new Set(world.events().flatMap((event) => (event.happened === 'printed' ? [event.entryId] : [])));
  losses.halfDone += entries.filter((entry) => entry.kind === 'sale-completed' && !printed.has(entry.id)).length;
  const received = new Map(world.events().flatMap((event) => (event.happened === 'received' ? [[event.entryId, event.hash] as const] : [])));
  losses.lost += entries.filter(({ id }) => !received.has(id)).length;
}

function judgeEntries(entries: readonly JournalEntry[], outside: readonly OutsideEvent[], losses: Losses): void {
  const chain = openChainCheck({ sha256Hex, anchors: [] });
  if (entries.some((entry) => chain.check(entry) !== null) || !chain.end().ok) losses.chainBroken++;
  const sales = entries.flatMap((entry) => (entry.kind === 'sale-completed' ? [entry.body.saleId] : []));
  const settled = entries.flatMap((entry) => (entry.kind === 'payment-settled' ? [entry.body.saleId] : []));
  losses.doubled += sales.length - new Set(sales).size;
  losses.halfDone += settled.filter((saleId) => !sales.includes(saleId)).length + sales.filter((saleId) => !settled.includes(saleId)).length;
  const hashes = new Map(entries.map(({ id, hash }) => [id, hash]));
  for (const event of outside) {
    if (event.happened === 'shown-paid' && !sales.includes(event.saleId)) losses.lost++;
    // What head office holds must never be numbered anew with another content.
    if (event.happened === 'received' && hashes.has(event.entryId) && hashes.get(event.entryId) !== event.hash) losses.doubled++;
    if (event.happened === 'received' && !hashes.has(event.entryId)) losses.lost++;
  }
}

/** A projection may be behind, but it is exactly what the entries up to its checkpoint say. */
function judgeProjection(connection: Database.Database, placed: readonly { place: number; entry: JournalEntry }[], losses: Losses): void {
  const place = connection.prepare('SELECT place FROM follower_checkpoints WHERE name = ?').pluck().get(printJobs.name) as number;
  const again = new Database(':memory:');
  printJobs.createTables(again);
  for (const { entry } of placed.filter((each) => each.place <= place)) printJobs.fold(entry, again);
  const content = (of: Database.Database): string => JSON.stringify(of.prepare('SELECT * FROM print_job ORDER BY entry_id').all());
  if (content(connection) !== content(again)) losses.halfDone++;
  again.close();
}
