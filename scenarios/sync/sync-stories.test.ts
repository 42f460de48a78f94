import { describe, expect, it } from 'vitest';
import { monthOffline } from '../stories/month-offline.ts';
import { poison } from '../stories/poison.ts';
import { storm } from '../stories/storm.ts';

/** The stories in small; at full size they are `npm run scenario -- month-offline --entries 300000`, `storm` and `poison`. */
describe('stores and head office, told in small', () => {
  const quiet = (): void => undefined;

  it('a bad entry is set aside with its reason, the others arrive, a repair brings it in', async () => {
    const { ok, counts } = await poison.play({ entries: 200, place: 60 }, quiet);
    expect(counts).toMatchObject({ arrived: 199, quarantined: 1, reason: 'bad-entry', afterRepair: 200 });
    expect(ok).toBe(true);
  });

  it('a chain that comes back in the same second loses and doubles nothing', async () => {
    const { ok, counts } = await storm.play({ stores: 12, entries: 20 }, quiet);
    expect(counts).toMatchObject({ arrived: 240, doubled: 0, failed: 0, gapless: true });
    expect(ok).toBe(true);
  });

  it('what was sold without a line arrives once, the state ahead of it, and the store knows what waits', async () => {
    const { counts } = await monthOffline.play({ entries: 1500, tillSales: 10 }, quiet);
    expect(counts).toMatchObject({ once: true, linkLies: 0, offlineToldTrue: true, arrivedWhenStateWasSeen: 0 });
  });
});
