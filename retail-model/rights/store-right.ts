import { fail, ok, type Result } from '../result.ts';

/** What a store knows of its right to one balance: each fact under its own id, so that a repeated delivery changes nothing. Units: points, or minor units of money. */
export type StoreRightFact =
  | { readonly kind: 'right-granted'; readonly factId: string; readonly units: number }
  | { readonly kind: 'right-spent'; readonly factId: string; readonly units: number }
  | { readonly kind: 'right-returned'; readonly factId: string; readonly units: number };

export interface StoreRight { readonly leftUnits: number; readonly known: ReadonlyMap<string, StoreRightFact> }

export const noStoreRight: StoreRight = { leftUnits: 0, known: new Map() };

/** Takes a fact that stands in the store's journal or came from head office. One that is known already changes nothing. */
export function foldStoreRight(right: StoreRight, fact: StoreRightFact): StoreRight {
  if (right.known.has(fact.factId)) return right;
  const leftUnits = right.leftUnits + (fact.kind === 'right-granted' ? fact.units : -fact.units);
  return { leftUnits, known: new Map(right.known).set(fact.factId, fact) };
}

/**
 * Spends at the till or gives back to head office, without asking anybody: never more than is left of the right. The same id with the same
 * kind and units is the same act again. Units are positive whole numbers; others are a 'bad-amount'.
 */
export function drawStoreRight(right: StoreRight, kind: 'right-spent' | 'right-returned', factId: string, units: number): Result<StoreRight, 'bad-amount' | 'beyond-right' | 'id-taken'> {
  if (!Number.isSafeInteger(units) || units <= 0) return fail('bad-amount');
  const before = right.known.get(factId);
  if (before !== undefined) return before.kind === kind && before.units === units ? ok(right) : fail('id-taken');
  if (units > right.leftUnits) return fail('beyond-right');
  return ok(foldStoreRight(right, { kind, factId, units }));
}
