import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { attendantText } from 'edge-app/kiosk-ui/attendant/attendant-text.ts';
import { kioskText } from 'edge-app/kiosk-ui/kiosk/kiosk-text.ts';
import { laneText } from 'edge-app/kiosk-ui/lane/lane-text.ts';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Glass } from '../parts/browser.ts';
import { seriousBarriers, untranslatedWords } from '../parts/glass-checks.ts';
import { demoProduct, openShopInChromium, pinOf, type ShopInChromium } from './shop-in-chromium.ts';

const milk = demoProduct((product) => product.id === 'milk-whole-1l');
const fruit = demoProduct((product) => product.soldBy === 'weight' && product.plu !== null);
const drink = demoProduct((product) => product.ageLimitYears !== null);

let shop: ShopInChromium;
let kiosk: Glass;
beforeAll(async () => {
  shop = await openShopInChromium({ inference: false });
  kiosk = await shop.glass('lane1');
}, 90_000);
afterAll(() => shop?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name }).first();
const scan = (text: string, aimId = 'E0') => shop.house.bench.do('lane-1-scanner', 'scan', { text, aimId });
/** The names of the basket's goods, newest first, without what else stands beside a name. */
const lines = (page: Page): Promise<string[]> => page.locator('.basket-lines .line-name').evaluateAll((names) => names.map((name) => name.firstChild?.textContent ?? ''));
const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 20_000, interval: 50 });
const sellMilk = async (): Promise<void> => {
  if ((await kiosk.page.evaluate(() => document.documentElement.lang)) === 'en') await button(kiosk.page, kitText['other-language'].en).tap();
  await scan(milk.gtin.slice(1));
  await eventually(() => lines(kiosk.page)).toContain(milk.names.zh);
};

