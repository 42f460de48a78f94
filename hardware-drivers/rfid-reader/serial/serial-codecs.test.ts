import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decode } from '../../decode-input.ts';
import { disagreements, readPublishedVectors } from '../../published-vectors.ts';
import { a0Bytes, decodeA0, openA0Framer } from './a0-codec.ts';
import { decodeM100, m100Bytes, openM100Framer } from './m100-codec.ts';
import { decodeMercury, mercuryBytes, openMercuryFramer } from './mercury-codec.ts';
import { decodeReader18, openReader18Framer, reader18Bytes, reader18Inventory } from './reader18-codec.ts';
import type { ResyncingFramer } from './resyncing-framer.ts';

const file = new URL('../fixtures/serial-vectors.json', import.meta.url);
const protocols: readonly (readonly [string, Decode, () => ResyncingFramer<unknown>, (vector: string) => boolean])[] = [
  ['uhf-m100', decodeM100, openM100Framer, () => true],
  ['uhf-a0', decodeA0, openA0Framer, () => true],
  ['uhf-mercury', decodeMercury, openMercuryFramer, hex => (decodeMercury({ hex }) as { value: Record<string, unknown> }).value['direction'] === 'rx'],
  ['uhf-reader18', decodeReader18, openReader18Framer, hex => (decodeReader18({ hex }) as { value: Record<string, unknown> }).value['direction'] === 'rx'],
];

describe.each(protocols)('%s', (protocol, decode, openFramer, isFromReader) => {
  const { vectors, compare } = readPublishedVectors(file, protocol);
  const frames = vectors.filter(vector => vector.valid && isFromReader(vector.bytes_hex!)).map(vector => Buffer.from(vector.bytes_hex!, 'hex'));

  it.each(vectors)('agrees with the published frame $id', (vector) => {
    expect(disagreements(decode, vector, compare)).toEqual([]);
  });

  it('finds every published frame however the bytes are cut', () => {
    const stream = Buffer.concat(frames);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      const framer = openFramer();
      let found = 0;
      for (let at = 0, index = 0; at < stream.length; index++) {
        found += framer.feed(stream.subarray(at, at += sizes[index % sizes.length]!)).length;
      }
      expect(found + framer.expire().length).toBe(frames.length);
      expect(framer.takeRefused()).toBe(0);
    }), { numRuns: 60 });
  });

  it('finds the good frame after any garbage, at the latest when the line falls silent', () => {
    const good = frames[0]!;
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (garbage) => {
      const framer = openFramer();
      const found = [...framer.feed(Buffer.concat([garbage, good])), ...framer.expire()];
      expect(found.map(frame => JSON.stringify(frame))).toContain(JSON.stringify(openFramer().feed(good)[0]));
    }), { numRuns: 500 });
  });

  it('never throws on any bytes and keeps none for ever', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      decode({ hex: Buffer.from(bytes).toString('hex') });
      const framer = openFramer();
      framer.feed(bytes);
      framer.expire();
      expect(framer.feed(frames[0]!)).toHaveLength(1);
    }), { numRuns: 500 });
  });
});

it('commands are the bytes that the documents print', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  expect(hex(m100Bytes('bb-7e', 0x27, Uint8Array.of(0x22, 0x27, 0x10)))).toBe('bb00270003222710837e');
  expect(hex(m100Bytes('aa-dd', 0x49, Buffer.from('0000ffff030000000212345678', 'hex')))).toBe('aa0049000d0000ffff0300000002123456786ddd');
  expect(hex(a0Bytes(1, 0x74, Uint8Array.of(0)))).toBe('a004017400e7');
  expect(hex(mercuryBytes(0x97, Uint8Array.of(1)))).toBe('ff0197014bbc');
  expect(hex(reader18Bytes(0, 0x0f, new Uint8Array(0)))).toBe('04000fa5a2');
});

it('the dialect of a reader is what it says of itself, not a guess, once it is known', () => {
  const empty = { address: 0, command: 1, status: 1, data: Uint8Array.of(1, 0) };
  expect(reader18Inventory(empty, 'reader18')).toEqual({ dialect: 'reader18', antennaBitmap: null, tags: [{ epc: '', rssiRaw: null }] });
  expect(reader18Inventory(empty, 'reader288')).toEqual({ dialect: 'reader288', antennaBitmap: 1, tags: [] });
});
