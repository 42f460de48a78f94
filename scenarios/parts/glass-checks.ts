import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical on the page as it is now, each with the element it is about. */
export async function seriousBarriers(page: Page): Promise<readonly string[]> {
  // Legacy mode runs in the page itself instead of opening another one, which would count as a second visit.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}

/** Words of the other language on a page: Chinese letters where English is shown. Goods and people may carry names of their own. */
export async function untranslatedWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const holder = node.parentElement;
      if (/\p{Script=Han}/u.test(text) && holder?.checkVisibility() && !holder.closest('[lang^="zh"]:not(html)')) found.push(text);
    }
    return found;
  });
}
