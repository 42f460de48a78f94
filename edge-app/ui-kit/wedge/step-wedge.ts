/**
 * Tells a scanner that types from a person who types, by timing alone: a wedge scanner sends its keys within a few milliseconds of each other
 * and ends with Enter. Nothing depends on which field has the focus (scanners that type into fields leak their codes into them).
 * A run of keys is judged as a whole, at its Enter: a stutter inside a code must not cut it into a shorter, wrong code.
 */
export interface WedgeState { readonly text: string; readonly startedAtMs: number; readonly lastAtMs: number; readonly quickInARow: number }
export const emptyWedge: WedgeState = { text: '', startedAtMs: 0, lastAtMs: Number.NEGATIVE_INFINITY, quickInARow: 0 };

export interface WedgeKey { readonly key: string; readonly ctrl: boolean; readonly atMs: number }
export interface WedgeStep {
  readonly state: WedgeState;
  /** A whole code, when this key ended one. */
  readonly code: string | null;
  /** The key belongs to a scanner beyond doubt and must not reach the page. */
  readonly taken: boolean;
}

/** A pause that ends a run: shorter than a person's between two entries, longer than any stutter of a scanner. */
const LONGEST_PAUSE_MS = 300;
/** The mean pause inside a scan. Fast typists come to 80 ms; slow Bluetooth wedges send a key every 20 to 30 ms. */
const LONGEST_MEAN_MS = 40;
/** Two keys of a person may overlap; four of them do not. */
const CERTAIN_QUICK_KEYS = 3;
const SHORTEST_CODE = 4;
const LONGEST_CODE = 512;
/** How the GS1 group separator arrives from a keyboard: as Ctrl+] (ASCII 29 as control code). */
const GROUP_SEPARATOR = '\u001d';

export function stepWedge(state: WedgeState, { key, ctrl, atMs }: WedgeKey): WedgeStep {
  const pauseMs = atMs - state.lastAtMs;
  const goesOn = pauseMs <= LONGEST_PAUSE_MS;
  if (key === 'Enter') {
    const code = goesOn && isScan(state) ? state.text : null;
    return { state: emptyWedge, code, taken: code !== null };
  }
  const letter = letterOf(key, ctrl);
  // Shift, and whatever control keys a scanner adds, neither belong to the code nor end it.
  if (letter === null) return { state: goesOn ? state : emptyWedge, code: null, taken: false };
  if (!goesOn) return { state: { text: letter, startedAtMs: atMs, lastAtMs: atMs, quickInARow: 0 }, code: null, taken: false };
  const quickInARow = pauseMs <= LONGEST_MEAN_MS ? state.quickInARow + 1 : 0;
  // One letter more than any code marks a run that is none; it need not be kept longer.
  const text = (state.text + letter).slice(0, LONGEST_CODE + 1);
  return { state: { text, startedAtMs: state.startedAtMs, lastAtMs: atMs, quickInARow }, code: null, taken: quickInARow >= CERTAIN_QUICK_KEYS };
}

const isScan = ({ text, startedAtMs, lastAtMs }: WedgeState): boolean =>
  text.length >= SHORTEST_CODE && text.length <= LONGEST_CODE && lastAtMs - startedAtMs <= LONGEST_MEAN_MS * (text.length - 1);

function letterOf(key: string, ctrl: boolean): string | null {
  if (ctrl) return key === ']' ? GROUP_SEPARATOR : null;
  return key.length === 1 ? key : null;
}
