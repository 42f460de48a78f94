import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openBoundedLog } from './bounded-log.ts';

test('a process that never stops talking does not fill the disk', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  const log = openBoundedLog(path.join(folder, 'a', 'store-runtime.log'), 10_000);
  for (let line = 0; line < 2_000; line += 1) {
    log.write(`${'x'.repeat(99)}\n`);
    if (line % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await log.close();
  const files = readdirSync(path.join(folder, 'a')).toSorted();
  expect(files).toEqual(['store-runtime.log', 'store-runtime.log.old']);
  for (const file of files) expect(statSync(path.join(folder, 'a', file)).size).toBeLessThanOrEqual(10_000);
});
