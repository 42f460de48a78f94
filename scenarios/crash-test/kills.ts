import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeRecovery, type Losses } from './judge.ts';
import { worldInFile } from './outside-world.ts';
import { seededRandom } from './seeded.ts';

/** Kills a trading process `count` times, each time a new store at another moment, and reconciles what is left. */
export async function killTrading(count: number, seed: number, losses: Losses, progress: (done: number) => void): Promise<number> {
  const random = seededRandom(seed ^ 0x5eed);
  for (let done = 0; done < count; done++) {
    const directory = mkdtempSync(path.join(tmpdir(), 'killed-'));
    try {
      await tradeUntilKilled(directory, Math.floor(random() * 120));
      await judgeRecovery(directory, worldInFile(path.join(directory, 'outside')).events(), 1_000, losses);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
    progress(done + 1);
  }
  return count;
}

/** Starts a process that trades, and sends SIGKILL this long after its first sale. */
async function tradeUntilKilled(directory: string, afterMs: number): Promise<void> {
  const trader = spawn(process.execPath, [path.join(import.meta.dirname, 'trader.main.ts'), directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let timer: NodeJS.Timeout | null = null;
  trader.stdout.on('data', () => (timer ??= setTimeout(() => trader.kill('SIGKILL'), afterMs)));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => trader.on('close', (exitCode, by) => resolve([exitCode, by])));
  if (signal !== 'SIGKILL') throw new Error(`The trading process ended by itself with code ${code}`);
}
