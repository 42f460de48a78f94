import { session as sessions, type App, type Session, type WebContents } from 'electron';
import { isBlockedKey, mayOpenContextMenu, type WindowLock } from './kiosk-lock.ts';
import { mayDownload, mayHavePermission, mayRequest, policyFaults } from './session-policy.ts';
import { mayNavigate, windowOpenAnswer, type WindowPlace } from './window-policy.ts';

export interface Guarded {
  /** Read at every decision: the origin is known only once the store is ready. */
  readonly place: () => WindowPlace;
  readonly lock: WindowLock;
  readonly isPackaged: boolean;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** What holds for every page of the app, also for one that nobody meant to open. */
export function guardEverything(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => windowOpenAnswer);
  });
  app.on('session-created', guardPermissions);
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('login', (event) => event.preventDefault());
}

/** The default session exists before anyone could hear of it. */
export const guardDefaultSession = (): void => guardPermissions(sessions.defaultSession);

function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(mayHavePermission(permission)));
  session.setPermissionCheckHandler((_contents, permission) => mayHavePermission(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
}

/** The rules of one window: where it may go, what it may load, which page it may show, which keys it hears. */
export function guardWindow(contents: WebContents, guarded: Guarded): void {
  const refuseNavigation = (event: { readonly preventDefault: () => void; readonly url: string; readonly isMainFrame: boolean }): void => {
    if (event.isMainFrame && mayNavigate(guarded.place(), event.url)) return;
    event.preventDefault();
    guarded.log('navigation-refused', { origin: URL.canParse(event.url) ? new URL(event.url).origin : 'none' });
  };
  contents.on('will-frame-navigate', refuseNavigation);
  contents.on('will-redirect', refuseNavigation);
  contents.on('before-input-event', (event, input) => {
    if (input.type === 'keyDown' && isBlockedKey(guarded.lock, input, guarded.isPackaged)) event.preventDefault();
  });
  contents.on('context-menu', (event) => {
    if (!mayOpenContextMenu(guarded.isPackaged)) event.preventDefault();
  });
  if (guarded.lock === 'kiosk') void contents.setVisualZoomLevelLimits(1, 1);

  const { session } = contents;
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(guarded.place().storeOrigin, details.url) }));
  session.webRequest.onHeadersReceived((details, answer) => {
    const faults = details.resourceType === 'mainFrame' && details.statusCode < 300 ? policyFaults(details.responseHeaders ?? {}) : [];
    if (faults.length > 0) guarded.log('page-refused', { faults });
    answer({ cancel: faults.length > 0 });
  });
  session.on('will-download', (event, item) => {
    if (!mayDownload(guarded.lock, item.getURL(), guarded.place().storeOrigin)) event.preventDefault();
  });
}
