import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';

const draw = (seed: number, name?: string) => {
  const random = name === undefined ? seededRandom(seed) : seededRandom(seed).fork(name);
  return Array.from({ length: 20 }, () => random.integer(0, 999));
};

describe('seeded random', () => {
  it('gives the same stream for the same seed and another for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('gives each named part its own stream, whatever was drawn before', () => {
    const parent = seededRandom(7);
    parent.next();
    const forked = parent.fork('scale');
    expect(Array.from({ length: 20 }, () => forked.integer(0, 999))).toEqual(draw(7, 'scale'));
    expect(draw(7, 'scale')).not.toEqual(draw(7, 'scanner'));
  });

  it('stays inside its bounds and reaches both ends', () => {
    const random = seededRandom(3);
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(2, 5)));
    expect([...seen].sort()).toEqual([2, 3, 4, 5]);
  });
});
