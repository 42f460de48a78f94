export const hqPageNames = ['chain', 'stock', 'prices', 'orders', 'quarantine', 'enrolment', 'people'] as const;
export type HqPageName = (typeof hqPageNames)[number];

/** Where a person is: a page, a store, or a receipt. Kept in the address, so that a place can be sent to a colleague. */
export type HqRoute =
  | { readonly kind: 'page'; readonly page: HqPageName; readonly search: string }
  | { readonly kind: 'store'; readonly storeId: string }
  | { readonly kind: 'receipt'; readonly entryId: string };

/** Anything unreadable is the chain. */
export function hqRouteOf(hash: string): HqRoute {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', second = ''] = path.split('/', 2);
  const named = decoded(second);
  if (first === 'store' && named !== null) return { kind: 'store', storeId: named };
  if (first === 'receipt' && named !== null) return { kind: 'receipt', entryId: named };
  return { kind: 'page', page: hqPageNames.find((name) => name === first) ?? 'chain', search: new URLSearchParams(query).get('search') ?? '' };
}

export function hqHashOf(route: HqRoute): string {
  switch (route.kind) {
    case 'store': return `#/store/${encodeURIComponent(route.storeId)}`;
    case 'receipt': return `#/receipt/${encodeURIComponent(route.entryId)}`;
    case 'page': return route.search === '' ? `#/${route.page}` : `#/${route.page}?${new URLSearchParams({ search: route.search }).toString()}`;
  }
}

function decoded(part: string): string | null {
  try {
    return part === '' ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
}
