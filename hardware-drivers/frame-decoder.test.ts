import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutLine, mapFrames, openFrameDecoder, printableAscii, type FrameDecoder } from './frame-decoder.ts';

const openLines = (): FrameDecoder<string> => openFrameDecoder<string>(16, cutLine(printableAscii));

test('however a stream is cut, the same lines come out', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[!-~]{1,12}$/), { maxLength: 20 }), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (lines, cuts) => {
    const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
    const decoder = openLines();
    const heard: string[] = [];
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const next = at + cuts[turn % cuts.length]!;
      heard.push(...decoder.feed(bytes.subarray(at, next)).frames);
      at = next;
    }
    expect(heard).toEqual(lines);
  }));
});

test('a line that never ends is given up, and its tail is not taken for a line', () => {
  const decoder = openLines();
  let refused = 0;
  for (let index = 0; index < 1_000; index += 1) {
    const fed = decoder.feed(Buffer.from('x'.repeat(7)));
    refused += fed.refused;
    expect(fed.waitingBytes).toBeLessThan(16);
    expect(fed.frames).toEqual([]);
  }
  expect(refused).toBe(1);
  expect(decoder.feed(Buffer.from('\r\ngood\r\n')).frames).toEqual(['xxxxxxxxxxxxxxx', 'good']);
});

test('runs of garbage are counted once each, and frames can be said in other words', () => {
  const decoder = mapFrames(openLines(), (line) => line.toUpperCase());
  expect(decoder.feed(Buffer.from('\x01\x02\r\x03\rgood\r\x04\r', 'latin1'))).toEqual({ frames: ['GOOD'], refused: 2, waitingBytes: 0 });
});
