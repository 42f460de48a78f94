/** What a lane may say by sound. Short, quiet, and different enough to know without looking. */
export type SoundCue = 'added' | 'refused' | 'attention' | 'paid' | 'touched';

/** Notes of each cue: frequency in hertz, begin and length in seconds, loudness 0 to 1. */
const notes: Readonly<Record<SoundCue, readonly (readonly [hertz: number, atS: number, lengthS: number, loudness: number])[]>> = {
  added: [[1320, 0, 0.07, 0.12]],
  refused: [[330, 0, 0.12, 0.14], [262, 0.13, 0.18, 0.14]],
  attention: [[660, 0, 0.14, 0.12], [880, 0.16, 0.2, 0.12]],
  paid: [[784, 0, 0.1, 0.1], [988, 0.1, 0.1, 0.1], [1319, 0.2, 0.22, 0.1]],
  touched: [[900, 0, 0.02, 0.04]],
};

export interface SoundCues { readonly play: (cue: SoundCue) => void; readonly turn: (on: boolean) => void; readonly close: () => void }

/** Plays cues through Web Audio. A browser without sound, or before the first touch, stays silent. `openContext` is asked for once, at the first cue. */
export function openSoundCues(openContext: () => AudioContext): SoundCues {
  let context: AudioContext | null = null;
  let on = true;
  return {
    play(cue) {
      if (!on) return;
      context ??= openContext();
      for (const [hertz, atS, lengthS, loudness] of notes[cue]) playNote(context, hertz, context.currentTime + atS, lengthS, loudness);
    },
    turn(now) { on = now; },
    close() { void context?.close(); },
  };
}

function playNote(context: AudioContext, hertz: number, atS: number, lengthS: number, loudness: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  // Rising and falling ends: a note cut short clicks.
  volume.gain.setValueAtTime(0, atS);
  volume.gain.linearRampToValueAtTime(loudness, atS + 0.008);
  volume.gain.exponentialRampToValueAtTime(0.0008, atS + lengthS);
  tone.connect(volume).connect(context.destination);
  tone.start(atS);
  tone.stop(atS + lengthS + 0.01);
}
