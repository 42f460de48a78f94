import type { ScaleReading } from 'retail-model/api/store-views.ts';
import type { laneText } from './lane-text.ts';

/** What to do at the scale now, as a key of the lane's words. */
export function scaleWordsKey(scale: ScaleReading): Extract<keyof typeof laneText, `scale-${string}`> {
  if (!scale.online) return 'scale-offline';
  return `scale-${scale.status}`;
}

/** Whether the weight may be taken: the scale rests on something above zero. */
export const isWeightReady = (scale: ScaleReading): boolean => scale.online && scale.status === 'stable' && scale.grams !== null && scale.grams > 0;
