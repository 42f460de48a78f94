import { pageNames } from 'edge-app/back-office-ui/shell/page-route.ts';
import { pageWords } from 'edge-app/back-office-ui/shell/shell-words.ts';
import { ordersWords } from 'edge-app/back-office-ui/orders/orders-words.ts';
import { hqPageNames } from 'cloud-sync/hq-web/shell/hq-route.ts';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPrices } from 'cloud-sync/server/demo-catalogue/demo-catalogue.ts';
import { seriousBarriers, untranslatedWords } from '../parts/glass-checks.ts';
import { enterHeadOffice } from '../parts/head-office-person.ts';
import { demoProduct, openShopInChromium, type ShopInChromium } from './shop-in-chromium.ts';

const product = demoProduct((one) => one.id === 'milk-whole-1l');
const priceMinor = demoPrices.find((price) => price.productId === product.id)!.amountMinor;

let shop: ShopInChromium;
beforeAll(async () => {
  shop = await openShopInChromium({ inference: true });
}, 90_000);
afterAll(() => shop?.close());

const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 30_000, interval: 100 });

/** Long tables are judged by a few of their rows: each row is built like the next. */
const placeOf = (name: string): string => (['stock', 'prices', 'orders', 'journal', 'labels'].includes(name) ? `#/${name}?search=milk` : `#/${name}`);

describe('the offices in Chromium', () => {
  it('every page of the back office stands in both languages without barriers; prices, proposals and devices are real', async () => {
    const office = await shop.glass('back-office');
    const { page } = office;
    for (const name of pageNames) {
      await page.evaluate((hash) => { window.location.hash = hash; }, placeOf(name));
      await page.getByRole('heading', { name: pageWords[name].zh }).first().waitFor();
      expect(await seriousBarriers(page), `${name}, zh`).toEqual([]);
    }
    await page.evaluate(() => { window.location.hash = '#/stock?search=milk'; });
    await page.locator('tr', { hasText: product.names.zh }).getByText(formatMoney(priceMinor)).waitFor();
    await page.evaluate(() => { window.location.hash = '#/orders'; });
    await page.getByRole('button', { name: ordersWords['forecast-now'].zh }).click();
    await eventually(() => page.locator('table tbody tr').count()).toBeGreaterThan(5);
    await page.evaluate(() => { window.location.hash = '#/devices'; });
    await eventually(() => page.locator('main').textContent()).toContain('lane-1-scale');
    await page.getByRole('button', { name: kitText['other-language'].zh }).click();
    for (const name of pageNames) {
      await page.evaluate((hash) => { window.location.hash = hash; }, placeOf(name));
      await page.getByRole('heading', { name: pageWords[name].en }).first().waitFor();
      expect(await untranslatedWords(page), `${name}, en`).toEqual([]);
      expect(await seriousBarriers(page), `${name}, en`).toEqual([]);
    }
    expect(office.problems).toEqual([]);
    await office.close();
  }, 240_000);

  it('a price set at head office is active in the store and on its board', async () => {
    const board = await shop.headOfficeGlass();
    const { page } = board;
    await page.locator('main h1').waitFor();
    for (const name of hqPageNames) {
      await page.evaluate((hash) => { window.location.hash = hash; }, placeOf(name));
      await page.locator('main h1').waitFor();
      expect(await seriousBarriers(page), `${name}, zh`).toEqual([]);
    }
    const risen = priceMinor + 150;
    const person = await enterHeadOffice(await shop.house.headOffice!.createEntryUrl('hq-admin', 'price'));
    await person.send('setPrice', { productId: product.id, amountMinor: risen, validFromMs: null, storeIds: null });
    await person.until('prices', { search: product.id, onlyUnfinished: false }, 'the price active in the store', ({ rows }) => rows[0]?.current?.rollout.some((one) => one.state === 'active') ?? false, 60_000);
    person.leave();
    await page.evaluate((hash) => { window.location.hash = hash; }, `#/prices?search=${product.names.zh}`);
    await eventually(() => page.locator('main').innerText()).toContain(formatMoney(risen));
    expect(board.problems).toEqual([]);
    await board.close();
  }, 240_000);
});
