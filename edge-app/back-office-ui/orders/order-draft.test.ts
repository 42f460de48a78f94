import { describe, expect, it } from 'vitest';
import type { ProposedLine } from 'retail-model/api/store-views.ts';
import { approvedLines, orderedCostMinor, orderedUnits, proposedPacks, safeLines } from './order-draft.ts';
import { doubtsOf } from './order-judgement.ts';

const milk: ProposedLine = {
  product: { productId: 'milk-1l', gtin: '09520000000110', plu: null, names: { zh: '鲜牛奶', en: 'Fresh milk' }, category: 'dairy', picture: { shape: 'carton', colour: '#ffffff' }, soldBy: 'each', priceMinor: 1280, ageLimitYears: null },
  onHandUnits: 8, onOrderUnits: 0, proposedUnits: 24, packUnits: 12, costMinor: 21_600, meanDemand: 26, upperDemand: 34, protectionDays: 4, method: 'model', because: { zh: '卖得好', en: 'sells well' },
  history: Array.from({ length: 28 }, () => 6), forecast: [],
};

describe('a draft of an order', () => {
  it('is what was proposed until a person changes packs', () => {
    expect(proposedPacks(milk)).toBe(2);
    expect(orderedUnits(milk, {})).toBe(24);
    expect(orderedUnits(milk, { 'milk-1l': 3 })).toBe(36);
    expect(orderedCostMinor(milk, { 'milk-1l': 3 })).toBe(32_400);
    expect(orderedUnits(milk, { 'milk-1l': 2 })).toBe(24);
  });
  it('never orders nothing', () => expect(approvedLines([milk, { ...milk, product: { ...milk.product, productId: 'b' } }], { b: 0 })).toEqual([{ productId: 'milk-1l', units: 24 }]));
  it('keeps a proposal that is not whole packs as the store made it', () => expect(orderedUnits({ ...milk, proposedUnits: 20 }, {})).toBe(20));
});

describe('the judgement of a line', () => {
  it('is safe when the model is sure and the quantity is usual', () => expect(safeLines([milk], {})).toEqual([milk]));
  it('names each doubt', () => {
    expect(doubtsOf({ ...milk, method: 'fallback' }, 24)).toEqual(['by-average']);
    expect(doubtsOf({ ...milk, onHandUnits: -1 }, 24)).toEqual(['below-zero']);
    expect(doubtsOf(milk, 96)).toEqual(['unusually-much', 'changed']);
    expect(doubtsOf({ ...milk, upperDemand: 60 }, 24)).toEqual(['unsure']);
    expect(safeLines([{ ...milk, method: 'fallback' }], {})).toEqual([]);
  });
  it('does not doubt the least that can be ordered', () => expect(doubtsOf({ ...milk, proposedUnits: 12, history: [0, 0, 1] }, 12)).toEqual([]));
});
