import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHouse, type HouseWish, type OpenHouse } from '../parts/open-house.ts';

/** Opens a house in a folder of its own, lets `tell` happen in it, and leaves nothing behind. */
export async function inHouse<T>(wish: Omit<HouseWish, 'folder'>, tell: (house: OpenHouse) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'story-'));
  try {
    const house = await openHouse({ ...wish, folder });
    try {
      return await tell(house);
    } finally {
      await house.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
