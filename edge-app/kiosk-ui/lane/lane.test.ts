import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneView } from 'retail-model/api/store-views.ts';
import { enteredCode } from './entered-code.ts';
import { laneCue } from './lane-cue.ts';
import { noteSuggestions } from './note-suggestions.ts';
import { isWeightReady, scaleWordsKey } from './scale-words.ts';

const scale = { online: true, grams: 488, text: '0.488 kg', status: 'stable' } as const;
const idle: LaneView = {
  laneId: 'k1', names: { zh: '自助 1', en: 'Kiosk 1' }, kind: 'kiosk', language: 'en', state: 'idle', staffId: null, basket: null, weighing: null, scale, helps: [], notice: null,
  tender: null, finished: null, cannotSell: null, troubles: [], offers: [], nowMs: 0,
};
const line = (units: number, soldBy: 'each' | 'weight') => ({ lineId: 'l1', units, soldBy }) as unknown as NonNullable<LaneView['basket']>['lines'][number];
const selling = (...lines: NonNullable<LaneView['basket']>['lines']): LaneView => ({ ...idle, state: 'selling', basket: { lines, grossMinor: 0, discountMinor: 0, totalMinor: 0, taxes: [], member: null } });

describe('the lane is heard', () => {
  it('when goods come in, and not when they go', () => {
    expect(laneCue(selling(line(1, 'each')), selling(line(2, 'each')))).toBe('added');
    expect(laneCue(selling(), selling(line(1286, 'weight')))).toBe('added');
    expect(laneCue(selling(line(2, 'each')), selling(line(1, 'each')))).toBeNull();
    expect(laneCue(selling(line(1, 'each')), selling(line(1, 'each')))).toBeNull();
  });
  it('when something is refused, and once only', () => {
    const refused = { ...selling(), notice: { code: 'unknown-code', detail: null, atMs: 5 } } as const;
    expect([laneCue(selling(), refused), laneCue(refused, { ...refused })]).toEqual(['refused', null]);
  });
  it('when a person is called and when it is paid', () => {
    const called: LaneView = { ...selling(), helps: [{ interventionId: 'i1', reason: 'age-check', evidence: idle.names, openedAtMs: 0 }] };
    expect(laneCue(selling(), called)).toBe('attention');
    expect(laneCue(selling(), { ...idle, state: 'finished' })).toBe('paid');
  });
  it('but not at the first look', () => { expect(laneCue(null, selling(line(1, 'each')))).toBeNull(); });
});

describe('suggested notes', () => {
  it('are what people hand over', () => { expect(noteSuggestions(9_250, 4)).toEqual([9_500, 10_000]); expect(noteSuggestions(1_230, 4)).toEqual([1_500, 2_000, 5_000, 10_000]); });
  it('always cover what is due and are never the exact amount', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), (due) => noteSuggestions(due, 4).every((amount) => amount > due && amount % 500 === 0)));
  });
});

describe('a typed code', () => {
  it('is a pay code only while money is asked for', () => {
    expect(enteredCode('tendering', '134567890123456789')).toEqual({ command: 'payByCode', payCode: '134567890123456789' });
    expect(enteredCode('selling', '134567890123456789')).toEqual({ command: 'enterCode', text: '134567890123456789' });
    expect(enteredCode('tendering', '6901234567892')).toEqual({ command: 'enterCode', text: '6901234567892' });
  });
});

describe('the scale', () => {
  it('may be taken only at rest above zero', () => {
    expect(isWeightReady(scale)).toBe(true);
    for (const not of [{ ...scale, status: 'in-motion' }, { ...scale, grams: 0 }, { ...scale, grams: null }, { ...scale, online: false }] as const) expect(isWeightReady(not)).toBe(false);
    expect([scaleWordsKey(scale), scaleWordsKey({ ...scale, online: false }), scaleWordsKey({ ...scale, status: 'under-zero' })]).toEqual(['scale-stable', 'scale-offline', 'scale-under-zero']);
  });
});
