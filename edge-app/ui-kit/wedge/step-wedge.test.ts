import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyWedge, stepWedge } from './step-wedge.ts';

/** Types `keys` with the given pauses and tells which codes came of it. */
function typed(keys: readonly { readonly key: string; readonly ctrl?: boolean; readonly afterMs: number }[]): readonly string[] {
  const codes: string[] = [];
  let state = emptyWedge;
  let atMs = 1_000;
  for (const { key, ctrl = false, afterMs } of keys) {
    atMs += afterMs;
    const step = stepWedge(state, { key, ctrl, atMs });
    state = step.state;
    if (step.code !== null) codes.push(step.code);
  }
  return codes;
}
const burst = (text: string, gapMs: number) => [...text].map((key, place) => ({ key, afterMs: place === 0 ? 5_000 : gapMs }));
const enter = (afterMs: number) => ({ key: 'Enter', afterMs });

describe('a wedge scanner', () => {
  it('gives its code whatever is in it and however slowly it may type', () => {
    const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)), minLength: 4, maxLength: 512 });
    fc.assert(fc.property(printable, fc.integer({ min: 0, max: 40 }), (text, gapMs) => { expect(typed([...burst(text, gapMs), enter(gapMs)])).toEqual([text]); }));
  });

  it('is not a person who types and presses Enter', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9a-z]{4,20}$/), fc.integer({ min: 41, max: 2_000 }), (text, gapMs) => { expect(typed([...burst(text, gapMs), enter(gapMs)])).toEqual([]); }));
  });

  it('ends its code with Enter at once, not with a key that comes later', () => { expect(typed([...burst('6901234567892', 5), enter(900)])).toEqual([]); });

  it('is never cut short by a stutter: the whole code or none', () => {
    const stuttering = fc.tuple(fc.stringMatching(/^[0-9]{8,24}$/), fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 24, maxLength: 24 }));
    fc.assert(fc.property(stuttering, ([text, pauses]) => {
      const codes = typed([...[...text].map((key, place) => ({ key, afterMs: place === 0 ? 5_000 : pauses[place]! })), enter(5)]);
      expect(codes.length === 0 || codes[0] === text).toBe(true);
    }));
    expect(typed([...burst('690123', 5), { key: '4', afterMs: 120 }, ...[...'567892'].map((key) => ({ key, afterMs: 5 })), enter(5)])).toEqual(['6901234567892']);
  });

  it('keeps two codes apart', () => { expect(typed([...burst('11112222', 5), enter(5), ...burst('33334444', 5), enter(5)])).toEqual(['11112222', '33334444']); });

  it('keeps a GS1 group separator and ignores the other control keys', () => {
    const keys = [...burst('0109521234000013', 5), { key: 'Shift', afterMs: 5 }, { key: ']', ctrl: true, afterMs: 5 }, { key: 'F8', afterMs: 5 }, ...[...'10A1'].map((key) => ({ key, afterMs: 5 })), enter(5)];
    expect(typed(keys)).toEqual(['0109521234000013\u001d10A1']);
  });

  it('does not take what is longer than any code', () => { expect(typed([...burst('9'.repeat(513), 1), enter(1)])).toEqual([]); });

  it('takes its keys from the page once it is certain, and never a key that two fingers overlapped', () => {
    let state = emptyWedge;
    const taken = [0, 5, 10, 15, 20].map((atMs) => {
      const step = stepWedge(state, { key: '6', ctrl: false, atMs });
      state = step.state;
      return step.taken;
    });
    expect(taken).toEqual([false, false, false, true, true]);
  });
});
