import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { openHostSideOfTty } from '../wires/host-side-of-tty.ts';
import { casFrame, simulateCasScale } from './cas-scale.ts';
import type { SimulatedScale } from './scale-front.ts';
import { simulateToledo8217Scale } from './toledo-8217-scale.ts';
import { openWeighingCell } from './weighing-cell.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function talkTo(simulate: (path: string) => Promise<SimulatedScale>) {
  const directory = await mkdtemp(join(tmpdir(), 'scale-'));
  const scale = await simulate(join(directory, 'scale.tty'));
  const host = openHostSideOfTty(scale.address);
  opened.push(async () => {
    await host.close();
    await scale.close();
    await rm(directory, { recursive: true });
  });
  const ask = async (bytes: string, length: number): Promise<string> => {
    host.forget();
    host.write(Buffer.from(bytes, 'latin1'));
    await expect.poll(() => host.heard().length).toBeGreaterThanOrEqual(length);
    return host.heard().toString('hex');
  };
  return { scale, ask };
}

const still = { capacityGrams: 15_000, divisionGrams: 1, settleMs: 0, nowMs: () => Date.now() };

describe('a Toledo 8217 scale', () => {
  it('answers W with kilograms, N when net, and status when it has no weight', async () => {
    const { scale, ask } = await talkTo((path) => simulateToledo8217Scale({ path, ...still, random: seededRandom(1) }));
    scale.put(1234);
    expect(await ask('W', 8)).toBe('0230312e3233340d');
    scale.put(100);
    expect(await ask('T', 4)).toBe('023f200d');
    scale.put(350);
    expect(await ask('W', 9)).toBe('0230302e3235304e0d');
    expect(await ask('C', 4)).toBe('023f000d');
    scale.put(-4);
    expect(await ask('W', 4)).toBe('023f040d');
    scale.put(15_500);
    expect(await ask('W', 4)).toBe('023f020d');
  });

  it('reports motion, passes the echo probe and masks the eighth bit', async () => {
    const { scale, ask } = await talkTo((path) =>
      simulateToledo8217Scale({ path, ...still, settleMs: 60_000, random: seededRandom(1) }));
    expect(await ask('Ehello', 8)).toBe(Buffer.from('\x02E\rhello').toString('hex'));
    expect(await ask('F', 3)).toBe('02460d');
    scale.put(500);
    expect((await ask(String.fromCharCode(0x57 | 0x80), 4)).slice(0, 4)).toBe('023f');
  });
});

describe('a CAS scale', () => {
  it('gives the published capture for 0.488 kg', async () => {
    const { scale, ask } = await talkTo((path) => simulateCasScale({ path, ...still, random: seededRandom(1) }));
    scale.put(488);
    expect(await ask('\x05', 1)).toBe('06');
    expect(`06${await ask('\x11', 15)}`).toBe('060102532030302e3438386b67650304');
  });

  it('marks motion and a negative weight', () => {
    const frame = Buffer.from(casFrame({ grossGrams: -5, netGrams: -5, isStable: false, isOverload: false, isUnderload: false }));
    expect(frame.subarray(2, 12).toString()).toBe('U-00.005kg');
  });
});

describe('the weighing cell', () => {
  it('swings, settles on the division, and creeps when told', () => {
    let nowMs = 0;
    const cell = openWeighingCell({ capacityGrams: 15_000, divisionGrams: 5, settleMs: 400, nowMs: () => nowMs, random: seededRandom(5) });
    nowMs = 1000;
    cell.put(352);
    nowMs = 1100;
    expect(cell.read().isStable).toBe(false);
    expect(cell.read().grossGrams % 5).toBe(0);
    nowMs = 1400;
    expect(cell.read()).toMatchObject({ isStable: true, grossGrams: 350 });
    cell.drift(30);
    nowMs += 120_000;
    expect(cell.read().grossGrams).toBe(410);
    cell.drift(0);
    nowMs += 120_000;
    expect(cell.read().grossGrams).toBe(410);
  });

  it('moves the same way for the same seed', () => {
    const swing = (seed: number): number[] => {
      let nowMs = 0;
      const cell = openWeighingCell({ capacityGrams: 6000, divisionGrams: 1, settleMs: 500, nowMs: () => nowMs, random: seededRandom(seed) });
      cell.put(800);
      return Array.from({ length: 40 }, () => ((nowMs += 10), cell.read().grossGrams));
    };
    expect(swing(4)).toEqual(swing(4));
    expect(swing(4)).not.toEqual(swing(5));
  });
});
