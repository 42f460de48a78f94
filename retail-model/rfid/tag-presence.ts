/** One read of one tag, already mapped from reader and antenna to a place ("gate", "shelf-3"). */
export interface TagSighting {
  /** Upper-case hex. */
  readonly epc: string;
  /** The chip's own number, when the reader gave it. */
  readonly tid: string | null;
  readonly location: string;
  readonly rssiDbm: number | null;
  readonly atMs: number;
}

/**
 * When a stronger signal elsewhere is a move and not a flicker. A new place must be stronger by `thresholdDb` while the old place was
 * read within `holdOffMs`; after that the demand falls by `slopeDbPerMs` with every millisecond, below zero too.
 */
export interface MobilityProfile {
  readonly thresholdDb: number;
  readonly holdOffMs: number;
  /** Negative. */
  readonly slopeDbPerMs: number;
}

/** The default of Intel's RFID inventory service: 6 dB, 500 ms, −0.008 dB/ms. */
const usualMobility: MobilityProfile = { thresholdDb: 6, holdOffMs: 500, slopeDbPerMs: -0.008 };

export interface TagPresenceOptions {
  readonly mobility: MobilityProfile;
  /** Reads that make an arrival; one alone may be a reflection from the street. */
  readonly arriveAfterReads: number;
  /** Reads further apart than this do not add up to an arrival. */
  readonly strayAfterMs: number;
  readonly departAfterMs: number;
  /** Tags remembered at once; beyond it the one unseen for longest is let go, aloud. */
  readonly maxTags: number;
}

export const usualTagPresence: TagPresenceOptions =
  { mobility: usualMobility, arriveAfterReads: 2, strayAfterMs: 10_000, departAfterMs: 600_000, maxTags: 100_000 };

export type TagPresenceEvent =
  | { readonly kind: 'tag-arrived'; readonly epc: string; readonly tid: string | null; readonly location: string; readonly atMs: number }
  | { readonly kind: 'tag-moved'; readonly epc: string; readonly from: string; readonly to: string; readonly atMs: number }
  | { readonly kind: 'tag-departed'; readonly epc: string; readonly location: string; readonly lastSeenAtMs: number; readonly atMs: number;
      readonly because: 'unseen' | 'too-many-tags' }
  /** Two chips carry one EPC: a copied tag, or an encoding mistake. Told once for each further chip. */
  | { readonly kind: 'epc-duplicated'; readonly epc: string; readonly tids: readonly string[]; readonly atMs: number };

export interface PresentTag {
  readonly epc: string;
  readonly tid: string | null;
  readonly location: string;
  readonly arrivedAtMs: number;
  readonly lastSeenAtMs: number;
}

/** Which tags are where. Deterministic: it knows no clock but that of the reads and of `passTime`. */
export interface TagPresence {
  read(sighting: TagSighting): readonly TagPresenceEvent[];
  /** Call about once a second: departures come from here. */
  passTime(atMs: number): readonly TagPresenceEvent[];
  /** Arrived and not departed. */
  present(): readonly PresentTag[];
  /** Tags in memory, strays included: never above `maxTags`. */
  rememberedCount(): number;
}

export const openTagPresence = (options: TagPresenceOptions): TagPresence => {
  // A Map keeps insertion order and every read moves its tag to the end: the front is the tag unseen for longest.
  const trackByEpc = new Map<string, Track>();

  const departure = (track: Track, atMs: number, because: 'unseen' | 'too-many-tags'): readonly TagPresenceEvent[] =>
    track.location === null ? [] : [{ kind: 'tag-departed', epc: track.epc, location: track.location, lastSeenAtMs: track.lastSeenAtMs, atMs, because }];

  const makeRoom = (atMs: number): readonly TagPresenceEvent[] => {
    if (trackByEpc.size < options.maxTags) return [];
    const oldest = trackByEpc.values().next().value!;
    trackByEpc.delete(oldest.epc);
    return departure(oldest, atMs, 'too-many-tags');
  };

  return {
    read: sighting => {
      const known = trackByEpc.get(sighting.epc);
      const left = known ? [] : makeRoom(sighting.atMs);
      const track = known ?? newTrack(sighting.epc);
      if (known) trackByEpc.delete(sighting.epc);
      trackByEpc.set(sighting.epc, track);
      // The usual read changes nothing, and thousands come every second.
      const events = readTrack(track, sighting, options);
      return left.length === 0 ? events : [...left, ...events];
    },
    passTime: atMs => {
      const events: TagPresenceEvent[] = [];
      for (const track of trackByEpc.values()) {
        if (atMs - track.lastSeenAtMs < options.departAfterMs) break;
        trackByEpc.delete(track.epc);
        events.push(...departure(track, atMs, 'unseen'));
      }
      return events;
    },
    present: () => [...trackByEpc.values()].flatMap(({ epc, tids, location, arrivedAtMs, lastSeenAtMs }) =>
      (location === null ? [] : [{ epc, tid: tids[0] ?? null, location, arrivedAtMs, lastSeenAtMs }])),
    rememberedCount: () => trackByEpc.size,
  };
};

