import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { minorTyped } from './amount-entry.ts';

describe('a price as typed', () => {
  it('is whole fen', () => {
    expect(['12.8', '12.80', '¥12.80', ' 12 ', '１２．８', '0.01'].map(minorTyped)).toEqual([1280, 1280, 1280, 1200, 1280, 1]);
  });
  it('is refused when it is no price', () => {
    for (const text of ['', '0', '0.00', '-1', '1.234', '1,5', '1e3', 'abc', '12345678']) expect(minorTyped(text)).toBeNull();
  });
  it('reads back what the screen writes', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99_999 }), (minor) => { expect(minorTyped(formatMoney(minor))).toBe(minor); }));
  });
});
