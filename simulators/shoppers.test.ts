import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultPlan } from './fault-plan.ts';
import { shopperDay, type ShopperProduct } from './shoppers.ts';

const products: ShopperProduct[] = Array.from({ length: 40 }, (_, index) => ({
  productId: `p${index}`,
  gtin: `952132100${String(index).padStart(3, '0')}0`,
  soldBy: index % 8 === 0 ? 'weight' : 'each',
  ageLimit: index % 13 === 5 ? 18 : null,
  rfid: index % 3 === 1,
  typicalGrams: 200 + index * 10,
  popularity: 1 + (index % 5),
}));
const day = (change: Partial<Parameters<typeof shopperDay>[0]> = {}) =>
  shopperDay({ seed: 7, hours: 8, lanes: 3, products, startMs: 1_790_000_000_000, visitsPerHour: 60, memberCodes: ['M1', 'M2'], ...change });

describe('a day of shoppers', () => {
  it('is the same day for the same seed and another for another', () => {
    expect(day()).toEqual(day());
    expect(day({ seed: 8 })).not.toEqual(day());
  });

  it('does not change the shoppers of the morning when the day is longer', () => {
    expect(day({ hours: 10 }).slice(0, 100)).toEqual(day().slice(0, 100));
  });

  it('holds about as many visits as asked, in order of time, on the lanes there are', () => {
    const visits = day();
    expect(visits.length).toBeGreaterThan(8 * 60 * 0.8);
    expect(visits.length).toBeLessThan(8 * 60 * 1.25);
    expect(visits.every((visit, index) => index === 0 || visits[index - 1]!.startsAtMs <= visit.startsAtMs)).toBe(true);
    expect(new Set(visits.map(({ lane }) => lane))).toEqual(new Set([1, 2, 3]));
  });

  it('holds every kind of step that a shop has to live with', () => {
    expect(new Set(day().flatMap(({ steps }) => steps.map(({ kind }) => kind)))).toEqual(new Set([
      'scan', 'weigh', 'rfid-basket', 'set-quantity', 'void-line', 'age-check', 'member', 'suspend', 'resume', 'pay-cash', 'pay-qr', 'return-sale', 'walk-out',
    ]));
  });

  it('is always a possible day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (seed) => {
      const visits = day({ seed, hours: 2 });
      const paid = new Set<string>();
      const returned = new Set<string>();
      const epcs = new Set<string>();
      for (const { visitId, steps } of visits) {
        const payments = steps.filter(({ kind }) => kind === 'pay-cash' || kind === 'pay-qr');
        expect(payments.length).toBeLessThanOrEqual(1);
        steps.forEach((step, index) => {
          if (step.kind === 'return-sale') {
            expect(paid.has(step.visitId) && !returned.has(step.visitId)).toBe(true);
            returned.add(step.visitId);
          }
          if (step.kind === 'void-line' || step.kind === 'set-quantity') expect(steps.slice(0, index).some((before) => before.kind === 'scan' && before.productId === step.productId)).toBe(true);
          if (step.kind === 'rfid-basket') step.items.forEach(({ epc }) => {
            expect(epcs.has(epc)).toBe(false);
            epcs.add(epc);
          });
          if (step.kind === 'pay-qr') expect(step.authCode).toMatch(step.provider === 'alipay' ? /^28\d{16}$/ : /^13\d{16}$/);
          if (step.kind === 'weigh') expect(Number.isInteger(step.grams) && step.grams >= 20).toBe(true);
        });
        if (payments.length > 0) paid.add(visitId);
      }
    }), { numRuns: 30 });
  });

  it('is empty without goods', () => {
    expect(day({ products: [] })).toEqual([]);
  });
});

describe('a plan of faults', () => {
  const options = { seed: 7, startMs: 0, hours: 2, lanes: 2, hasHeadOfficeLink: true, labelGateways: 1, hasPaymentProvider: true };

  it('is the same for the same seed, in order, and ends every lasting trouble within the day', () => {
    const faults = faultPlan(options);
    expect(faultPlan(options)).toEqual(faults);
    expect(faultPlan({ ...options, seed: 8 })).not.toEqual(faults);
    expect(faults.every(({ atMs }, index) => atMs <= 2 * 3_600_000 && (index === 0 || faults[index - 1]!.atMs <= atMs))).toBe(true);
    const last = new Map(faults.filter(({ verb }) => verb === 'cable').map(({ deviceRole, body }) => [deviceRole, body['connected']]));
    expect([...last.values()].every((connected) => connected === true)).toBe(true);
    expect(last.has('store/head-office-link')).toBe(true);
  });

  it('names only devices that are there', () => {
    const roles = new Set(faultPlan({ ...options, hasHeadOfficeLink: false, labelGateways: 0, hasPaymentProvider: false }).map(({ deviceRole }) => deviceRole));
    expect([...roles].every((role) => /^lane-[12]\/(scanner|printer|scale)$/.test(role))).toBe(true);
  });
});
