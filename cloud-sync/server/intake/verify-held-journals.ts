import { entryHash, type Sha256Hex } from 'retail-model/journal/entry-hash.ts';
import { GENESIS_HASH, parseJournalEntry } from 'retail-model/journal/entry.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';

const PAGE = 1000;

export interface JournalFault { readonly storeId: string; readonly terminalId: string; readonly sequence: number; readonly fault: 'hash' | 'link' | 'missing' | 'contradicts-signed-head' }
export interface VerifiedJournals { readonly terminals: number; readonly entries: number; readonly signedHeads: number; readonly repaired: number; /** At most 1,000. */ readonly faults: readonly JournalFault[] }

/**
 * Reads every journal that head office holds from its first entry: hashes, links, places, and the signed heads. A place that lies in quarantine is no fault
 * of the journal; a repaired entry keeps the hash of its original, which lies there too.
 */
export async function verifyHeldJournals({ db }: CloudStorage, sha256Hex: Sha256Hex): Promise<VerifiedJournals> {
  const faults: JournalFault[] = [];
  let [entries, repaired, signedHeads] = [0, 0, 0];
  const terminals = await db.selectFrom('heads').select(['storeId', 'terminalId', 'sequence']).orderBy('storeId').orderBy('terminalId').execute();
  for (const { storeId, terminalId, sequence: through } of terminals) {
    const note = (sequence: number, fault: JournalFault['fault']) => { if (faults.length < 1000) faults.push({ storeId, terminalId, sequence, fault }); };
    const anchors = new Map((await db.selectFrom('anchors').select(['sequence', 'hash']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).execute()).map((row) => [row.sequence, row.hash]));
    const known = await db.selectFrom('quarantine').select(['sequence', 'throughSequence']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', 'is not', null).execute();
    const isQuarantined = (place: number) => known.some(({ sequence, throughSequence }) => place >= sequence! && place <= (throughSequence ?? sequence!));
    signedHeads += anchors.size;
    let place = 0;
    let hash: string | null = GENESIS_HASH;
    for (;;) {
      const rows = await db.selectFrom('journal').select(['sequence', 'hash', 'previousHash', 'entryText', 'repaired']).where('storeId', '=', storeId).where('terminalId', '=', terminalId).where('sequence', '>', place).orderBy('sequence').limit(PAGE).execute();
      for (const row of rows) {
        for (let skipped = place + 1; skipped < row.sequence; skipped += 1) {
          if (!isQuarantined(skipped)) note(skipped, 'missing');
          hash = null;
        }
        if (hash !== null && row.previousHash !== hash) note(row.sequence, 'link');
        if (row.repaired === 1) repaired += 1;
        else if (!isItself(row.entryText, row.hash, sha256Hex)) note(row.sequence, 'hash');
        const signed = anchors.get(row.sequence);
        if (signed !== undefined && signed !== row.hash) note(row.sequence, 'contradicts-signed-head');
        [place, hash] = [row.sequence, row.hash];
        entries += 1;
      }
      if (rows.length < PAGE) break;
    }
    for (let lost = place + 1; lost <= through; lost += 1) if (!isQuarantined(lost)) note(lost, 'missing');
  }
  return { terminals: terminals.length, entries, signedHeads, repaired, faults };
}

function isItself(text: string, hash: string, sha256Hex: Sha256Hex): boolean {
  try {
    const entry = parseJournalEntry(JSON.parse(text));
    return entry.hash === hash && entryHash(entry, sha256Hex) === hash;
  } catch {
    return false;
  }
}
