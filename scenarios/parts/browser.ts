import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** The Chromium of `MENDIAN_CHROMIUM`, else an installed one. Throws with what to do when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['MENDIAN_CHROMIUM'] ?? places.find((place) => existsSync(place));
  if (!executablePath) throw new Error('There is no Chromium here: set MENDIAN_CHROMIUM to one, or run `npm test`, which finds or fetches it');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--force-color-profile=srgb', '--font-render-hinting=none', '--hide-scrollbars'] });
}

/** A screen of the shop: its glass, how it is touched, and what went wrong on it. */
export interface Glass {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page: exceptions, console errors, violations of the content policy, files that did not come. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export async function openGlass(browser: Browser, entryUrl: string, glass: { readonly width: number; readonly height: number; readonly touch: boolean; readonly language: 'zh-CN' | 'en' }): Promise<Glass> {
  const context = await browser.newContext({ viewport: { width: glass.width, height: glass.height }, hasTouch: glass.touch, locale: glass.language, timezoneId: 'Asia/Shanghai', deviceScaleFactor: 1, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    // A browser asks for /favicon.ico unbidden where a page names no icon.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(entryUrl);
  return { page, context, problems, close: () => context.close() };
}
