import { expect, test } from 'vitest';
import { parseMachineSetup, parseShellOptions, setupPlaces } from './machine-setup.ts';

const folders = { screensFolder: '/app/screens', dataFolder: '/home/shop/data', keyFolder: '/home/shop/keys' };
const store = { storeId: 's1', lanes: [{ laneId: 'lane2', kind: 'kiosk' }] };

test('the installation gives the folders; the file may move data and keys but never the screens', () => {
  const plain = parseMachineSetup(JSON.stringify(store), folders);
  expect(plain.ok && plain.value).toEqual({ runtime: { ...store, ...folders }, windows: [{ screen: 'lane2', display: 0, lock: 'kiosk' }] });
  const moved = parseMachineSetup(JSON.stringify({ ...store, dataFolder: '/mnt/data', screensFolder: '/tmp/evil', windows: [{ screen: 'back-office', lock: 'desk', display: 1 }] }), folders);
  expect(moved.ok && moved.value.runtime).toMatchObject({ dataFolder: '/mnt/data', screensFolder: '/app/screens' });
  expect(moved.ok && moved.value.windows).toEqual([{ screen: 'back-office', display: 1, lock: 'desk' }]);
  expect(moved.ok && 'windows' in moved.value.runtime).toBe(false);
});

test('a file that is none, or names no lane, says what is wrong', () => {
  expect(parseMachineSetup('{', folders)).toMatchObject({ ok: false, error: { kind: 'not-json' } });
  const wrong = parseMachineSetup('{"lanes":[]}', folders);
  expect(!wrong.ok && wrong.error.detail).toContain('lanes');
});

test('the machine’s configuration comes before the user’s', () => {
  expect(setupPlaces('linux', {}, '/home/shop/.config/Mendian')).toEqual(['/etc/mendian/store.json', '/home/shop/.config/Mendian/store.json']);
  expect(setupPlaces('win32', { PROGRAMDATA: 'D:\\Data' }, 'C:\\Users\\shop')[0]).toBe('D:\\Data\\Mendian\\store.json');
});

test('options are found between Chromium’s own words; screens on other machines are not attached', () => {
  expect(parseShellOptions(['--enable-features=X', '--config', '/tmp/s.json'])).toEqual({ ok: true, value: { configFile: '/tmp/s.json', attach: null } });
  const attached = parseShellOptions(['--attach', JSON.stringify([{ screen: 'lane1', storeId: 's1', role: 'lane', url: 'http://127.0.0.1:8400/enter?code=x' }])]);
  expect(attached.ok && attached.value.attach).toEqual([{ screen: 'lane1', storeId: 's1', url: 'http://127.0.0.1:8400/enter?code=x' }]);
  for (const url of ['http://example.com/enter', 'https://127.0.0.1/', 'file:///etc/passwd', 'javascript:alert(1)']) expect(parseShellOptions(['--attach', JSON.stringify([{ screen: 'lane1', url }])]).ok).toBe(false);
  expect(parseShellOptions(['--attach']).ok).toBe(false);
});
