import type { TagSighting } from './tag-presence.ts';

/** A tag fixed where one antenna must always see it: "connected" is not "reading". */
export interface ReferenceTag {
  readonly epc: string;
  readonly location: string;
  /** Read at least this often. */
  readonly withinMs: number;
  /** Weaker than this on average is a loose cable or a hand in front. */
  readonly minRssiDbm: number;
}

export type ReferenceTagEvent =
  | { readonly kind: 'antenna-blind'; readonly epc: string; readonly location: string; readonly lastReadAtMs: number | null; readonly atMs: number }
  | { readonly kind: 'antenna-weak'; readonly epc: string; readonly location: string; readonly meanRssiDbm: number; readonly atMs: number }
  | { readonly kind: 'antenna-reading'; readonly epc: string; readonly location: string; readonly atMs: number };

export interface ReferenceTagCheck {
  /** True when this was a reference tag: it is no merchandise and goes no further. */
  read(sighting: TagSighting): boolean;
  /** Changes since the last call. Call about once a second. */
  passTime(atMs: number): readonly ReferenceTagEvent[];
}

/** Watches reference tags from `startedAtMs` on. Tells changes of state only. */
export const openReferenceTagCheck = (tags: readonly ReferenceTag[], startedAtMs: number): ReferenceTagCheck => {
  const watches = tags.map(tag => ({ tag, lastReadAtMs: null as number | null, meanRssiDbm: null as number | null, state: 'reading' as 'reading' | 'weak' | 'blind' }));
  const watched = new Set(tags.map(tag => tag.epc));
  return {
    read: ({ epc, location, rssiDbm, atMs }) => {
      for (const watch of watches) {
        if (watch.tag.epc !== epc || watch.tag.location !== location) continue;
        watch.lastReadAtMs = atMs;
        if (rssiDbm !== null) watch.meanRssiDbm = watch.meanRssiDbm === null ? rssiDbm : watch.meanRssiDbm + (rssiDbm - watch.meanRssiDbm) / smoothedReads;
      }
      return watched.has(epc);
    },
    passTime: atMs => watches.flatMap((watch): readonly ReferenceTagEvent[] => {
      const { epc, location, withinMs, minRssiDbm } = watch.tag;
      const before = watch.state;
      if (atMs - (watch.lastReadAtMs ?? startedAtMs) > withinMs) watch.state = 'blind';
      else if (watch.meanRssiDbm !== null && watch.meanRssiDbm < minRssiDbm) watch.state = 'weak';
      else if (watch.lastReadAtMs !== null) watch.state = 'reading';
      if (watch.state === before) return [];
      switch (watch.state) {
        case 'blind': return [{ kind: 'antenna-blind', epc, location, lastReadAtMs: watch.lastReadAtMs, atMs }];
        case 'weak': return [{ kind: 'antenna-weak', epc, location, meanRssiDbm: Math.round(watch.meanRssiDbm!), atMs }];
        case 'reading': return [{ kind: 'antenna-reading', epc, location, atMs }];
      }
    }),
  };
};

const smoothedReads = 8;
