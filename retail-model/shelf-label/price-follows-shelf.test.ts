import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextCharge } from './price-follows-shelf.ts';

const price = (priceId: string, amountMinor: number) => ({ priceId, amountMinor });

describe('the till follows the shelf', () => {
  test('a rise is charged only from the label’s own report, or when a person confirms the shelf', () => {
    const rise = { charged: price('old', 500), wanted: price('new', 600), confirmed: false };
    expect(nextCharge({ ...rise, labels: [{ shownPriceId: 'old' }] })).toBeNull();
    expect(nextCharge({ ...rise, labels: [{ shownPriceId: 'new' }, { shownPriceId: null }] })).toBeNull();
    expect(nextCharge({ ...rise, labels: [{ shownPriceId: 'new' }] })?.because).toBe('label-shown');
    expect(nextCharge({ ...rise, labels: [{ shownPriceId: 'old' }], confirmed: true })?.because).toBe('shelf-confirmed');
    expect(nextCharge({ ...rise, labels: [] })?.because).toBe('no-label');
  });
  test('a cut is charged at once, whatever the labels show', () => {
    expect(nextCharge({ charged: price('old', 500), wanted: price('new', 400), labels: [{ shownPriceId: 'old' }], confirmed: false })?.because).toBe('cut');
  });
  test('nobody is ever charged more than a label that has not shown the rise', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), fc.array(fc.constantFrom('old', 'new', null), { minLength: 1, maxLength: 4 }), (before, after, shown) => {
      const next = nextCharge({ charged: price('old', before), wanted: price('new', after), labels: shown.map((shownPriceId) => ({ shownPriceId })), confirmed: false });
      if (after > before && shown.some((one) => one !== 'new')) expect(next).toBeNull();
      else expect(next?.price.amountMinor).toBe(after);
    }));
  });
});
