import { useSyncExternalStore } from 'react';
import { hqHashOf, hqRouteOf, type HqPageName, type HqRoute } from './hq-route.ts';

const listen = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => { window.removeEventListener('hashchange', changed); };
};

export const useHqRoute = (): HqRoute => hqRouteOf(useSyncExternalStore(listen, () => window.location.hash));

/** The search of a page, kept in the address without filling the browser's history. */
export function useSearch(page: HqPageName): [string, (search: string) => void] {
  const route = useHqRoute();
  return [route.kind === 'page' && route.page === page ? route.search : '', (search) => { window.location.replace(hqHashOf({ kind: 'page', page, search })); }];
}
