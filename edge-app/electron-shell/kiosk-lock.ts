/** 'kiosk': nobody leaves the screen. 'desk': staff work here; only what would open the machine is blocked. */
export type WindowLock = 'kiosk' | 'desk';

/** A key press as Electron's `before-input-event` tells it. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

const FUNCTION_KEYS_OF_SCREENS = new Set(['F1', 'F2', 'F3', 'F4', 'F6', 'F7', 'F8', 'F9', 'F10']);
const TEXT_EDITING = new Set(['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyZ']);
const DESK_WINDOW_KEYS = new Set(['KeyP', 'KeyF', 'Digit0', 'Minus', 'Equal', 'NumpadAdd', 'NumpadSubtract']);

/**
 * Whether a key never reaches the page. With Ctrl or ⌘ only text editing goes through (on a desk also printing, finding and zoom), which blocks
 * reload, close, new window, address, developer tools, view source, save and quit without naming each. Scanners that type send plain keys.
 */
export function isBlockedKey(lock: WindowLock, press: KeyPress, isPackaged: boolean): boolean {
  if (!isPackaged && lock === 'desk') return false;
  if (press.alt) return press.key === 'F4' || press.key.startsWith('Arrow') || press.key === 'Home' || press.key === 'Tab' || lock === 'kiosk';
  if (press.control || press.meta) return press.shift || !(TEXT_EDITING.has(press.code) || (lock === 'desk' && DESK_WINDOW_KEYS.has(press.code)));
  if (/^F\d{1,2}$/.test(press.key)) return !FUNCTION_KEYS_OF_SCREENS.has(press.key);
  return press.key.startsWith('Browser') || press.key.startsWith('Launch') || press.key === 'ContextMenu' || press.key === 'Meta' || press.key === 'PrintScreen';
}

/** The window round a screen. */
export function windowShapeOf(lock: WindowLock, isPackaged: boolean) {
  const locked = lock === 'kiosk' && isPackaged;
  return { kiosk: locked, fullscreen: locked, frame: !locked, closable: !locked, minimizable: !locked, movable: !locked, resizable: !locked, alwaysOnTop: false, autoHideMenuBar: true, backgroundColor: '#fafaf7', show: false } as const;
}

/** Right clicks and long presses open nothing in the product; in development they may. */
export const mayOpenContextMenu = (isPackaged: boolean): boolean => !isPackaged;
