import type { IdentifiedText } from './aim-identifier.ts';

/** The last code and when it was heard: a scanner whose trigger stutters reads the same code again at once. */
export interface StutterState {
  readonly key: string;
  readonly heardAtMs: number;
}

export const noStutter: StutterState = { key: '', heardAtMs: Number.NEGATIVE_INFINITY };

/** `withinMs` 0 takes every scan. Each repetition counts from the one before: held on the code, a scanner never gets a second item through. */
export const stepStutter = (state: StutterState, scan: IdentifiedText, atMs: number, withinMs: number): { readonly state: StutterState; readonly repeated: boolean } => {
  const key = `${scan.aimId ?? ''} ${scan.text}`;
  return { state: { key, heardAtMs: atMs }, repeated: key === state.key && atMs - state.heardAtMs < withinMs };
};
