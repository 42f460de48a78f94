import type { PeopleCount } from './hikvision-codec.ts';

/** People of a stretch of time, each told once. */
export interface VisitorsCounted {
  /** The camera's address: 12 upper-case hex digits. */
  readonly camera: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly enter: number;
  readonly exit: number;
  readonly pass: number;
}

export interface VisitorLedger {
  /** Null when nothing new is told: a repeated push, a first total, an unchanged total. `receivedAtMs` dates totals, which carry no time. */
  note(count: PeopleCount, receivedAtMs: number): VisitorsCounted | null;
}

interface Totals {
  readonly enter: number;
  readonly exit: number;
  readonly pass: number;
  readonly atMs: number;
}

/** A camera repeats a push that was not answered in time: so many minutes are remembered. */
const rememberedRanges = 2_000;
const maxCameras = 64;

/**
 * Makes each count of a camera count once. A `timeRange` is known by camera and start; `realTime` totals become differences, and a total
 * that fell is a camera that began anew (midnight, restart).
 */
export const openVisitorLedger = (): VisitorLedger => {
  const seenRanges = new Set<string>();
  const totalsByCamera = new Map<string, Totals>();

  const noteTotals = (camera: string, now: Totals): VisitorsCounted | null => {
    const before = totalsByCamera.get(camera);
    if (!before && totalsByCamera.size >= maxCameras) return null;
    totalsByCamera.set(camera, now);
    if (!before) return null;
    const hasBegunAnew = now.enter < before.enter || now.exit < before.exit;
    const base = hasBegunAnew ? { enter: 0, exit: 0, pass: 0 } : before;
    const counted = { enter: now.enter - base.enter, exit: now.exit - base.exit, pass: Math.max(0, now.pass - base.pass) };
    if (counted.enter + counted.exit + counted.pass === 0) return null;
    return { camera, fromMs: before.atMs, toMs: now.atMs, ...counted };
  };

  return {
    note: (count, receivedAtMs) => {
      const camera = count.mac.replace(/[:-]/g, '').toUpperCase();
      const { enter, exit } = count;
      const pass = count.pass ?? 0;
      if (count.method === 'realTime') return noteTotals(camera, { enter, exit, pass, atMs: receivedAtMs });
      const key = `${camera} ${count.from}`;
      if (seenRanges.has(key)) return null;
      seenRanges.add(key);
      if (seenRanges.size > rememberedRanges) seenRanges.delete(seenRanges.values().next().value!);
      return { camera, fromMs: Date.parse(count.from!), toMs: Date.parse(count.to!), enter, exit, pass };
    },
  };
};
