import { fail, ok, type Result } from '../result.ts';

/** One balance at head office. `reservedUnits` are out in the stores, spent or not; only a return that arrived brings them back. */
export interface RightAccount {
  readonly issuedUnits: number;
  readonly reservedUnits: number;
  readonly known: ReadonlyMap<string, { readonly kind: 'issued' | 'granted' | 'returned'; readonly units: number; readonly storeId: string | null }>;
}
type AccountStep = { readonly kind: 'issued' | 'granted' | 'returned'; readonly factId: string; readonly units: number; readonly storeId: string | null };

export const emptyRightAccount: RightAccount = { issuedUnits: 0, reservedUnits: 0, known: new Map() };

/** What may still be granted to some store. */
export const grantableUnits = ({ issuedUnits, reservedUnits }: RightAccount): number => issuedUnits - reservedUnits;

/**
 * Escrow: a store may redeem only what was granted to it before, and grants never exceed what was issued, so nobody needs to be reached at the till.
 * A silent store keeps its right reserved for as long as it is silent. The same step under the same id changes nothing.
 */
export function stepRightAccount(account: RightAccount, { kind, factId, units, storeId }: AccountStep): Result<RightAccount, 'bad-amount' | 'beyond-balance' | 'beyond-reserved' | 'id-taken'> {
  if (!Number.isSafeInteger(units) || units <= 0) return fail('bad-amount');
  const before = account.known.get(factId);
  if (before !== undefined) return before.kind === kind && before.units === units && before.storeId === storeId ? ok(account) : fail('id-taken');
  if (kind === 'granted' && units > grantableUnits(account)) return fail('beyond-balance');
  if (kind === 'returned' && units > reservedUnitsOf(account, storeId)) return fail('beyond-reserved');
  const known = new Map(account.known).set(factId, { kind, units, storeId });
  if (kind === 'issued') return ok({ ...account, issuedUnits: account.issuedUnits + units, known });
  return ok({ ...account, reservedUnits: account.reservedUnits + (kind === 'granted' ? units : -units), known });
}

/** Granted to one store and not returned by it. */
function reservedUnitsOf({ known }: RightAccount, storeId: string | null): number {
  let units = 0;
  for (const step of known.values()) if (step.storeId === storeId) units += step.kind === 'granted' ? step.units : step.kind === 'returned' ? -step.units : 0;
  return units;
}
