/**
 * Tells a scanner that types from a person who types, by timing alone: a wedge scanner sends its keys within a few milliseconds of each other
 * and ends with Enter. Nothing depends on which field has the focus (scanners that type into fields leak their codes into them).
 */
export interface WedgeState { readonly text: string; readonly lastAtMs: number }
export const emptyWedge: WedgeState = { text: '', lastAtMs: Number.NEGATIVE_INFINITY };

export interface WedgeKey { readonly key: string; readonly ctrl: boolean; readonly atMs: number }
export interface WedgeStep {
  readonly state: WedgeState;
  /** A whole code, when this key ended one. */
  readonly code: string | null;
  /** The key belongs to a scanner and must not reach the page. */
  readonly taken: boolean;
}

/** The longest pause inside a scan. People seldom come under 60 ms; slow Bluetooth wedges send a key every 20 to 30 ms. */
const LONGEST_GAP_MS = 40;
const SHORTEST_CODE = 4;
const LONGEST_CODE = 512;
/** How the GS1 group separator arrives from a keyboard: as Ctrl+] (ASCII 29 as control code). */
const GROUP_SEPARATOR = '\u001d';

export function stepWedge(state: WedgeState, { key, ctrl, atMs }: WedgeKey): WedgeStep {
  const quick = atMs - state.lastAtMs <= LONGEST_GAP_MS;
  if (key === 'Enter') {
    const code = quick && state.text.length >= SHORTEST_CODE ? state.text : null;
    return { state: emptyWedge, code, taken: code !== null };
  }
  const letter = letterOf(key, ctrl);
  // Shift, and whatever control keys a scanner adds, neither belong to the code nor end it.
  if (letter === null) return { state: quick ? { ...state, lastAtMs: atMs } : emptyWedge, code: null, taken: false };
  const text = quick ? state.text + letter : letter;
  return { state: text.length > LONGEST_CODE ? emptyWedge : { text, lastAtMs: atMs }, code: null, taken: quick };
}

function letterOf(key: string, ctrl: boolean): string | null {
  if (ctrl) return key === ']' ? GROUP_SEPARATOR : null;
  return key.length === 1 ? key : null;
}
