import { describe, expect, it } from 'vitest';
import { filterLabels, signalBars, type Label } from './label-filter.ts';

const label = (labelId: string, change: Partial<Label>): Label => ({
  labelId, product: null, state: 'shown', wantedMinor: null, shownMinor: null, shownAtMs: null, attempts: 0, batteryMillivolt: 2950, batteryLow: false, rssiDbm: -60, lastSeenMs: 0, pictureUrl: null, widthPx: 296, heightPx: 128, ...change,
});
const ids = (labels: readonly Label[]) => labels.map(({ labelId }) => labelId);

describe('labels', () => {
  const labels = [label('0000000000A1', {}), label('0000000000A2', { state: 'failed' }), label('0000000000A3', { state: 'sending' }), label('0000000000A4', { state: 'unbound' }), label('0000000000A5', { batteryLow: true }), label('0000000000A6', { state: 'silent' })];
  it('stand worst first', () => expect(ids(filterLabels(labels, 'all', ''))).toEqual(['0000000000A2', '0000000000A6', '0000000000A3', '0000000000A4', '0000000000A5', '0000000000A1']));
  it('are filtered by what has to be done', () => {
    expect(ids(filterLabels(labels, 'trouble', ''))).toEqual(['0000000000A2', '0000000000A6']);
    expect(ids(filterLabels(labels, 'battery', ''))).toEqual(['0000000000A5']);
    expect(ids(filterLabels(labels, 'unbound', ''))).toEqual(['0000000000A4']);
    expect(ids(filterLabels(labels, 'waiting', ''))).toEqual(['0000000000A3']);
  });
  it('are found by their address as printed, with colons', () => expect(ids(filterLabels(labels, 'all', '00:00:00:00:00:a4'))).toEqual(['0000000000A4']));
  it('show their signal in bars', () => expect([null, -55, -65, -75, -95].map(signalBars)).toEqual([0, 4, 3, 2, 1]));
});
