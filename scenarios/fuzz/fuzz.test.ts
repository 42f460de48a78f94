import { expect, test } from 'vitest';
import { fuzzCodec } from './fuzz-codec.ts';
import { messageCodecs } from './message-codecs.ts';
import { streamCodecs } from './stream-codecs.ts';

test.each([...streamCodecs, ...messageCodecs()])('$name stands two thousand broken inputs', (codec) => {
  expect(fuzzCodec(codec, { inputs: 2_000, seconds: 20, seed: 7 })).toMatchObject({ faults: 0, firstFault: null, inputs: 2_000 });
});

test('what throws, hangs or says something wrong is found and told with its number', () => {
  const codec = { name: 'bad', open: () => (chance: { below(end: number): number }) => {
    if (chance.below(50) === 0) throw new Error('broken');
    return null;
  } };
  const result = fuzzCodec(codec, { inputs: 10_000, seconds: 20, seed: 1 });
  expect(result.faults).toBe(20);
  expect(result.firstFault?.fault).toMatch(/^threw Error: broken/);
});
