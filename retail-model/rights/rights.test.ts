import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRightAccount, grantableUnits, stepRightAccount } from './right-account.ts';
import { drawStoreRight, foldStoreRight, noStoreRight, type StoreRightFact } from './store-right.ts';

const STORES = ['s001', 's002', 's003'];
const act = fc.record({
  what: fc.constantFrom('issue', 'grant', 'spend', 'give-back', 'deliver', 'restart'), store: fc.constantFrom(...STORES),
  units: fc.integer({ min: 1, max: 60 }), pick: fc.nat(1000), repeat: fc.boolean(),
} as const);

describe('rights to spend without asking', () => {
  it('never redeem more than was issued, in any partition, order, restart and repetition', () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 150 }), (acts) => {
      let account = emptyRightAccount;
      const rights = new Map(STORES.map((store) => [store, noStoreRight]));
      const journals = new Map(STORES.map((store) => [store, [] as StoreRightFact[]]));
      const underway: { readonly to: 'store' | 'head-office'; readonly store: string; readonly fact: StoreRightFact }[] = [];
      let ids = 0;
      const receive = ({ to, store, fact }: (typeof underway)[number]) => {
        if (to === 'store') {
          if (!rights.get(store)!.known.has(fact.factId)) journals.get(store)!.push(fact);
          rights.set(store, foldStoreRight(rights.get(store)!, fact));
          return;
        }
        const stepped = stepRightAccount(account, { kind: 'returned', factId: fact.factId, units: fact.units, storeId: store });
        if (!stepped.ok) throw new Error(stepped.error);
        account = stepped.value;
      };
      const spent = () => [...journals.values()].flat().reduce((sum, fact) => sum + (fact.kind === 'right-spent' ? fact.units : 0), 0);
      for (const { what, store, units, pick, repeat } of acts) {
        const factId = `f${ids += 1}`;
        if (what === 'issue' || what === 'grant') {
          const stepped = stepRightAccount(account, { kind: what === 'issue' ? 'issued' : 'granted', factId, units, storeId: what === 'issue' ? null : store });
          if (stepped.ok) account = stepped.value;
          if (stepped.ok && what === 'grant') underway.push({ to: 'store', store, fact: { kind: 'right-granted', factId, units } });
        } else if (what === 'spend' || what === 'give-back') {
          const kind = what === 'spend' ? 'right-spent' : 'right-returned';
          const drawn = drawStoreRight(rights.get(store)!, kind, factId, units);
          if (drawn.ok) {
            rights.set(store, drawn.value);
            journals.get(store)!.push({ kind, factId, units });
            if (kind === 'right-returned') underway.push({ to: 'head-office', store, fact: { kind, factId, units } });
          }
        } else if (what === 'deliver' && underway.length > 0) {
          const at = pick % underway.length;
          receive(underway[at]!);
          if (!repeat) underway.splice(at, 1);
        } else if (what === 'restart') rights.set(store, journals.get(store)!.reduce(foldStoreRight, noStoreRight));
        expect(spent()).toBeLessThanOrEqual(account.issuedUnits);
      }
      for (const message of underway) receive(message);
      expect(spent() + [...rights.values()].reduce((sum, right) => sum + right.leftUnits, 0) + grantableUnits(account)).toBe(account.issuedUnits);
    }), { numRuns: 300 });
  });

  it('refuses what is beyond the right, and knows the same act again', () => {
    const right = foldStoreRight(noStoreRight, { kind: 'right-granted', factId: 'g', units: 10 });
    expect(drawStoreRight(right, 'right-spent', 'a', 11)).toEqual({ ok: false, error: 'beyond-right' });
    expect(drawStoreRight(right, 'right-spent', 'a', 0.5)).toEqual({ ok: false, error: 'bad-amount' });
    const once = drawStoreRight(right, 'right-spent', 'a', 7);
    if (!once.ok) throw new Error(once.error);
    expect(drawStoreRight(once.value, 'right-spent', 'a', 7)).toEqual(once);
    expect(drawStoreRight(once.value, 'right-spent', 'a', 3)).toEqual({ ok: false, error: 'id-taken' });
  });
});
