import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inFolder } from './test-storage.ts';

/* Five ways to lose sales that RxDB's own suites do not look for. Two of them, the checkpoint after a clean-up and the order of writes, are in storage-instance.test.ts. */

const program = path.join(import.meta.dirname, 'field-check.main.ts');
const HOUR_MS = 3_600_000;

/** One life of a process; what it printed. */
const live = (what: 'sell' | 'push' | 'list', directory: string, { clockMs = 0, version = 0, ids = [] as readonly string[] } = {}): readonly string[] =>
  execFileSync(process.execPath, [program, what, directory, String(clockMs), String(version), ...ids], { encoding: 'utf8' }).split('\n').filter(Boolean);

describe('no sale is lost', { timeout: 60_000 }, () => {
  test('when the clock was set back while the store was closed', () =>
    inFolder(async (directory) => {
      live('sell', directory, { ids: ['sale-1'] });
      expect(live('push', directory)).toEqual(['sale-1']);
      live('sell', directory, { ids: ['sale-2'], clockMs: -HOUR_MS });
      expect(live('push', directory)).toEqual(['sale-2']);
    }));

  test('when the schema is migrated before it could be sent; nothing is sent twice', () =>
    inFolder(async (directory) => {
      live('sell', directory, { ids: ['sale-1', 'sale-2', 'sale-3'] });
      expect(live('push', directory)).toHaveLength(3);
      live('sell', directory, { ids: ['offline-1', 'offline-2'] });
      expect([...live('push', directory, { version: 1 })].sort()).toEqual(['offline-1', 'offline-2']);
      live('sell', directory, { ids: ['offline-3'], version: 1 });
      expect(live('push', directory, { version: 2 })).toEqual(['offline-3']);
    }));

  test('when the process is killed: what was acknowledged is there, and no bulk is there by half', () =>
    inFolder(async (directory) => {
      const acknowledged = new Set<string>();
      for (let round = 0; round < 4; round++) {
        const seller = spawn(process.execPath, [program, 'rush', directory, '0', '0', `r${round}`], { stdio: ['ignore', 'pipe', 'inherit'] });
        let said = '';
        seller.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.length > 2_000 * (round + 1)) seller.kill('SIGKILL');
        });
        await new Promise((resolve) => seller.on('close', resolve));
        for (const id of said.split('\n').slice(0, -1)) acknowledged.add(id);
      }
      const there = new Set(live('list', directory));
      expect(acknowledged.size).toBeGreaterThan(100);
      expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
      expect([...there].filter((id) => id.endsWith('-a') && !there.has(id.replace(/a$/, 'b')))).toEqual([]);
    }));
});
