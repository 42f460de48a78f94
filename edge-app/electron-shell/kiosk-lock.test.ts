import { expect, test } from 'vitest';
import { isBlockedKey, mayOpenContextMenu, windowShapeOf, type KeyPress } from './kiosk-lock.ts';

const press = (words: string): KeyPress => {
  const parts = words.split('+');
  const key = parts.at(-1)!;
  return { key: key.replace(/^Key|^Digit/, ''), code: key, control: parts.includes('Ctrl'), shift: parts.includes('Shift'), alt: parts.includes('Alt'), meta: parts.includes('Meta') };
};

test('nobody leaves a kiosk by keys', () => {
  for (const words of ['Ctrl+KeyR', 'Ctrl+Shift+KeyR', 'F5', 'F11', 'F12', 'Ctrl+Shift+KeyI', 'Ctrl+Shift+KeyJ', 'Ctrl+KeyW', 'Ctrl+KeyN', 'Ctrl+KeyT', 'Ctrl+KeyL', 'Ctrl+KeyP', 'Ctrl+KeyS', 'Ctrl+KeyO', 'Ctrl+KeyU', 'Ctrl+KeyQ',
    'Ctrl+Minus', 'Ctrl+Digit0', 'Alt+F4', 'Alt+ArrowLeft', 'Alt+Home', 'Alt+Tab', 'Alt+KeyX', 'Meta+KeyQ', 'Meta', 'ContextMenu', 'BrowserBack', 'BrowserHome', 'LaunchApplication1', 'PrintScreen']) expect([words, isBlockedKey('kiosk', press(words), true)]).toEqual([words, true]);
});

test('typing, a wedge scanner, text editing and the till’s function keys go through', () => {
  for (const words of ['KeyA', 'Shift+KeyA', 'Digit7', 'Enter', 'Tab', 'Escape', 'Backspace', 'ArrowLeft', 'F2', 'F9', 'Ctrl+KeyC', 'Ctrl+KeyV', 'Ctrl+KeyA']) for (const lock of ['kiosk', 'desk'] as const) expect([words, isBlockedKey(lock, press(words), true)]).toEqual([words, false]);
});

test('a desk prints, finds and zooms, but opens neither tools nor windows', () => {
  for (const words of ['Ctrl+KeyP', 'Ctrl+KeyF', 'Ctrl+Equal', 'Alt+KeyA']) expect([words, isBlockedKey('desk', press(words), true)]).toEqual([words, false]);
  for (const words of ['Ctrl+Shift+KeyI', 'F12', 'Ctrl+KeyN', 'Ctrl+KeyR', 'Alt+F4', 'Alt+ArrowLeft']) expect([words, isBlockedKey('desk', press(words), true)]).toEqual([words, true]);
  expect(isBlockedKey('desk', press('F12'), false)).toBe(false);
});

test('a packaged kiosk fills its display without a frame and opens no menu', () => {
  expect(windowShapeOf('kiosk', true)).toMatchObject({ kiosk: true, fullscreen: true, frame: false, closable: false, minimizable: false });
  expect(windowShapeOf('kiosk', false)).toMatchObject({ kiosk: false, frame: true });
  expect(windowShapeOf('desk', true)).toMatchObject({ kiosk: false, frame: true, closable: true });
  expect(mayOpenContextMenu(true)).toBe(false);
});
