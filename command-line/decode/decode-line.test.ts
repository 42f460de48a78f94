import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decoders } from 'hardware-drivers/decoders.ts';
import { boundedLines } from './bounded-lines.ts';
import { decodeLine } from './decode-line.ts';

const lineOf = (content: string) => ({ kind: 'line', bytes: Buffer.from(content) }) as const;

test('every line is answered by one line of JSON, whatever it holds and whichever protocol it is for', () => {
  const anything = fc.oneof(
    fc.string(), fc.json(), fc.uint8Array().map((bytes) => JSON.stringify({ hex: Buffer.from(bytes).toString('hex') })),
    fc.record({ text: fc.string({ unit: 'binary' }) }).map((value) => JSON.stringify(value)), fc.record({ json: fc.jsonValue(), options: fc.dictionary(fc.string(), fc.jsonValue()) }).map((value) => JSON.stringify(value)),
  );
  for (const [protocol, decode] of decoders) {
    fc.assert(fc.property(anything, (content) => {
      const answer = JSON.parse(decodeLine(decode, lineOf(content))) as { ok: boolean; error?: { kind: string } };
      expect(answer.error?.kind, `${protocol} ${content}`).not.toBe('decoder-failed');
    }), { numRuns: 100 });
  }
});

test('lines are cut anywhere, lose only their ends, and one that is too long costs itself alone', async () => {
  const whole = Buffer.from('first\r\n\nsecond line that is much too long\nthird\nlast');
  for (const size of [1, 3, 7, whole.length]) {
    const chunks = (async function* () {
      for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
    })();
    const lines: string[] = [];
    for await (const line of boundedLines(chunks, 10)) lines.push(line.kind === 'line' ? Buffer.from(line.bytes).toString() : line.kind);
    expect(lines).toEqual(['first', '', 'too-long', 'third', 'last']);
  }
});

test('the command answers line by line, refuses a protocol that it does not know, and names those it does', async () => {
  const run = async (args: readonly string[], input: string) => {
    const child = spawn(process.execPath, ['command-line/mendian.ts', 'decode', ...args]);
    const closed = once(child, 'close');
    child.stdin.end(input);
    const output = await text(child.stdout);
    return { output, code: (await closed)[0] as number };
  };
  const { output, code } = await run(['--protocol', 'gs1-check-digit'], '{"text":"950000000001"}\n{"text":\n\n{"json":3}');
  expect(code).toBe(0);
  expect(output.split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { ok: boolean }).ok)).toEqual([true, false, false, false]);
  expect((await run(['--protocol', 'toaster'], '')).code).toBe(2);
  expect((await run(['--list'], '')).output.split('\n')).toContain('scale-mt-sics');
});
