import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskStateOf, tornDisk, type DiskState, type Transition } from './disk-states.ts';
import { judgeDisk, judgeRecovery, putOnDisk, type Losses } from './judge.ts';
import { worldInMemory, type OutsideEvent } from './outside-world.ts';
import { seededRandom } from './seeded.ts';
import { openShop, storeFileIn } from './shop.ts';

/** What the power cut does to a disk is made here, so the disk below need not be one. */
const MEMORY_DISK = '/dev/shm';
/** A log this small is checkpointed every few sales, so that checkpoints are cut too. */
const LOG_PAGES = 40;
/** A till is brought up on every this-many-th disk; the others are judged as they lie. */
const RECOVER_EVERY = 20;
/** Different disks made from the writes of one commit. */
const CUTS_A_COMMIT = 8;
/** Sales of which every commit is cut, before the store is closed and opened again. */
const SALES_A_LIFE = 6;
/** Then another store begins: what is judged stays small, and first days are crashed as well. */
const LIVES_A_STORE = 3;

type Cut = { readonly transition: Transition; readonly outside: readonly OutsideEvent[] };

/** Trades, and cuts the power `points` times, anywhere in the writes of the trading. */
export async function cutPower(points: number, seed: number, losses: Losses, progress: (done: number) => void): Promise<number> {
  const random = seededRandom(seed);
  const directory = mkdtempSync(path.join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), 'power-cut-'));
  const cuts: Cut[] = [];
  let world = worldInMemory([]);
  let durable: DiskState | null = null;

  const seen = (kind: 'waited' | 'did-not-wait'): void => {
    if (durable === null) return;
    const now = diskStateOf(storeFileIn(path.join(directory, 'shop')));
    // A commit that did not wait promises nothing, unless a checkpoint ran in it: that waits.
    if (kind === 'did-not-wait' && now.database.equals(durable.database)) return;
    cuts.push({ transition: { from: durable, to: now }, outside: [...world.events()] });
    durable = now;
  };

  try {
    let done = 0;
    for (let sale = 0, life = 0; done < points; life++) {
      if (life % LIVES_A_STORE === 0) {
        rmSync(path.join(directory, 'shop'), { recursive: true, force: true });
        mkdirSync(path.join(directory, 'shop'));
        world = worldInMemory([]);
      }
      const shop = await openShop(path.join(directory, 'shop'), world, seen, LOG_PAGES);
      await shop.trade(`sale-${sale++}`, 1);
      durable = diskStateOf(storeFileIn(path.join(directory, 'shop')));
      for (let more = 0; more < SALES_A_LIFE; more++) await shop.trade(`sale-${sale++}`, 1 + Math.floor(random() * 4));
      durable = null;
      await shop.close();
      for (const { transition, outside } of cuts.splice(0)) {
        for (let again = 0; again < CUTS_A_COMMIT && done < points; again++) {
          const torn = path.join(directory, 'torn');
          const disk = tornDisk(transition, random);
          judgeDisk(torn, disk, outside, losses);
          if (done++ % RECOVER_EVERY === 0) {
            putOnDisk(torn, disk);
            await judgeRecovery(torn, outside, LOG_PAGES, losses);
          }
        }
        progress(done);
      }
    }
    return done;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
