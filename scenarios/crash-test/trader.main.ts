import path from 'node:path';
import { JournalError } from 'edge-app/store-runtime/database/journal-error.ts';
import { SqliteError } from 'better-sqlite3-multiple-ciphers';
import { worldInFile } from './outside-world.ts';
import { openShop } from './shop.ts';
import { GAVE_UP } from './trader-exit.ts';

/** Trades until it is killed or nothing can be written any more:  node trader.main.ts <folder> */
const directory = process.argv[2]!;
const shop = await openShop(directory, worldInFile(path.join(directory, 'outside')), () => undefined, 1_000);
try {
  for (let sale = 1; ; sale++) {
    await shop.trade(`sale-${sale}`, 1 + (sale % 4));
    if (sale === 1) process.stdout.write('trading\n');
  }
} catch (error) {
  const isDisk = error instanceof JournalError || error instanceof SqliteError || (error instanceof Error && error.cause instanceof SqliteError);
  if (!isDisk) throw error;
  process.exit(GAVE_UP);
}
