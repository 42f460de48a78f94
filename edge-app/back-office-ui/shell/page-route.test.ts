import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, pageNames, routeOf } from './page-route.ts';

describe('the address of a page', () => {
  it('is read back as it was written, whatever was searched for', () => {
    fc.assert(fc.property(fc.constantFrom(...pageNames), fc.string({ unit: 'grapheme', minLength: 1 }), (page, search) => {
      expect(routeOf(hashOf(page, { search }))).toEqual({ page, filters: { search } });
    }));
  });
  it('leaves out filters that are not set', () => expect(hashOf('stock', { search: '' })).toBe('#/stock'));
  it('takes anything else for today', () => {
    for (const hash of ['', '#', '#/nowhere', '#today/x', '#/__proto__']) expect(routeOf(hash).page).toBe('today');
  });
});
