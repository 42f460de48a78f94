import type { PageName } from './page-route.ts';

/** What a key means when no field has the focus. */
export type KeyIntent = { readonly kind: 'search' } | { readonly kind: 'show-keys' } | { readonly kind: 'go'; readonly page: PageName };

/** `g` is waiting for its letter since `atMs`; null when nothing is begun. */
export type ChordState = { readonly atMs: number } | null;
export interface ChordStep { readonly state: ChordState; readonly intent: KeyIntent | null }

/** The letter after `g` for each page. */
export const pageByLetter: Readonly<Record<string, PageName>> = { t: 'today', s: 'stock', o: 'orders', l: 'labels', d: 'devices', j: 'journal', y: 'system' };

/** A person who pressed `g` and thought for longer meant something else. */
export const chordMs = 1500;

/** Pure: one key pressed, without modifiers and outside of fields. Shift is part of `?`. */
export function stepChord(state: ChordState, key: string, nowMs: number): ChordStep {
  if (state !== null && nowMs - state.atMs <= chordMs) {
    const page = Object.hasOwn(pageByLetter, key) ? pageByLetter[key] : undefined;
    return { state: null, intent: page === undefined ? null : { kind: 'go', page } };
  }
  if (key === 'g') return { state: { atMs: nowMs }, intent: null };
  if (key === '/') return { state: null, intent: { kind: 'search' } };
  if (key === '?') return { state: null, intent: { kind: 'show-keys' } };
  return { state: null, intent: null };
}
