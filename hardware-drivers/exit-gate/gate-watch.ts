/** How a gate decides that somebody went through, and with what. */
export interface GateWatchOptions {
  /** Input ports from 1; `outer` tells the direction and may be missing. Without an eye (null) tags alone open a crossing. */
  readonly photoEye: { readonly inner: number; readonly outer: number | null; readonly brokenIs: 'active' | 'inactive' } | null;
  /** Tags seen so long before the beam broke belong to the crossing. */
  readonly beforeMs: number;
  /** A crossing goes on so long after the beam closed again. */
  readonly afterMs: number;
  /** The first word comes so long after the beam broke: an alarm must sound while the person is still there. */
  readonly decideAfterMs: number;
  /** Weaker reads are the shelf behind the gate. */
  readonly minRssiDbm: number;
  /** A tag read without a pause for so long hangs beside the gate and crosses nothing. */
  readonly ambientAfterMs: number;
}

export const usualGateWatch: Omit<GateWatchOptions, 'photoEye'> =
  { beforeMs: 1_500, afterMs: 700, decideAfterMs: 200, minRssiDbm: -65, ambientAfterMs: 20_000 };

export interface GateTag {
  readonly epc: string;
  readonly tid: string | null;
  readonly bestRssiDbm: number | null;
  readonly reads: number;
}

/** Somebody crossed. A long crossing is told in parts: each tag is in exactly one of them. */
export interface GateCrossing {
  /** Counts up from 1 since the gate was opened. */
  readonly crossing: number;
  readonly part: 'first' | 'further';
  readonly direction: 'out' | 'in' | 'unknown';
  readonly tags: readonly GateTag[];
  readonly beganAtMs: number;
  readonly decidedAtMs: number;
}

export interface GateWatch {
  tagRead(read: { readonly epc: string; readonly tid: string | null; readonly rssiDbm: number | null; readonly atMs: number }): void;
  inputChanged(port: number, active: boolean, atMs: number): void;
  /** Call every few tens of milliseconds: decisions come from here. */
  passTime(atMs: number): readonly GateCrossing[];
}

interface SeenTag {
  readonly epc: string;
  tid: string | null;
  bestRssiDbm: number | null;
  reads: number;
  firstSeenAtMs: number;
  lastSeenAtMs: number;
  /** The crossing in which it was told, so that it is told once. */
  toldIn: number;
}
interface OpenCrossing {
  readonly crossing: number;
  readonly beganAtMs: number;
  readonly direction: GateCrossing['direction'];
  endsAtMs: number | null;
  told: boolean;
}

/** Photo-eye and tags together; knows no clock but that of its inputs. An unaccompanied crossing (no tag) is told too, with no tags. */
export const openGateWatch = (options: GateWatchOptions): GateWatch => {
  const seenByEpc = new Map<string, SeenTag>();
  const brokenSinceMs = new Map<number, number>();
  let lastOuterBrokenAtMs = Number.NEGATIVE_INFINITY;
  let lastInnerBrokenAtMs = Number.NEGATIVE_INFINITY;
  let crossings = 0;
  let open: OpenCrossing | null = null;

  const begin = (atMs: number, direction: GateCrossing['direction']): void => {
    open = { crossing: ++crossings, beganAtMs: atMs, direction, endsAtMs: null, told: false };
  };

  const forgetOld = (atMs: number): void => {
    for (const seen of seenByEpc.values()) {
      if (atMs - seen.lastSeenAtMs <= ambientGapMs) break;
      seenByEpc.delete(seen.epc);
    }
  };

  const newTags = (current: OpenCrossing): readonly GateTag[] => [...seenByEpc.values()]
    .filter(seen => seen.toldIn !== current.crossing
      && seen.lastSeenAtMs >= current.beganAtMs - options.beforeMs
      && seen.lastSeenAtMs - seen.firstSeenAtMs < options.ambientAfterMs)
    .map(seen => {
      seen.toldIn = current.crossing;
      return { epc: seen.epc, tid: seen.tid, bestRssiDbm: seen.bestRssiDbm, reads: seen.reads };
    });

  return {
    tagRead: ({ epc, tid, rssiDbm, atMs }) => {
      if (rssiDbm !== null && rssiDbm < options.minRssiDbm) return;
      forgetOld(atMs);
      const known = seenByEpc.get(epc);
      const seen = known ?? { epc, tid: null, bestRssiDbm: null, reads: 0, firstSeenAtMs: atMs, lastSeenAtMs: atMs, toldIn: 0 };
      if (!known && seenByEpc.size >= maxTags) return;
      // To the end: the front is the tag unseen for longest.
      seenByEpc.delete(epc);
      seenByEpc.set(epc, seen);
      seen.tid = tid ?? seen.tid;
      seen.reads++;
      seen.lastSeenAtMs = atMs;
      if (rssiDbm !== null && (seen.bestRssiDbm === null || rssiDbm > seen.bestRssiDbm)) seen.bestRssiDbm = rssiDbm;
      if (options.photoEye) return;
      const isAmbient = atMs - seen.firstSeenAtMs >= options.ambientAfterMs;
      if (!open && !isAmbient) begin(atMs, 'unknown');
      if (open && !isAmbient) open.endsAtMs = atMs + options.afterMs;
    },
    inputChanged: (port, active, atMs) => {
      const eye = options.photoEye;
      if (!eye || (port !== eye.inner && port !== eye.outer)) return;
      const isBroken = active === (eye.brokenIs === 'active');
      if (isBroken) {
        brokenSinceMs.set(port, atMs);
        if (port === eye.inner) lastInnerBrokenAtMs = atMs;
        else lastOuterBrokenAtMs = atMs;
        // The outer beam first is somebody who comes in, or only looks in: the inner beam decides.
        if (!open && port === eye.inner) begin(atMs, directionOf(eye.outer, atMs - lastOuterBrokenAtMs));
        if (open) open.endsAtMs = null;
        return;
      }
      brokenSinceMs.delete(port);
      if (open && brokenSinceMs.size === 0) open.endsAtMs = Math.max(atMs, lastInnerBrokenAtMs) + options.afterMs;
    },
    passTime: atMs => {
      forgetOld(atMs);
      if (!open || atMs - open.beganAtMs < options.decideAfterMs) return [];
      const tags = newTags(open);
      const decided: GateCrossing[] = tags.length > 0 || !open.told
        ? [{ crossing: open.crossing, part: open.told ? 'further' : 'first', direction: open.direction, tags, beganAtMs: open.beganAtMs, decidedAtMs: atMs }]
        : [];
      open.told = true;
      if (open.endsAtMs !== null && atMs >= open.endsAtMs) open = null;
      return decided;
    },
  };
};

/** A tag unseen for so long begins anew: what came back is not what hung there. */
const ambientGapMs = 5_000;
const maxTags = 5_000;
/** Outer beam and then inner beam within this time is somebody who comes in. */
const comingInWithinMs = 2_000;

const directionOf = (outer: number | null, sinceOuterMs: number): GateCrossing['direction'] =>
  outer === null ? 'unknown' : sinceOuterMs <= comingInWithinMs ? 'in' : 'out';
