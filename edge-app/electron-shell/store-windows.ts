import { app, BrowserWindow, screen as displays, type Session } from 'electron';
import { guardWindow } from './guard-contents.ts';
import { windowShapeOf, type WindowLock } from './kiosk-lock.ts';
import { shellAnswer, SHELL_ORIGIN, SHELL_PAGE_POLICY, SHELL_SCHEME, type ShellPage } from './shell-pages.ts';
import { pagesOf, partitionOf, webPreferencesOf } from './window-policy.ts';

export interface StoreWindow {
  /** The page of a store that answers: through its door when the window has no session there yet. */
  showStore(entryUrl: string): void;
  showShellPage(page: ShellPage): void;
  /** In front of everything; a window that a person closed opens again. */
  focus(): void;
}

export interface StoreWindowParts {
  readonly name: string;
  readonly screen: string;
  readonly display: number;
  readonly lock: WindowLock;
  readonly preload: string;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** A page that died this often within the pause below waits; a broken display driver must not become a loop. */
const RELOAD_AFTER_CRASH_MS = 2_000;

/** One screen of the store in its own window with its own cookies. It shows what it is told and comes back when its page dies. */
export function openStoreWindow(parts: StoreWindowParts): StoreWindow {
  let storeOrigin: string | null = null;
  let shellPage: ShellPage = { kind: 'starting' };
  let shows: 'shell' | 'store' = 'shell';
  let window = open();

  function open(): BrowserWindow {
    const all = displays.getAllDisplays();
    const { bounds } = all[parts.display] ?? displays.getPrimaryDisplay();
    const opened = new BrowserWindow({
      ...windowShapeOf(parts.lock, app.isPackaged), x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, title: '门店 Mendian',
      webPreferences: webPreferencesOf({ preload: parts.preload, partition: partitionOf(parts.name), isPackaged: app.isPackaged }),
    });
    const { webContents } = opened;
    serveShellPages(webContents.session, () => shellPage);
    guardWindow(webContents, { place: () => ({ storeOrigin, paths: pagesOf(parts.screen) }), lock: parts.lock, isPackaged: app.isPackaged, log: parts.log });
    opened.once('ready-to-show', () => opened.show());
    webContents.on('render-process-gone', (_event, { reason }) => {
      parts.log('screen-process-gone', { screen: parts.screen, reason });
      setTimeout(() => void (opened.isDestroyed() || (shows === 'store' && storeOrigin ? load(`${storeOrigin}/`) : load(`${SHELL_ORIGIN}/`))), RELOAD_AFTER_CRASH_MS);
    });
    return opened;
  }
  function load(url: string): void {
    window.loadURL(url).catch((error: unknown) => parts.log('screen-not-loaded', { screen: parts.screen, error: error instanceof Error ? error.message.replace(/code=[^&'" ]+/g, 'code=…') : 'unknown' }));
  }
  load(`${SHELL_ORIGIN}/`);

  return {
    showStore(entryUrl) {
      const { origin } = new URL(entryUrl);
      // A page that only lost its connection comes back by itself, with the shopper's basket in view.
      const isThereAlready = shows === 'store' && origin === storeOrigin && !window.isDestroyed();
      storeOrigin = origin;
      shows = 'store';
      if (!isThereAlready && !window.isDestroyed()) load(entryUrl);
    },
    showShellPage(page) {
      shellPage = page;
      shows = 'shell';
      if (!window.isDestroyed()) load(`${SHELL_ORIGIN}/`);
    },
    focus() {
      if (window.isDestroyed()) {
        window = open();
        load(shows === 'store' && storeOrigin ? `${storeOrigin}/` : `${SHELL_ORIGIN}/`);
      }
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}

function serveShellPages(session: Session, page: () => ShellPage): void {
  if (session.protocol.isProtocolHandled(SHELL_SCHEME)) session.protocol.unhandle(SHELL_SCHEME);
  session.protocol.handle(SHELL_SCHEME, (request) => {
    const { origin, protocol, host, pathname } = new URL(request.url);
    const answer = (origin === SHELL_ORIGIN || `${protocol}//${host}` === SHELL_ORIGIN) && request.method === 'GET' ? shellAnswer(pathname, page()) : null;
    if (!answer) return new Response('', { status: 404, headers: { 'content-security-policy': SHELL_PAGE_POLICY } });
    return new Response(answer.body, { headers: { 'content-type': answer.contentType, 'content-security-policy': SHELL_PAGE_POLICY, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' } });
  });
}
