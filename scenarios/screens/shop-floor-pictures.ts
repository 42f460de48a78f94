import type { Page } from 'playwright-core';
import { demoProducts } from 'cloud-sync/server/demo-catalogue/demo-catalogue.ts';
import { kioskText } from 'edge-app/kiosk-ui/kiosk/kiosk-text.ts';
import { laneText } from 'edge-app/kiosk-ui/lane/lane-text.ts';
import { inLanguage } from 'retail-model/text/words.ts';
import type { OpenHouse } from '../parts/open-house.ts';
import type { Person } from '../parts/person.ts';
import type { SteppedClock } from '../parts/stepped-clock.ts';
import { speak, type Camera, type Language, type Size } from './camera.ts';

const kioskGlass: Size = { width: 1080, height: 1920, touch: true };
const tillGlass: Size = { width: 1920, height: 1080, touch: false };
const basket = ['milk-whole-1l', 'toast-white', 'yogurt-plain', 'crisps-plain-70', 'cola-330'];
const SAME_CODE_PAUSE_MS = 250;
const SHOPPER_WAITED_MS = 42_000;

const gtinOf = (productId: string): string => demoProducts.find((one) => one.id === productId)!.gtin.slice(1);
const weighed = demoProducts.find((one) => one.soldBy === 'weight' && one.plu !== null)!;
const aged = demoProducts.find((one) => one.ageLimitYears !== null)!;

/** The kiosk from nobody there to thank you, in both languages. */
export async function photographKiosk(house: OpenHouse, camera: Camera, person: Person): Promise<void> {
  const { page, problems, close } = await camera.open(house.store().entryUrl('lane1'), kioskGlass);
  for (const language of ['zh-CN', 'en'] as const) await photographSale(house, camera, person, page, language);
  await speak(page, 'zh-CN');
  if (problems.length > 0) throw new Error(`The kiosk had problems: ${problems.join('; ')}`);
  await close();
}

async function photographSale(house: OpenHouse, camera: Camera, person: Person, page: Page, language: Language): Promise<void> {
  const shot = (name: string): Promise<void> => camera.take(page, `kiosk-${name}-${language}`);
  await page.locator('.attract').waitFor();
  await speak(page, language);
  await shot('attract');
  await scanAll(house, 'lane-1', basket);
  await person.until('lane', { laneId: 'lane1' }, 'the basket', (view) => view.basket?.lines.length === basket.length);
  await page.locator('.basket-lines li').nth(basket.length - 1).waitFor();
  await shot('selling');
  await page.getByRole('button', { name: inLanguage(laneText['look-up'], language) }).click();
  await page.locator('.product-tile').first().waitFor();
  await shot('look-up');
  await page.locator('.look-up-text').fill(weighed.plu!);
  await page.locator('.product-tile').first().click();
  await house.bench.do('lane-1-scale', 'put', { grams: 486 });
  await person.until('lane', { laneId: 'lane1' }, 'a stable weight', (view) => view.weighing !== null && view.scale.status === 'stable' && view.scale.grams === 486);
  await page.locator('.primary:not([aria-disabled])').waitFor();
  await shot('weighing');
  await page.locator('.primary').click();
  await person.until('lane', { laneId: 'lane1' }, 'the weighed line', (view) => view.weighing === null);
  await house.bench.do('lane-1-scale', 'remove');
  await page.locator('.primary:not([aria-disabled])').click();
  await page.locator('.pay-choice').first().waitFor();
  await shot('pay');
  await page.locator('.pay-choice', { hasText: inLanguage(kioskText['pay-phone'], language) }).click();
  await page.locator('.frame-tall h1').waitFor();
  await shot('pay-code');
  await house.bench.do('lane-1-scanner', 'scan', { text: `1345678901234567${language === 'en' ? '89' : '90'}`, aimId: 'Q1' });
  await page.locator('.finished-printed').waitFor();
  await shot('finished');
  await person.send('finish', { laneId: 'lane1' });
}

/** A cashier's till with a sale under way. */
export async function photographTill(house: OpenHouse, camera: Camera, person: Person, cashier: { readonly staffId: string; readonly pin: string }): Promise<void> {
  const { page, close } = await camera.open(house.store().entryUrl('lane3'), tillGlass);
  await person.send('signInToLane', { laneId: 'lane3', ...cashier });
  await scanAll(house, 'lane-3', [...basket, 'milk-whole-1l']);
  await person.until('lane', { laneId: 'lane3' }, 'the till’s basket', (view) => (view.basket?.lines.length ?? 0) >= basket.length);
  for (const language of ['zh-CN', 'en'] as const) {
    await speak(page, language);
    await camera.take(page, `till-selling-${language}`);
  }
  await speak(page, 'zh-CN');
  await close();
}

/** The attendant's strip while one kiosk waits for an age check and one calls for help; on a tablet and on a phone. */
export async function photographAttendant(house: OpenHouse, camera: Camera, kiosk: Person, till: Person, clock: SteppedClock): Promise<void> {
  await scanAll(house, 'lane-1', ['milk-whole-1l', aged.id]);
  await kiosk.until('lane', { laneId: 'lane1' }, 'the age check', (view) => view.helps.length > 0);
  clock.stepTo(clock.nowMs() + SHOPPER_WAITED_MS);
  for (const [name, size] of [['tablet', { width: 1280, height: 800, touch: true }], ['phone', { width: 390, height: 844, touch: true }]] as const) {
    const { page, close } = await camera.open(house.store().entryUrl('attendant'), size);
    await page.locator('.lane-card').first().waitFor();
    for (const language of ['zh-CN', 'en'] as const) {
      await speak(page, language);
      await camera.take(page, `attendant-${name}-${language}`);
    }
    if (name === 'phone') {
      await page.locator('.lane-card').first().click();
      await page.locator('.help-card').waitFor();
      await camera.take(page, 'attendant-phone-help-en');
    }
    await close();
  }
  await kiosk.send('cancelBasket', { laneId: 'lane1' });
  await till.send('cancelBasket', { laneId: 'lane3' });
}

async function scanAll(house: OpenHouse, lane: string, productIds: readonly string[]): Promise<void> {
  for (const productId of productIds) {
    await house.bench.do(`${lane}-scanner`, 'scan', { text: gtinOf(productId), aimId: 'E0' });
    // The same code sooner would be taken for a stutter of the scanner.
    await new Promise((resolve) => setTimeout(resolve, SAME_CODE_PAUSE_MS));
  }
}
