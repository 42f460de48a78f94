import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { counted, inFolder, openTestStore } from 'edge-app/store-runtime/database/test-store.ts';

const mendian = async (...args: readonly string[]) => {
  const child = spawn(process.execPath, ['command-line/mendian.ts', ...args, '--json']);
  const closed = once(child, 'close');
  const [output, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await closed)[0] as number, answer: JSON.parse(output.trim().split('\n').at(-1) || `{"said":${JSON.stringify(said)}}`) as Record<string, unknown> };
};

test('an encrypted store that trades is verified, exported and backed up, and restored only when it stands still', () => inFolder(async (folder) => {
  const key = randomBytes(32);
  const keyFile = path.join(folder, 'database.key');
  writeFileSync(keyFile, key);
  const store = await openTestStore(folder, { key });
  for (let n = 0; n < 5; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
  const at = [store.file, '--key', keyFile];
  const [head] = store.journal.heads();

  expect(await mendian('journal', 'verify', ...at)).toMatchObject({ code: 0, answer: { ok: true, entries: 5 } });
  const lines = path.join(folder, 'export.jsonl');
  expect(await mendian('journal', 'export', ...at, '--out', lines)).toMatchObject({ code: 0, answer: { ok: true, entries: 5 } });
  const bytes = readFileSync(lines);
  const anchors = path.join(folder, 'heads.json');
  writeFileSync(anchors, JSON.stringify([head]));
  expect(await mendian('journal', 'verify', lines, '--anchors', anchors)).toMatchObject({ code: 0, answer: { ok: true, entries: 5 } });
  const tail = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
  writeFileSync(lines, bytes.subarray(0, tail));
  expect(await mendian('journal', 'verify', lines, '--anchors', anchors)).toMatchObject({ code: 1, answer: { ok: false, fault: 'anchor-missing' } });
  for (const changed of [0, bytes.length - 30]) {
    writeFileSync(lines, bytes.map((byte, index) => (index === changed ? byte ^ 1 : byte)));
    expect(await mendian('journal', 'verify', lines)).toMatchObject({ code: 1, answer: { ok: false, position: changed === 0 ? 1 : 5 } });
  }

  const backup = path.join(folder, 'backup.sqlite');
  expect(await mendian('backup', backup, ...at)).toMatchObject({ code: 0, answer: { ok: true, value: { entries: 5 } } });
  expect(await mendian('restore', backup, ...at)).toMatchObject({ code: 2, answer: { ok: false } });
  await store.journal.append('lane1', 'cash-counted', counted(5));
  await store.close();
  expect(await mendian('restore', backup, ...at)).toMatchObject({ code: 0, answer: { ok: true, value: { entries: 5 } } });
  expect(await mendian('journal', 'verify', ...at)).toMatchObject({ code: 0, answer: { ok: true, entries: 5 } });
  expect(await mendian('journal', 'verify', path.join(folder, 'absent'))).toMatchObject({ code: 2, answer: { ok: false } });
}), 60_000);

test('projections are listed and compared while the store runs, and made again when it stands still', () => inFolder(async (folder) => {
  const store = await openTestStore(folder);
  for (let n = 0; n < 3; n++) await store.journal.append('lane1', 'cash-counted', counted(n));
  const zone = [store.file, '--time-zone', 'Asia/Shanghai'];
  expect(await mendian('projections', 'rebuild', ...zone)).toMatchObject({ code: 2 });
  await store.close();
  expect(await mendian('projections', 'rebuild', ...zone)).toMatchObject({ code: 0, answer: { ok: true } });
  const again = await openTestStore(folder);
  expect(await mendian('projections', 'check', ...zone)).toMatchObject({ code: 0, answer: { ok: true } });
  again.connection.exec("UPDATE follower_checkpoints SET place = 1 WHERE name = 'stock'");
  const { answer } = await mendian('projections', 'list', store.file);
  expect(answer['projections']).toContainEqual(expect.objectContaining({ name: 'stock', place: 1, state: 'behind' }));
  await again.close();
}), 60_000);

test('a rotated key opens the store and a backup of before is restored with the key of before', () => inFolder(async (folder) => {
  const keyFile = path.join(folder, 'database.key');
  writeFileSync(keyFile, randomBytes(32));
  const store = await openTestStore(folder, { key: readFileSync(keyFile) });
  await store.journal.append('lane1', 'cash-counted', counted(1));
  const at = [store.file, '--key', keyFile];
  const backup = path.join(folder, 'backup.sqlite');
  expect(await mendian('backup', backup, ...at)).toMatchObject({ code: 0 });
  expect(await mendian('key', 'rotate', ...at)).toMatchObject({ code: 2 });
  await store.close();
  expect(await mendian('key', 'rotate', ...at)).toMatchObject({ code: 0, answer: { ok: true } });
  expect(await mendian('journal', 'verify', ...at)).toMatchObject({ code: 0, answer: { ok: true, entries: 1 } });
  expect(await mendian('restore', backup, ...at)).toMatchObject({ code: 1 });
  expect(await mendian('restore', backup, ...at, '--backup-key', `${keyFile}.previous`)).toMatchObject({ code: 0 });
  expect(await mendian('journal', 'verify', ...at)).toMatchObject({ code: 0, answer: { ok: true, entries: 1 } });
}), 60_000);
