import { describe, expect, it } from 'vitest';
import { collections } from 'retail-model/replication/collections.ts';
import { parseGtin } from 'retail-model/gs1/gtin.ts';
import { demoPrices, demoProducts, demoPromotions } from './demo-catalogue.ts';
import { demoMembers, demoSettings, demoStoreSettings, demoStores, demoSuppliers } from './demo-people.ts';

describe('the demo catalogue', () => {
  it('is made of documents that the collections accept', () => {
    for (const product of demoProducts) expect(collections.products.document.parse(product)).toEqual(product);
    for (const price of demoPrices) expect(collections.prices.document.parse(price)).toEqual(price);
    for (const promotion of demoPromotions) expect(collections.promotions.document.parse(promotion)).toEqual(promotion);
    for (const member of demoMembers) expect(collections.members.document.parse(member)).toEqual(member);
    for (const supplier of demoSuppliers) expect(collections.suppliers.document.parse(supplier)).toEqual(supplier);
    for (const setting of [...demoSettings, ...demoStoreSettings(demoStores[0]!.names)]) expect(collections.settings.document.parse(setting)).toEqual(setting);
  });

  it('uses every id, barcode and PLU once, with true check digits and only prefixes that no real product has', () => {
    const gtins = demoProducts.flatMap((product) => [product.gtin, ...product.otherGtins.map((other) => other.gtin)]);
    expect(new Set(gtins).size).toBe(gtins.length);
    for (const gtin of gtins) {
      expect(parseGtin(gtin)).toMatchObject({ ok: true });
      expect(gtin).toMatch(/^(0952|1952|021)/);
    }
    expect(new Set(demoProducts.map((product) => product.id)).size).toBe(demoProducts.length);
    const plus = demoProducts.flatMap((product) => product.plu ?? []);
    expect(new Set(plus).size).toBe(plus.length);
  });

  it('prices every product above its cost, knows its category and supplier, and promotes only what it sells', () => {
    const ids = new Set(demoProducts.map((product) => product.id));
    for (const product of demoProducts) {
      const price = demoPrices.filter((one) => one.productId === product.id);
      expect(price).toHaveLength(1);
      expect(price[0]!.amountMinor).toBeGreaterThan(product.costMinor);
      expect(demoSettings.some((setting) => setting.kind === 'category' && setting.id === product.category)).toBe(true);
      expect(demoSuppliers.some((supplier) => supplier.id === product.supplierId)).toBe(true);
    }
    for (const { rule } of demoPromotions) if ('productIds' in rule) for (const id of rule.productIds) expect(ids).toContain(id);
    expect(demoProducts.some((product) => product.ageLimitYears === 18)).toBe(true);
    expect(demoProducts.filter((product) => product.rfidCompanyPrefixDigits === 7).length).toBeGreaterThan(5);
  });
});
