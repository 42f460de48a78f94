import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoProducts } from 'cloud-sync/server/demo-catalogue/demo-catalogue.ts';
import { demoPins } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import type { Product, StaffRole } from 'retail-model/catalog/documents.ts';
import { openBrowser, openGlass, type Glass } from '../parts/browser.ts';
import { openHouse, type OpenHouse } from '../parts/open-house.ts';

export interface ShopInChromium {
  readonly house: OpenHouse;
  /** Opens a screen of the store ('lane1', 'attendant', 'back-office') on a glass of the size it is made for. */
  glass(screen: string): Promise<Glass>;
  headOfficeGlass(): Promise<Glass>;
  close(): Promise<void>;
}

const sizes: Readonly<Record<string, { readonly width: number; readonly height: number; readonly touch: boolean }>> = {
  lane1: { width: 1080, height: 1920, touch: true }, lane2: { width: 1920, height: 1080, touch: false }, attendant: { width: 1280, height: 800, touch: true }, 'back-office': { width: 1440, height: 900, touch: false }, bench: { width: 1440, height: 900, touch: false },
};

/** A house with a kiosk and a till, its store in a process of its own, and a browser in front of it. */
export async function openShopInChromium(parts: { readonly inference: boolean }): Promise<ShopInChromium> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chromium-'));
  const opened: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const house = await openHouse({ folder, seed: 11, lanes: 2, labels: 8, clock: 'real', store: 'own-process', products: null, headOffice: true, inference: parts.inference });
    opened.push(house.close);
    const browser = await openBrowser();
    opened.push(() => browser.close());
    return {
      house,
      glass: (screen) => openGlass(browser, house.store().entryUrl(screen), { ...sizes[screen]!, language: 'zh-CN' }),
      headOfficeGlass: async () => openGlass(browser, await house.headOffice!.createEntryUrl('hq-admin', 'chromium'), { width: 1440, height: 900, touch: false, language: 'zh-CN' }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The first product of the demonstration that `fits`. */
export function demoProduct(fits: (product: Product) => boolean): Product {
  const found = demoProducts.find(fits);
  if (!found) throw new Error('The demonstration has no such product');
  return found;
}

export const pinOf = (role: StaffRole): (typeof demoPins)[number] => demoPins.find((one) => one.roles.includes(role))!;
