import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, openSync, closeSync, writeSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ed25519Signer, openHeadSigner } from './signed-heads.ts';
import { counted, openTestStore, sha256Hex } from './test-store.ts';
import { exportJournal, openToRead, verifyJournalDatabase } from './verify-journal-database.ts';
import { verifyJournalExport } from './verify-journal.ts';

const plain = { sha256Hex, anchors: [] };
let directory: string;
let file: string;
let exported: Buffer;
let lines: readonly string[];

/** A small store with two lanes, signed in the middle, closed. */
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'verify-'));
  const store = await openTestStore(directory);
  const signer = openHeadSigner(store.journal, 'sh01', ed25519Signer('key-1', generateKeyPairSync('ed25519').privateKey));
  for (let n = 0; n < 12; n++) {
    await store.journal.append(n % 3 ? 'lane1' : 'lane2', 'cash-counted', { ...counted(n), staffId: `员工 "${n}" é😀` });
    if (n === 5) await signer.signHeads();
  }
  file = store.file;
  lines = [...exportJournal(store.connection)];
  exported = Buffer.from(lines.join(''));
  await store.close();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Where line `index` begins in the export. */
const lineAt = (offset: number): number => exported.subarray(0, offset).toString('latin1').split('\n').length;

describe('an export', () => {
  test('verifies as it was written, however it is cut into pieces', async () => {
    expect(await verifyJournalExport([exported], plain)).toMatchObject({ ok: true, entries: 14, heads: [{ terminalId: 'lane1', sequence: 8 }, { terminalId: 'lane2', sequence: 4 }, { terminalId: 'store', sequence: 2 }] });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) => {
        const pieces = Array.from({ length: Math.ceil(exported.length / size) }, (_, n) => exported.subarray(n * size, (n + 1) * size));
        expect(await verifyJournalExport(pieces, plain)).toMatchObject({ ok: true });
      }),
      { numRuns: 20 },
    );
  });

  test('with any one byte changed names the line it is in, or the next where lines were joined', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 255 }), async (where, flip) => {
        const offset = where % exported.length;
        const changed = Buffer.from(exported);
        changed[offset] = changed[offset]! ^ flip;
        const verdict = await verifyJournalExport([changed], plain);
        expect(verdict.ok).toBe(false);
        if (!verdict.ok) expect(Math.abs(verdict.position - lineAt(offset))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 600 },
    ));

  test('with a line removed, doubled or swapped names the first entry that is out of place', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(13), fc.nat(13), fc.constantFrom('remove', 'double', 'swap'), async (a, b, what) => {
        fc.pre(what !== 'swap' || a !== b);
        const changed = [...lines];
        if (what === 'remove') changed.splice(a, 1);
        else if (what === 'double') changed.splice(a, 0, lines[a]!);
        else [changed[a], changed[b]] = [lines[b]!, lines[a]!];
        const isTail = what === 'remove' && [7, 11, 13].includes(a);
        const verdict = await verifyJournalExport([Buffer.from(changed.join(''))], plain);
        if (!isTail && changed.join('') !== lines.join('')) expect(verdict.ok).toBe(what === 'swap' && isHarmless(changed));
      }),
      { numRuns: 300 },
    ));

  test('with its tail cut off is found by a head that somebody else holds, and by heads the store signed itself', async () => {
    const whole = await verifyJournalExport([exported], plain);
    const anchors = whole.ok ? whole.heads : [];
    const cut = Buffer.from(lines.filter((_, index) => index !== 7).join(''));
    expect(await verifyJournalExport([cut], plain)).toMatchObject({ ok: true });
    expect(await verifyJournalExport([cut], { sha256Hex, anchors })).toMatchObject({ ok: false, fault: 'anchor-missing', entryId: 'sh01-lane1-0000000008' });
    const deep = Buffer.from(lines.filter((line) => !line.includes('"terminalId":"lane2"') || line.includes('"sequence":1,')).join(''));
    expect(await verifyJournalExport([deep], plain)).toMatchObject({ ok: false, fault: 'anchor-missing', entryId: 'sh01-lane2-0000000002' });
    expect(await verifyJournalExport([exported], { sha256Hex, anchors: [{ ...anchors[0]!, hash: 'f'.repeat(64) }] })).toMatchObject({ ok: false, fault: 'anchor-differs', entryId: 'sh01-lane1-0000000008' });
  });
});

