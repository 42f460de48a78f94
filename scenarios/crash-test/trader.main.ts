import path from 'node:path';
import { worldInFile } from './outside-world.ts';
import { openShop } from './shop.ts';

/** Trades until it is killed:  node trader.main.ts <folder> */
const directory = process.argv[2]!;
const shop = await openShop(directory, worldInFile(path.join(directory, 'outside')), () => undefined, 1_000);
for (let sale = 1; ; sale++) {
  await shop.trade(`sale-${sale}`, 1 + (sale % 4));
  if (sale === 1) process.stdout.write('trading\n');
}
