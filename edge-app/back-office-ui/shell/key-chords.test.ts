import { describe, expect, it } from 'vitest';
import { chordMs, pageByLetter, stepChord } from './key-chords.ts';
import { pageNames } from './page-route.ts';

describe('keys of the back office', () => {
  it('reach every page by g and a letter', () => {
    expect(Object.values(pageByLetter).toSorted()).toEqual([...pageNames].toSorted());
    for (const [letter, page] of Object.entries(pageByLetter)) {
      const begun = stepChord(null, 'g', 0);
      expect(begun.intent).toBeNull();
      expect(stepChord(begun.state, letter, chordMs)).toEqual({ state: null, intent: { kind: 'go', page } });
    }
  });
  it('forget a g that nothing followed', () => {
    expect(stepChord({ atMs: 0 }, 's', chordMs + 1)).toEqual({ state: null, intent: null });
    expect(stepChord({ atMs: 0 }, '/', chordMs + 1).intent).toEqual({ kind: 'search' });
  });
  it('search with / and explain themselves with ?', () => {
    expect(stepChord(null, '/', 0).intent).toEqual({ kind: 'search' });
    expect(stepChord(null, '?', 0).intent).toEqual({ kind: 'show-keys' });
    expect(stepChord(null, 'toString', 0).intent).toBeNull();
    expect(stepChord({ atMs: 0 }, 'toString', 0).intent).toBeNull();
  });
});
