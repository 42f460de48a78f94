import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { openHostSideOfTty } from '../wires/host-side-of-tty.ts';
import { simulateMtSicsScale } from './mt-sics-scale.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function scaleOnATable(settleMs: number, unit: 'kg' | 'g' = 'g') {
  const directory = await mkdtemp(join(tmpdir(), 'scale-'));
  const scale = await simulateMtSicsScale({
    path: join(directory, 'scale.tty'),
    identity: { model: 'ICS469 OU', softwareVersion: '1.00', serialNumber: 'B021002593', unit },
    capacityGrams: 15_000, divisionGrams: 1, settleMs, stabilityTimeoutMs: 300, repeatMs: 20,
    nowMs: () => Date.now(), random: seededRandom(1),
  });
  const host = openHostSideOfTty(scale.address);
  opened.push(async () => {
    await host.close();
    await scale.close();
    await rm(directory, { recursive: true });
  });
  const ask = async (command: string, lines = 1): Promise<string[]> => {
    host.forget();
    host.write(Buffer.from(`${command}\r\n`, 'latin1'));
    const text = (): string => host.heard().toString('latin1');
    await expect.poll(() => text().split('\r\n').length - 1, { timeout: 3000 }).toBeGreaterThanOrEqual(lines);
    return text().split('\r\n').slice(0, lines);
  };
  return { scale, host, ask };
}

describe('an MT-SICS scale on a real tty', () => {
  it('answers a still pan with ten characters of weight, in grams and in kilograms', async () => {
    const { scale, ask } = await scaleOnATable(0);
    scale.put(350);
    expect(await ask('S')).toEqual(['S S        350 g']);
    const inKilograms = await scaleOnATable(0, 'kg');
    inKilograms.scale.put(350);
    expect(await inKilograms.ask('SI')).toEqual(['S S      0.350 kg']);
  });

  it('says D while the pan swings, waits with S, and gives up with I', async () => {
    const { scale, ask } = await scaleOnATable(150);
    scale.put(500);
    expect((await ask('SI'))[0]).toMatch(/^S D [ \d-]{10} g$/);
    expect(await ask('S')).toEqual(['S S        500 g']);
    const restless = await scaleOnATable(5000);
    restless.scale.put(500);
    expect(await restless.ask('S')).toEqual(['S I']);
    expect(await restless.ask('T')).toEqual(['T I']);
  });

  it('says + above capacity and - below zero', async () => {
    const { scale, ask } = await scaleOnATable(0);
    scale.put(15_010);
    expect(await ask('SI')).toEqual(['S +']);
    scale.put(-30);
    expect(await ask('SI')).toEqual(['S -']);
  });

  it('tares, tells, presets and clears the tare', async () => {
    const { scale, ask } = await scaleOnATable(0);
    scale.put(120);
    expect(await ask('T')).toEqual(['T S        120 g']);
    scale.add(230);
    expect(await ask('S')).toEqual(['S S        230 g']);
    expect(await ask('TA 0.050 kg')).toEqual(['TA A         50 g']);
    expect(await ask('TAC')).toEqual(['TAC A']);
    expect(await ask('S')).toEqual(['S S        350 g']);
  });

  it('sets zero near zero only', async () => {
    const { scale, ask } = await scaleOnATable(0);
    scale.put(12);
    expect(await ask('Z')).toEqual(['Z A']);
    expect(await ask('S')).toEqual(['S S          0 g']);
    scale.put(900);
    expect(await ask('Z')).toEqual(['Z +']);
    expect(await ask('ZI')).toEqual(['ZI +']);
  });

  it('names itself, lists its commands, and refuses what it does not know', async () => {
    const { ask } = await scaleOnATable(0);
    expect(await ask('I2')).toEqual(['I2 A "ICS469 OU 15.00 kg"']);
    expect(await ask('@')).toEqual(['I4 A "B021002593"']);
    const list = await ask('I0', 16);
    expect(list[0]).toBe('I0 B 0 "@"');
    expect(list.at(-1)).toBe('I0 A');
    expect(await ask('HELLO')).toEqual(['ES']);
    expect(await ask('\xff')).toContain('ET');
  });

  it('repeats after SIR until S', async () => {
    const { scale, ask } = await scaleOnATable(0);
    scale.put(42);
    const lines = await ask('SIR', 5);
    expect(new Set(lines)).toEqual(new Set(['S S         42 g']));
    await ask('S');
    const [after] = await ask('I4');
    expect(after).toBe('I4 A "B021002593"');
  });

  it('a pulled cable is seen by the port, and the same path serves again', async () => {
    const { scale, host } = await scaleOnATable(0);
    await scale.setCable(false);
    await host.lost;
    await scale.setCable(true);
    const replugged = openHostSideOfTty(scale.address);
    scale.put(77);
    replugged.write(Buffer.from('SI\r\n'));
    await expect.poll(() => replugged.heard().toString()).toBe('S S         77 g\r\n');
    await replugged.close();
  });
});
