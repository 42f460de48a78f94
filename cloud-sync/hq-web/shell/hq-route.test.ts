import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hqHashOf, hqPageNames, hqRouteOf, type HqRoute } from './hq-route.ts';

describe('places at head office', () => {
  it('are read back as they were written', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const route: fc.Arbitrary<HqRoute> = fc.oneof(
      fc.record({ kind: fc.constant('page' as const), page: fc.constantFrom(...hqPageNames), search: fc.string({ unit: 'grapheme' }) }),
      fc.record({ kind: fc.constant('store' as const), storeId: text }),
      fc.record({ kind: fc.constant('receipt' as const), entryId: text }),
    );
    fc.assert(fc.property(route, (one) => { expect(hqRouteOf(hqHashOf(one))).toEqual(one); }));
  });
  it('are the chain when they make no sense', () => {
    for (const hash of ['', '#/nowhere', '#/store', '#/store/%', '#/constructor']) expect(hqRouteOf(hash)).toEqual({ kind: 'page', page: 'chain', search: '' });
  });
});
