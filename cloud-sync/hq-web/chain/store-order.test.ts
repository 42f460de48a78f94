import { describe, expect, it } from 'vitest';
import type { ChainStore } from 'retail-model/api/hq-snapshots.ts';
import { byTrouble, hasAllArrived } from './store-order.ts';

const store = (storeId: string, change: Partial<ChainStore>): ChainStore => ({
  storeId, names: { zh: '店', en: 'Shop' }, link: 'live', asOfMs: 1000, businessDay: '2026-11-22', takingsTodayMinor: 500, basketsToday: 2, arrivedTakingsMinor: 500, arrivedBaskets: 2, stockOuts: 0, devicesInTrouble: 0,
  labelsWaiting: 0, labelsInTrouble: 0, quarantined: 0, gaps: 0, ordersToday: 0, entriesWaiting: 0, bytesWaiting: 0, oldestWaitingMs: null, expectedDrainMs: null, ...change,
});

describe('the board', () => {
  it('shows trouble first, then who was not heard of longest', () => {
    const stores = [store('b', {}), store('a', {}), store('silent', { link: 'silent' }), store('bad', { quarantined: 2 }), store('late', { asOfMs: 10 })];
    expect(stores.toSorted(byTrouble).map(({ storeId }) => storeId)).toEqual(['bad', 'silent', 'late', 'a', 'b']);
  });
  it('says that all has arrived only when it adds up', () => {
    expect(hasAllArrived(store('a', {}))).toBe(true);
    expect(hasAllArrived(store('a', { arrivedTakingsMinor: 499 }))).toBe(false);
    expect(hasAllArrived(store('a', { entriesWaiting: 1 }))).toBe(false);
  });
});
