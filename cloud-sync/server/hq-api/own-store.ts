import type { HqViewName } from 'retail-model/api/hq-contract.ts';
import type { PersonSession } from '../access/people-access.ts';

/** The parameters with which a person bound to one store may watch a view; null: not at all. Those of head office watch whatever they ask for. Pure. */
export function withinOwnStore(name: HqViewName, params: unknown, { storeId }: Pick<PersonSession, 'storeId'>): unknown {
  if (storeId === null) return params;
  const asked = params as { readonly storeId?: string | null; readonly entryId?: string };
  switch (name) {
    case 'me': case 'chain': case 'people': return params;
    case 'store': return asked.storeId === storeId ? params : null;
    case 'stock': case 'orders': return asked.storeId === storeId || asked.storeId === null ? { ...asked, storeId } : null;
    case 'receipt': return asked.entryId?.startsWith(`${storeId}-`) === true ? params : null;
    default: return null;
  }
}
