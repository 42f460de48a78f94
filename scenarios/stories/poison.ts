import { openChain, saleOf, sha256Hex } from 'cloud-sync/server/test-head-office.ts';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { inFolder, openScreen, startHeadOffice } from '../head-office/store-and-head-office.ts';
import { openOfficeReader } from '../sync/arrived.ts';
import { openLightStore } from '../sync/light-store.ts';
import { story } from './story.ts';

interface Quarantine { readonly items: readonly { readonly quarantineId: string; readonly documentId: string; readonly reason: string; readonly detail: string; readonly documentText: string }[] }

/** One bad entry among a thousand: it is set aside with its reason, the others arrive, and a repair brings it in. */
export const poison = story({ entries: 1000, place: 500 }, ({ entries, place }, say) => inFolder(async (folder) => {
  const server = await startHeadOffice(folder);
  const store = await openLightStore(server.origin, 's001', await server.createEnrolmentCode('s001'));
  const reader = await openOfficeReader(folder, null);
  const screen = await openScreen(server);
  try {
    const chain = openChain('s001');
    let previousHash: string | null = null;
    const journal = Array.from({ length: entries }, (_, n) => {
      const sale = saleOf(chain, 'tea', 1);
      // What follows the bad entry links to it, as in a journal that was written with it.
      const linked = rehashed(previousHash === null ? sale : { ...sale, previousHash });
      const written = n + 1 === place ? rehashed({ ...linked, body: { ...(linked.body as object), receiptNumber: 7 } as never }) : linked;
      previousHash = written.hash;
      return written;
    });
    store.connect();
    await store.push(journal);
    const before = await reader.arrived();
    say(`${before.entries} arrived, ${before.quarantined} in quarantine: ${JSON.stringify(store.quarantined)}`);

    const { items: rows } = await screen.view<Quarantine>('quarantine', { storeId: null });
    const bad = rows[0]!;
    const repaired = JSON.parse(bad.documentText) as { body: { receiptNumber: unknown } };
    repaired.body.receiptNumber = 'R1';
    const answer = await screen.command('replayQuarantined', { quarantineId: bad.quarantineId, repairedText: JSON.stringify(repaired) });
    const after = await reader.arrived();
    const ok = before.entries === entries - 1 && before.quarantined === 1 && rows.length === 1 && bad.documentId === journal[place - 1]!.id && after.entries === entries && after.quarantined === 0 && after.gapless && after.salesInTakings === entries;
    return { ok, counts: { arrived: before.entries, quarantined: before.quarantined, reason: bad.reason, detail: bad.detail.slice(0, 120), replay: JSON.stringify(answer), afterRepair: after.entries, gapless: after.gapless, salesInTakings: after.salesInTakings } };
  } finally {
    store.close();
    await reader.close();
    await server.close();
  }
}));

const rehashed = (entry: JournalEntry): JournalEntry => ({ ...entry, hash: entryHash(entry, sha256Hex) });
