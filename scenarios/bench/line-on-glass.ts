import type { Page } from 'playwright-core';

/** Instants on the page's clock, as UTC ms with fractions. */
export interface LineSeen { readonly inPageMs: number; readonly framedMs: number }

/**
 * Watches a kiosk's page for the line of a product. A frame counts as made when the task after its animation callbacks runs: rendering
 * comes between the two (HTML, event loop processing model, "update the rendering").
 */
export async function watchForLine(page: Page, productName: string): Promise<() => Promise<LineSeen>> {
  await page.evaluate((name) => {
    const at = (): number => performance.timeOrigin + performance.now();
    const isThere = (): boolean => document.querySelector('.line-fresh .line-name')?.textContent === name;
    const holder = window as unknown as { lineSeen: Promise<LineSeen> };
    holder.lineSeen = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        const inPageMs = at();
        requestAnimationFrame(() => {
          const afterFrame = new MessageChannel();
          afterFrame.port1.onmessage = () => resolve({ inPageMs, framedMs: at() });
          afterFrame.port2.postMessage(null);
        });
      });
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  }, productName);
  return () => page.evaluate(() => (window as unknown as { lineSeen: Promise<LineSeen> }).lineSeen);
}

/** What the page's smallest change costs until its frame is made, in ms: no store, no wire, one text node. */
export const emptyFrameMs = (page: Page): Promise<number> => page.evaluate(() => new Promise<number>((resolve) => {
  const started = performance.now();
  document.title = `${started}`;
  document.body.dataset['frame'] = `${started}`;
  requestAnimationFrame(() => {
    const afterFrame = new MessageChannel();
    afterFrame.port1.onmessage = () => resolve(performance.now() - started);
    afterFrame.port2.postMessage(null);
  });
}));

/** The page's clock now. */
export const pageClockMs = (page: Page): Promise<number> => page.evaluate(() => performance.timeOrigin + performance.now());
