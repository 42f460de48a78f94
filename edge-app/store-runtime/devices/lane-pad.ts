import type { TagRead } from 'hardware-drivers/rfid-reader/rfid-reader-event.ts';
import { openTagPresence, usualTagPresence } from 'retail-model/rfid/tag-presence.ts';

/** A basket put down is read within moments: it enters when no further tag has arrived for so long, at the latest after `MOST_GATHER_MS`. */
const GATHER_MS = 150;
const MOST_GATHER_MS = 700;

/** The RFID pad of one lane: smoothed arrivals, gathered for a moment, told as one basket. A stray read of a passing tag is no arrival. */
export function openLanePad(parts: { readonly nowMs: () => number; readonly later: (ms: number, task: () => void) => () => void; readonly onTags: (epcs: readonly string[]) => void }) {
  const presence = openTagPresence({ ...usualTagPresence, departAfterMs: 5_000, maxTags: 2_000 });
  let gathered: string[] = [];
  let cancel: (() => void) | null = null;
  let firstAtMs = 0;

  const tell = (): void => {
    cancel = null;
    const epcs = gathered;
    gathered = [];
    // In the order of their numbers, not of chance: the same basket is the same lines.
    parts.onTags(epcs.sort());
  };

  return {
    read(event: TagRead): void {
      for (const happened of presence.read({ epc: event.epc, tid: event.tid, location: 'pad', rssiDbm: event.rssiDbm, atMs: event.readAtMs })) {
        if (happened.kind !== 'tag-arrived') continue;
        if (gathered.length === 0) firstAtMs = parts.nowMs();
        gathered.push(happened.epc);
        cancel?.();
        cancel = parts.later(Math.max(0, Math.min(GATHER_MS, firstAtMs + MOST_GATHER_MS - parts.nowMs())), tell);
      }
    },
    passTime: (): void => void presence.passTime(parts.nowMs()),
    close(): void {
      cancel?.();
    },
  };
}
export type LanePad = ReturnType<typeof openLanePad>;
