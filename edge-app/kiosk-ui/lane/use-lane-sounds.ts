import { useEffect, useRef, useState } from 'react';
import type { LaneView } from 'retail-model/api/store-views.ts';
import { useComfort } from 'edge-app/ui-kit/comfort.tsx';
import { openSoundCues } from 'edge-app/ui-kit/sound-cues.ts';
import { laneCue } from './lane-cue.ts';

/** Lets the lane be heard: an item taken, a refusal, a person on the way, paid. */
export function useLaneSounds(view: LaneView): void {
  const { comfort } = useComfort();
  const [cues] = useState(() => openSoundCues(() => new AudioContext()));
  const before = useRef<LaneView | null>(null);
  useEffect(() => { cues.turn(comfort.sound); }, [cues, comfort.sound]);
  useEffect(() => {
    const cue = laneCue(before.current, view);
    before.current = view;
    if (cue) cues.play(cue);
  }, [cues, view]);
}
