export const pageNames = ['today', 'stock', 'orders', 'labels', 'devices', 'journal', 'system'] as const;
export type PageName = (typeof pageNames)[number];

/** The address of a page: `#/stock?show=out&search=milk`. Filters live in the address, so that a figure can open what it is made of. */
export interface PageRoute { readonly page: PageName; readonly filters: Readonly<Record<string, string>> }

/** Anything unreadable is the first page. */
export function routeOf(hash: string): PageRoute {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const page = pageNames.find((name) => name === path) ?? 'today';
  return { page, filters: Object.fromEntries(new URLSearchParams(query)) };
}

export function hashOf(page: PageName, filters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString();
  return query === '' ? `#/${page}` : `#/${page}?${query}`;
}
