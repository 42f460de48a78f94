import { splitAimId, type IdentifiedText } from './aim-identifier.ts';

/**
 * A scanner that types like a keyboard, told from a person by its speed: an engineer's last choice, since the group separator of GS1
 * is lost on most keyboard layouts.
 */
export interface WedgeSettings {
  /** A person types slower than this. */
  readonly longestGapMs: number;
  readonly fewestCharacters: number;
}

export const usualWedgeSettings: WedgeSettings = { longestGapMs: 35, fewestCharacters: 6 };

export interface WedgeState {
  readonly typed: string;
  readonly lastKeyAtMs: number;
}

export const quietWedge: WedgeState = { typed: '', lastKeyAtMs: Number.NEGATIVE_INFINITY };

const charactersLimit = 512;

/** One key as a browser names it ('a', 'Enter', 'Shift'). A scan comes with the Enter or Tab that ends a fast run of keys; otherwise a person typed. */
export const stepWedge = (state: WedgeState, key: string, atMs: number, settings: WedgeSettings): { readonly state: WedgeState; readonly scan: IdentifiedText | null } => {
  const inTime = atMs - state.lastKeyAtMs <= settings.longestGapMs;
  if (key === 'Enter' || key === 'Tab') {
    const isScan = inTime && state.typed.length >= settings.fewestCharacters && state.typed.length <= charactersLimit;
    return { state: quietWedge, scan: isScan ? splitAimId(state.typed) : null };
  }
  // Shift and its like come between the characters of a scan and say nothing themselves.
  if (Array.from(key).length !== 1) return { state: inTime ? { ...state, lastKeyAtMs: atMs } : state, scan: null };
  const typed = inTime ? (state.typed + key).slice(0, charactersLimit + 1) : key;
  return { state: { typed, lastKeyAtMs: atMs }, scan: null };
};
