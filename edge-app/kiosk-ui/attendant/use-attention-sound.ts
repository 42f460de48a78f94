import { useEffect, useRef, useState } from 'react';
import type { AttendantView } from 'retail-model/api/store-views.ts';
import { useComfort } from 'edge-app/ui-kit/comfort.tsx';
import { openSoundCues } from 'edge-app/ui-kit/sound-cues.ts';
import { newCalls } from './new-calls.ts';

/** Sounds when a lane newly needs a person, or unpaid goods leave. */
export function useAttentionSound(view: AttendantView | null): void {
  const { comfort } = useComfort();
  const [cues] = useState(() => openSoundCues(() => new AudioContext()));
  const before = useRef<AttendantView | null>(null);
  useEffect(() => { cues.turn(comfort.sound); }, [cues, comfort.sound]);
  useEffect(() => {
    if (view && before.current && newCalls(before.current, view) > 0) cues.play('attention');
    before.current = view;
  }, [cues, view]);
}
