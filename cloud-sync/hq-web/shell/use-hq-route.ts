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
  return [route.kind === 'page' && route.page === page ? route.search : '', (search) => {
    // Told at once: the browser's own event comes later, and the field would lose letters typed in between.
    window.history.replaceState(null, '', hqHashOf({ kind: 'page', page, search }));
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }];
}