/** Lines of different terminals may stand in any order; those of one may not. */
function isHarmless(changed: readonly string[]): boolean {
  const orderOf = (text: readonly string[]) => ['lane1', 'lane2', 'store'].map((terminal) => text.filter((line) => line.includes(`"terminalId":"${terminal}","sequence"`) || line.includes(`"id":"sh01-${terminal}-`)).join(''));
  return orderOf(changed).join('|') === orderOf(lines).join('|');
}

describe('a database', () => {
  const table = '"documents/store/journal/0"';
  const tampered = (change: (database: Database.Database) => void) => {
    const copy = path.join(directory, 'copy.sqlite');
    copyFileSync(file, copy);
    const database = new Database(copy);
    change(database);
    database.close();
    return verifyJournalDatabase(copy, null, plain);
  };

  test('verifies as it was written', () => {
    expect(verifyJournalDatabase(file, null, plain)).toMatchObject({ ok: true, entries: 14 });
    const reader = openToRead(file, null);
    expect([...exportJournal(reader)]).toEqual(lines);
    reader.close();
  });

  test.each([
    ['an amount changed', `UPDATE ${table} SET data = replace(data, '"countedMinor":4', '"countedMinor":5') WHERE id = 'sh01-lane1-0000000003'`, 'sh01-lane1-0000000003'],
    ['a row removed', `DELETE FROM ${table} WHERE id = 'sh01-lane1-0000000002'`, 'sh01-lane1-0000000003'],
    ['a row marked deleted', `UPDATE ${table} SET deleted = 1 WHERE id = 'sh01-lane2-0000000004'`, 'sh01-lane2-0000000004'],
    ['two rows swapped', `UPDATE ${table} SET id = CASE id WHEN 'sh01-lane1-0000000002' THEN 'sh01-lane1-0000000005' ELSE 'x' END WHERE id IN ('sh01-lane1-0000000002'); `, 'sh01-lane1-0000000003'],
    ['contents swapped', `UPDATE ${table} SET data = (SELECT data FROM ${table} o WHERE o.id = CASE ${table}.id WHEN 'sh01-lane1-0000000001' THEN 'sh01-lane1-0000000002' ELSE 'sh01-lane1-0000000001' END) WHERE id IN ('sh01-lane1-0000000001', 'sh01-lane1-0000000002')`, 'sh01-lane1-0000000002'],
    ['another revision', `UPDATE ${table} SET revision = '2-x' WHERE id = 'sh01-lane1-0000000001'`, 'sh01-lane1-0000000001'],
  ])('%s: the first bad entry is named', (what, sql, wanted) => {
    const verdict = tampered((database) => {
      if (what === 'two rows swapped') database.exec(`UPDATE ${table} SET id = 'x' WHERE id = 'sh01-lane1-0000000005'`);
      database.exec(sql);
    });
    expect(verdict).toMatchObject({ ok: false, entryId: wanted });
  });

  test('with a page overwritten is damaged or names an entry, and never verifies', () => {
    const pages = statSync(file).size / 4096;
    for (let page = 1; page < pages; page++) {
      const copy = path.join(directory, 'copy.sqlite');
      copyFileSync(file, copy);
      const handle = openSync(copy, 'r+');
      writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
      closeSync(handle);
      const verdict = verifyJournalDatabase(copy, null, plain);
      expect(verdict.ok).toBe(false);
    }
  });
});
