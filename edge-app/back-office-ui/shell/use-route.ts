import { useSyncExternalStore } from 'react';
import { hashOf, routeOf, type PageName, type PageRoute } from './page-route.ts';

const listen = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => { window.removeEventListener('hashchange', changed); };
};

/** The page that the address names, and how to change its filters without a new entry in the browser's history. */
export function useRoute(): PageRoute & { readonly setFilters: (filters: Readonly<Record<string, string>>) => void } {
  const hash = useSyncExternalStore(listen, () => window.location.hash);
  const route = routeOf(hash);
  return { ...route, setFilters: (filters) => { replaceHash(hashOf(route.page, filters)); } };
}

/** Told at once: the browser's own event comes later, and a field that follows the address would lose letters typed in between. */
function replaceHash(hash: string): void {
  window.history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export const goTo = (page: PageName): void => { window.location.hash = hashOf(page); };
