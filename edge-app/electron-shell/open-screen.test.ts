import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

test.skipIf(process.platform === 'win32')('a kiosk’s browser enters by the one-use address once, comes back by its session, and enters anew when the store has started anew', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'screen-'));
  const entries = path.join(folder, 'entries');
  const script = path.join(import.meta.dirname, 'systemd/open-screen');
  const opened = (screen: string): string => execFileSync('sh', [script, screen], { env: { ...process.env, MENDIAN_ENTRIES: entries, STATE_DIRECTORY: folder, MENDIAN_CHROMIUM: 'echo' } }).toString().trim().split(' ').at(-1)!;
  writeFileSync(entries, 'lane1 http://127.0.0.1:8400/enter?code=a1\nlane10 http://127.0.0.1:8400/enter?code=x\nback-office http://127.0.0.1:8400/enter?code=b1\n');
  expect(opened('lane1')).toBe('http://127.0.0.1:8400/enter?code=a1');
  expect(opened('lane1')).toBe('http://127.0.0.1:8400/');
  expect(opened('back-office')).toBe('http://127.0.0.1:8400/enter?code=b1');
  writeFileSync(entries, 'lane1 http://127.0.0.1:8400/enter?code=a2\n');
  expect(opened('lane1')).toBe('http://127.0.0.1:8400/enter?code=a2');
});
