import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeRecovery, type Losses } from './judge.ts';
import { worldInFile } from './outside-world.ts';
import { seededRandom } from './seeded.ts';
import { GAVE_UP } from './trader-exit.ts';

/** A new store with its first sale takes less than this; the log of a busy one more. In blocks of 1024 bytes, as `ulimit -f` counts. */
const LEAST_BLOCKS = 220;
const MOST_BLOCKS = 1_600;

/**
 * Trades `count` times until the disk takes no more bytes in one of the files: from some write on, all further ones of that file fail, in the log or in
 * the database. The till must end by itself without a loss; the store is then opened on a disk that works again and reconciled.
 */
export async function failWrites(count: number, seed: number, losses: Losses, progress: (done: number) => void): Promise<number> {
  const random = seededRandom(seed ^ 0xd15c);
  for (let done = 0; done < count; done++) {
    const directory = mkdtempSync(path.join(tmpdir(), 'unwritable-'));
    try {
      await tradeUntilWritesFail(directory, LEAST_BLOCKS + Math.floor(random() * (MOST_BLOCKS - LEAST_BLOCKS)));
      await judgeRecovery(directory, worldInFile(path.join(directory, 'outside')).events(), 1_000, losses);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
    progress(done + 1);
  }
  return count;
}

async function tradeUntilWritesFail(directory: string, blocks: number): Promise<void> {
  // With the signal ignored, a write beyond the limit fails as on a broken or full disk (setrlimit(2), RLIMIT_FSIZE).
  const trader = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, path.join(import.meta.dirname, 'trader.main.ts'), directory], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  trader.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2_000)));
  const code = await new Promise<number | null>((resolve) => trader.on('close', resolve));
  if (code !== GAVE_UP) throw new Error(`The trading process ended with ${code} and not because a write failed: ${said}`);
}
