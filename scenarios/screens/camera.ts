import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, Page } from 'playwright-core';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { openGlass, type Glass } from '../parts/browser.ts';
import { indexedPng } from './indexed-png.ts';

export interface Size { readonly width: number; readonly height: number; readonly touch: boolean }
export type Language = 'zh-CN' | 'en';

export interface Camera {
  open(entryUrl: string, size: Size): Promise<Glass>;
  /** Writes `<name>.png` once the page's fonts and pictures are there. */
  take(page: Page, name: string): Promise<void>;
  taken(): readonly string[];
}

export function openCamera(browser: Browser, folder: string): Camera {
  const files: string[] = [];
  return {
    open: (entryUrl, size) => openGlass(browser, entryUrl, { ...size, language: 'zh-CN' }),
    async take(page, name) {
      await page.evaluate(async () => {
        await document.fonts.ready;
        // Pictures below the edge are loaded when they are scrolled to, and not before.
        await Promise.all([...document.images].filter((image) => image.getBoundingClientRect().top < window.innerHeight).map((image) => image.decode().catch(() => undefined)));
      });
      const file = path.join(folder, `${name}.png`);
      const shot = await loadImage(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
      const canvas = createCanvas(shot.width, shot.height);
      const context = canvas.getContext('2d');
      context.drawImage(shot, 0, 0);
      writeFileSync(file, indexedPng(shot.width, shot.height, context.getImageData(0, 0, shot.width, shot.height).data));
      files.push(file);
    },
    taken: () => files,
  };
}

/** Presses the language button when the page speaks the other one. */
export async function speak(page: Page, language: Language): Promise<void> {
  const spoken = await page.evaluate(() => document.documentElement.lang);
  if (spoken === language || (language === 'zh-CN' && spoken.startsWith('zh'))) return;
  await page.getByRole('button', { name: language === 'en' ? kitText['other-language'].zh : kitText['other-language'].en }).first().click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}
