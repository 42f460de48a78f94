import { beforeAll, describe, expect, it } from 'vitest';
import { emptyHeadOffice } from './simulated-head-office.ts';
import type { Plant } from './plant.ts';
import { simulateWorld } from './simulate-world.ts';

describe('stores and head office under every fault', () => {
  let schema: Buffer;
  beforeAll(async () => { schema = await emptyHeadOffice(); });
  const play = (seed: number, plant: Plant = 'none') => simulateWorld(seed, schema, plant, () => undefined);

  it('are equal once it is quiet, in a hundred worlds', async () => {
    const failing: string[] = [];
    for (let seed = 1; seed <= 100; seed += 1) {
      const { violations } = await play(seed);
      if (violations.length > 0) failing.push(`npm run simulate -- --seed ${seed} --trace: ${violations.join('; ')}`);
    }
    expect(failing).toEqual([]);
  });

  it('do the same again from the same seed', async () => {
    const [once, again, other] = [await play(7), await play(7), await play(8)];
    expect(again.traceHash).toBe(once.traceHash);
    expect(other.traceHash).not.toBe(once.traceHash);
  });

  it.each(['answer-before-commit', 'checkpoint-ahead', 'pass-over-unacknowledged'] as const)('do not stay equal with the bug "%s"', async (plant) => {
    let found = 0;
    for (let seed = 1; seed <= 4; seed += 1) found += (await play(seed, plant)).violations.length;
    expect(found).toBeGreaterThan(0);
  });
});
