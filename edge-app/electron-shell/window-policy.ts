import { SHELL_ORIGIN } from './shell-pages.ts';

/** Where one window belongs: the store's loopback origin (null before it is known) and the pages it may show there. */
export interface WindowPlace {
  readonly storeOrigin: string | null;
  readonly paths: readonly RegExp[];
}

const kioskPath = (laneId: string): RegExp => new RegExp(`^/kiosk/${laneId}(/|$)`);
const ownPages: Readonly<Record<string, readonly RegExp[]>> = {
  attendant: [/^\/attendant(\/|$)/],
  'back-office': [/^\/back-office(\/|$)/, /^\/label-pictures\/[0-9A-F]{12}-[0-9a-f]{16}\.png$/],
  bench: [/^\/bench$/],
};

/** The pages of a screen; every screen may go through the store's door (`/`, `/enter`), a lane's screen only to its own lane. */
export function pagesOf(screen: string): readonly RegExp[] {
  const lane = /^[a-z0-9]{2,16}$/.test(screen) ? [kioskPath(screen)] : [];
  return [/^\/$/, /^\/enter$/, ...(ownPages[screen] ?? lane)];
}

/** Whether the top frame of a window may go there. Subframes may go nowhere: the screens have none. */
export function mayNavigate(place: WindowPlace, url: string): boolean {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (!target || target.username !== '' || target.password !== '') return false;
  if (`${target.protocol}//${target.host}` === SHELL_ORIGIN) return target.pathname === '/';
  return target.origin === place.storeOrigin && isOwnOrigin(target.origin) && place.paths.some((path) => path.test(target.pathname));
}

/** A store speaks on this machine's loopback address only; a name could be made to point elsewhere. */
export const isOwnOrigin = (origin: string): boolean => /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(origin);

/** `window.open`, `target=_blank`, middle clicks: none opens a window, and no link reaches the system's browser. */
export const windowOpenAnswer = { action: 'deny' } as const;

/** Complete on purpose: nothing is left to a default that another version may change. */
export function webPreferencesOf(parts: { readonly preload: string; readonly partition: string; readonly isPackaged: boolean }) {
  return {
    preload: parts.preload,
    partition: parts.partition,
    devTools: !parts.isPackaged,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    plugins: false,
    spellcheck: false,
    safeDialogs: true,
    // The till's sounds answer a scan, not a tap.
    autoplayPolicy: 'no-user-gesture-required',
    // A kiosk behind another window must still draw the line that was just scanned.
    backgroundThrottling: false,
  } as const;
}

/**
 * Cookies know no ports and a store has one session cookie, so each window keeps its own in memory: a lane's screen never becomes
 * the manager's because both stand on one machine.
 */
export const partitionOf = (windowName: string): string => `window-${windowName}`;
