import type { LaneView } from 'retail-model/api/store-views.ts';
import { isCalmNotice } from 'edge-app/ui-kit/text/lane-notice-words.ts';
import type { SoundCue } from 'edge-app/ui-kit/sound-cues.ts';

/** What the lane should sound like between two snapshots, the weightiest first; null when nothing was worth a sound. */
export function laneCue(before: LaneView | null, now: LaneView): SoundCue | null {
  if (!before) return null;
  if (now.state === 'finished' && before.state !== 'finished') return 'paid';
  if (now.helps.some((help) => !before.helps.some((one) => one.interventionId === help.interventionId))) return 'attention';
  if (now.notice && now.notice.atMs !== before.notice?.atMs && !isCalmNotice(now.notice.code)) return 'refused';
  return goodsIn(now) > goodsIn(before) || (now.weighing !== null && before.weighing === null) ? 'added' : null;
}

const goodsIn = (view: LaneView): number => (view.basket?.lines ?? []).reduce((sum, line) => sum + (line.soldBy === 'weight' ? 1 : line.units), 0);
