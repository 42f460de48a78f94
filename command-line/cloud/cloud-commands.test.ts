import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { takeJournal } from 'cloud-sync/server/intake/take-journal.ts';
import { openEmbeddedStorage } from 'cloud-sync/server/storage/embedded-storage.ts';
import { openChain, saleOf } from 'cloud-sync/server/test-head-office.ts';

const program = path.join(import.meta.dirname, '../mendian.ts');

/** Runs `mendian cloud … --json`. */
const cloud = async (words: readonly string[], typed = '') => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'cloud', ...words, '--json'], { env: { ...process.env, DATABASE_URL: undefined } });
  let [output, said] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => { output += bytes.toString(); });
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  child.stdin.end(typed);
  const code = await new Promise((resolve) => { child.once('close', resolve); });
  return { code, answer: JSON.parse(output.trim().split('\n').at(-1) || `{"said":${JSON.stringify(said)}}`) as Record<string, unknown> };
};

test('head office is kept from the command line: stores, people, copies, a restore in a new epoch, and a check that finds what was changed', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mendian-cloud-'));
  try {
    const at = ['--data', path.join(folder, 'hq')];
    const file = path.join(folder, 'hq/head-office.sqlite');
    const storage = await openEmbeddedStorage(file);
    expect(await cloud(['enrol', 's001', ...at])).toMatchObject({ code: 2, answer: { error: { message: expect.stringContaining('--zh') as string } } });
    expect(await cloud(['enrol', 's001', '--zh', '湖滨店', '--en', 'Lakeside', ...at])).toMatchObject({ code: 0, answer: { storeId: 's001', code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/) as string } });
    expect(await cloud(['users', 'anna', '--role', 'auditor', '--password-stdin', ...at], 'a long secret\n')).toMatchObject({ code: 0 });
    expect(await cloud(['users', ...at])).toMatchObject({ code: 0, answer: { accounts: [{ accountName: 'anna', role: 'auditor', active: true }] } });

    const chain = openChain('s001');
    const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');
    await takeJournal({ storage, sha256Hex, newId: randomUUID, nowMs: () => 1 }, 's001', Array.from({ length: 40 }, () => saleOf(chain, 'tea', 1)));
    const [lines, copy] = [path.join(folder, 'hq.ndjson.gz'), path.join(folder, 'hq.sqlite')];
    expect(await Promise.all([cloud(['backup', lines, ...at]), cloud(['backup', copy, ...at])])).toMatchObject([{ code: 0 }, { code: 0, answer: { entries: 40 } }]);
    expect(await cloud(['restore', copy, ...at])).toMatchObject({ code: 1, answer: { error: { kind: 'in-use' } } });
    await storage.db.updateTable('journal').set({ entryText: '{}' }).where('sequence', '=', 7).execute();
    await storage.close();
    expect(await cloud(['verify', ...at])).toMatchObject({ code: 1, answer: { faults: [{ storeId: 's001', terminalId: 'lane1', sequence: 7, fault: 'hash' }] } });

    const epochOf = async () => { const opened = await openEmbeddedStorage(file); const { value } = await opened.db.selectFrom('facts').select('value').where('name', '=', 'database-epoch').executeTakeFirstOrThrow(); await opened.close(); return value; };
    const epochs = new Set([await epochOf()]);
    for (const from of [copy, lines]) {
      expect(await cloud(['restore', from, ...at])).toMatchObject({ code: 0, answer: { value: { entries: 40 } } });
      epochs.add(await epochOf());
    }
    expect(epochs.size).toBe(3);
    expect(await cloud(['verify', lines])).toMatchObject({ code: 0, answer: { entries: 40 } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