/** The signal of one tag at one place: a running mean over the latest reads. */
interface Signal {
  readonly location: string;
  meanDbm: number;
  reads: number;
  lastReadAtMs: number;
}

interface Track {
  readonly epc: string;
  /** At most `maxChips`. */
  tids: string[];
  /** At most `maxPlaces`. */
  signals: Signal[];
  /** Null until it arrived. */
  location: string | null;
  arrivedAtMs: number;
  readsTowardsArrival: number;
  lastSeenAtMs: number;
}

const newTrack = (epc: string): Track =>
  ({ epc, tids: [], signals: [], location: null, arrivedAtMs: 0, readsTowardsArrival: 0, lastSeenAtMs: Number.NEGATIVE_INFINITY });

const maxChips = 4;
const maxPlaces = 4;
const smoothedReads = 8;
/** A place not read for so long begins its mean anew. */
const meanForgottenAfterMs = 5_000;
/** What an antenna hears that does not say how loud. */
const assumedDbm = -60;
const nothing: readonly TagPresenceEvent[] = [];

const readTrack = (track: Track, sighting: TagSighting, options: TagPresenceOptions): readonly TagPresenceEvent[] => {
  const { epc, location } = sighting;
  // Two readers' reports may overtake each other; time does not run backwards for it.
  const atMs = Math.max(sighting.atMs, track.lastSeenAtMs);
  const isNear = atMs - track.lastSeenAtMs <= options.strayAfterMs;
  track.lastSeenAtMs = atMs;
  const duplicated = sighting.tid === null ? nothing : noteChip(track, sighting.tid, atMs);
  const signal = hear(track, location, sighting.rssiDbm ?? assumedDbm, atMs);

  if (track.location === null) {
    track.readsTowardsArrival = isNear ? track.readsTowardsArrival + 1 : 1;
    if (track.readsTowardsArrival < options.arriveAfterReads) return duplicated;
    track.location = strongest(track).location;
    track.arrivedAtMs = atMs;
    return [...duplicated, { kind: 'tag-arrived', epc, tid: track.tids[0] ?? null, location: track.location, atMs }];
  }
  if (track.location === location || !isStronger(track, signal, atMs, options.mobility)) return duplicated;
  const from = track.location;
  track.location = location;
  return [...duplicated, { kind: 'tag-moved', epc, from, to: location, atMs }];
};

const isStronger = (track: Track, there: Signal, atMs: number, { thresholdDb, holdOffMs, slopeDbPerMs }: MobilityProfile): boolean => {
  const here = track.signals.find(signal => signal.location === track.location);
  if (!here) return true;
  const beyondHoldOffMs = Math.max(0, atMs - here.lastReadAtMs - holdOffMs);
  return there.meanDbm > here.meanDbm + thresholdDb + slopeDbPerMs * beyondHoldOffMs;
};

const hear = (track: Track, location: string, rssiDbm: number, atMs: number): Signal => {
  let signal = track.signals.find(one => one.location === location);
  if (!signal) {
    if (track.signals.length >= maxPlaces) dropOldestPlace(track);
    signal = { location, meanDbm: rssiDbm, reads: 0, lastReadAtMs: atMs };
    track.signals.push(signal);
  }
  if (atMs - signal.lastReadAtMs > meanForgottenAfterMs) signal.reads = 0;
  signal.reads = Math.min(signal.reads + 1, smoothedReads);
  signal.meanDbm += (rssiDbm - signal.meanDbm) / signal.reads;
  signal.lastReadAtMs = atMs;
  return signal;
};

/** Never the place where the tag is. */
const dropOldestPlace = (track: Track): void => {
  const others = track.signals.filter(signal => signal.location !== track.location);
  const oldest = others.reduce((a, b) => (b.lastReadAtMs < a.lastReadAtMs ? b : a));
  track.signals = track.signals.filter(signal => signal !== oldest);
};

const strongest = (track: Track): Signal => track.signals.reduce((a, b) => (b.meanDbm > a.meanDbm ? b : a));

const noteChip = (track: Track, tid: string, atMs: number): readonly TagPresenceEvent[] => {
  if (track.tids.includes(tid) || track.tids.length >= maxChips) return nothing;
  track.tids.push(tid);
  return track.tids.length < 2 ? nothing : [{ kind: 'epc-duplicated', epc: track.epc, tids: [...track.tids], atMs }];
};
