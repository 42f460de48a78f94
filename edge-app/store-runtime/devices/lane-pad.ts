import type { TagRead } from 'hardware-drivers/rfid-reader/rfid-reader-event.ts';
import { openTagPresence, usualTagPresence } from 'retail-model/rfid/tag-presence.ts';

/** Tags that arrive within this time enter the basket together, so that a basket put down is read at once. */
const GATHER_MS = 120;

/** The RFID pad of one lane: smoothed arrivals, gathered for a moment, told as one basket. A stray read of a passing tag is no arrival. */
export function openLanePad(parts: { readonly nowMs: () => number; readonly later: (ms: number, task: () => void) => () => void; readonly onTags: (epcs: readonly string[]) => void }) {
  const presence = openTagPresence({ ...usualTagPresence, departAfterMs: 5_000, maxTags: 2_000 });
  let gathered: string[] = [];
  let cancel: (() => void) | null = null;

  const tell = (): void => {
    cancel = null;
    const epcs = gathered;
    gathered = [];
    parts.onTags(epcs);
  };

  return {
    read(event: TagRead): void {
      for (const happened of presence.read({ epc: event.epc, tid: event.tid, location: 'pad', rssiDbm: event.rssiDbm, atMs: event.readAtMs })) {
        if (happened.kind !== 'tag-arrived') continue;
        gathered.push(happened.epc);
        cancel ??= parts.later(GATHER_MS, tell);
      }
    },
    passTime: (): void => void presence.passTime(parts.nowMs()),
    close(): void {
      cancel?.();
    },
  };
}
export type LanePad = ReturnType<typeof openLanePad>;