describe('a shop in Chromium', () => {
  it('sells by touch and by scanner bytes: weighed goods, an age check, cash, a receipt on paper, in two languages, without barriers', async () => {
    const { page } = kiosk;
    const attendant = await shop.glass('attendant');
    await button(page, kioskText.begin.zh).waitFor();
    expect(await seriousBarriers(page), 'attract').toEqual([]);
    await button(page, kioskText.begin.zh).tap();
    await sellMilk();
    expect(await seriousBarriers(page), 'selling, zh').toEqual([]);

    await button(page, kitText['other-language'].zh).tap();
    await eventually(() => lines(page)).toEqual([milk.names.en]);
    await eventually(() => page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await untranslatedWords(page)).toEqual([]);
    expect(await seriousBarriers(page), 'selling, en').toEqual([]);

    await button(page, laneText['look-up'].en).tap();
    await page.locator('.look-up-text').fill(fruit.plu!);
    await page.locator('.product-tile').first().tap();
    await page.getByText(laneText['scale-zero'].en).waitFor();
    expect(await button(page, laneText['take-weight'].en).getAttribute('aria-disabled')).toBe('true');
    await shop.house.bench.do('lane-1-scale', 'put', { grams: 488 });
    await page.locator('.primary[aria-disabled]').waitFor({ state: 'detached' });
    expect(await seriousBarriers(page), 'weighing, en').toEqual([]);
    await button(page, laneText['take-weight'].en).tap();
    await page.getByText('0.488 kg').first().waitFor();
    await shop.house.bench.do('lane-1-scale', 'remove');

    await scan(drink.gtin.slice(1));
    await eventually(() => lines(page)).toContain(drink.names.en);
    const pay = page.locator('.primary');
    await pay.tap();
    await attendant.page.locator('.help-card').waitFor();
    expect(await seriousBarriers(attendant.page), 'attendant, zh').toEqual([]);
    await approveOn(attendant.page);
    await attendant.page.locator('.help-card').waitFor({ state: 'detached' });
    await attendant.page.getByRole('button', { name: kitText['other-language'].zh }).tap();
    await eventually(() => untranslatedWords(attendant.page)).toEqual([]);
    expect(await seriousBarriers(attendant.page), 'attendant, en').toEqual([]);

    if ((await page.locator('.pay-choice').count()) === 0) await pay.tap();
    await page.locator('.pay-choice').first().waitFor();
    expect(await seriousBarriers(page), 'paying, en').toEqual([]);
    await page.locator('.pay-choice', { hasText: kioskText['pay-cash'].en }).tap();
    await page.locator('.cash-note').first().tap();
    await page.locator('.finished-printed').waitFor();
    expect(await seriousBarriers(page), 'finished, en').toEqual([]);
    expect(await untranslatedWords(page)).toEqual([]);
    const receiptNumber = (await page.locator('.finished-number').textContent())!.split(' ').at(-1)!;
    expect(await paper()).toContain(receiptNumber);
    await page.locator('.primary').tap();
    await page.locator('.attract').waitFor();
    expect([...kiosk.problems, ...attendant.problems]).toEqual([]);
    await attendant.close();
  });

  it('loses its power in the middle of a basket and goes on with it, on the same glass', async () => {
    const { page } = kiosk;
    await sellMilk();
    await scan(drink.gtin.slice(1));
    await eventually(() => lines(page)).toHaveLength(2);
    await shop.house.cutPower();
    await page.locator('.lost-veil').waitFor();
    await shop.house.startStore();
    await page.locator('.lost-veil').waitFor({ state: 'detached' });
    await eventually(() => lines(page)).toEqual([drink.names.zh, milk.names.zh]);
    await button(page, kioskText['cancel-sale'].zh).tap();
    await page.locator('dialog').getByRole('button', { name: kioskText['cancel-sale'].zh }).tap();
    await page.locator('.attract').waitFor();
  });

  it('gives nothing to a page of another origin, and takes nothing from it, though the cookie travels', async () => {
    await sellMilk();
    const { origin } = shop.house.store();
    const evil = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>'));
    await new Promise<void>((listening) => evil.listen(0, '127.0.0.1', listening));
    const page = await kiosk.context.newPage();
    await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
    const got = await page.evaluate(async (store) => {
      const tried = async (request: () => Promise<unknown>): Promise<string> => {
        try {
          return JSON.stringify(await request());
        } catch {
          return 'refused';
        }
      };
      const ask = (init: RequestInit) => async () => (await fetch(`${store}/questions/whoAmI`, { method: 'POST', body: '{}', credentials: 'include', ...init })).text();
      return {
        read: await tried(ask({ headers: { 'content-type': 'application/json' } })),
        readPlain: await tried(ask({ headers: { 'content-type': 'text/plain' } })),
        live: await tried(() => new Promise((resolve, reject) => {
          const socket = new WebSocket(`${store.replace('http', 'ws')}/live`);
          socket.onopen = () => resolve('opened');
          socket.onerror = () => reject(new Error('refused'));
        })),
        framed: await tried(() => new Promise((resolve, reject) => {
          const frame = document.createElement('iframe');
          frame.src = `${store}/kiosk/lane1`;
          frame.onload = () => (frame.contentDocument === null ? reject(new Error('out of reach')) : resolve('read'));
          document.body.append(frame);
        })),
        sent: await fetch(`${store}/commands/cancelBasket`, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"laneId":"lane1"}' }).then(() => 'sent', () => 'refused'),
      };
    }, origin);
    expect(got).toMatchObject({ read: 'refused', readPlain: 'refused', live: 'refused', framed: 'refused' });
    await page.close();
    await new Promise((closed) => evil.close(closed));
    await scan(drink.gtin.slice(1));
    await eventually(() => lines(kiosk.page)).toEqual([drink.names.zh, milk.names.zh]);
  });
});

async function approveOn(page: Page): Promise<void> {
  const { names, pin } = pinOf('attendant');
  await page.locator('.help-card').getByRole('button', { name: attendantText.approve.zh }).tap();
  await page.getByRole('radio', { name: names.zh }).tap();
  for (const digit of pin) await page.locator('.staff-pin .number-pad').getByRole('button', { name: digit, exact: true }).tap();
  await page.locator('.staff-pin-enter').tap();
}

async function paper(): Promise<string> {
  const { state } = (await shop.house.bench.devices()).find((device) => device.id === 'lane-1-printer')!;
  return JSON.stringify(state);
}
