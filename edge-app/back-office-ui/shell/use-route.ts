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
  return { ...route, setFilters: (filters) => { window.location.replace(hashOf(route.page, filters)); } };
}

export const goTo = (page: PageName): void => { window.location.hash = hashOf(page); };
