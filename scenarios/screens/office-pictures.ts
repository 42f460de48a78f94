import { hqPageNames } from 'cloud-sync/hq-web/shell/hq-route.ts';
import { pageNames } from 'edge-app/back-office-ui/shell/page-route.ts';
import type { Page } from 'playwright-core';
import type { OpenHouse } from '../parts/open-house.ts';
import { speak, type Camera, type Size } from './camera.ts';

const deskGlass: Size = { width: 1440, height: 900, touch: false };

/** Every page of the back office in both languages. */
export async function photographOffice(house: OpenHouse, camera: Camera): Promise<void> {
  const office = await camera.open(house.store().entryUrl('back-office'), deskGlass);
  await photographPages(camera, office.page, 'back-office', pageNames);
  await office.close();
}

/** The bench with a receipt or two hanging from the printer, in both languages. */
export async function photographBench(house: OpenHouse, camera: Camera): Promise<void> {
  const bench = await camera.open(house.store().entryUrl('bench'), deskGlass);
  await bench.page.locator('.bench-table').waitFor();
  for (const language of ['zh-CN', 'en'] as const) {
    await speak(bench.page, language);
    await settled(bench.page);
    await camera.take(bench.page, `bench-${language}`);
  }
  await bench.close();
}

/** Every page of head office, and one store's own, in both languages. */
export async function photographHeadOffice(house: OpenHouse, camera: Camera): Promise<void> {
  const { page, close } = await camera.open(await house.headOffice!.createEntryUrl('hq-admin', 'pictures'), deskGlass);
  await photographPages(camera, page, 'head-office', [...hqPageNames, 'store/s001']);
  await close();
}

async function photographPages(camera: Camera, page: Page, screen: string, names: readonly string[]): Promise<void> {
  await page.locator('main h1').first().waitFor();
  for (const language of ['zh-CN', 'en'] as const) {
    for (const name of names) {
      await page.evaluate((hash) => { window.location.hash = hash; }, `#/${name}`);
      await page.locator('main h1').first().waitFor();
      await speak(page, language);
      await settled(page);
      await camera.take(page, `${screen}-${name.split('/')[0]!}-${language}`);
    }
  }
}

/** Waits until the page's text has stood still for a moment: tables fill with the first snapshot. */
async function settled(page: Page): Promise<void> {
  let before = '';
  for (let round = 0; round < 20; round += 1) {
    const now = await page.locator('body').innerText();
    if (now === before) return;
    before = now;
    await page.waitForTimeout(250);
  }
}
