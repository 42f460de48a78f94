import { demoMembers } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import { shopperDay } from 'simulators/shoppers.ts';
import type { OpenHouse } from '../parts/open-house.ts';
import type { Person } from '../parts/person.ts';
import { playVisit, type ShopFloor } from '../parts/play-visit.ts';
import type { SteppedClock } from '../parts/stepped-clock.ts';

const STEP_MS = 4_000;
const VISITS_PER_HOUR = 9;

export interface Morning {
  readonly seed: number;
  readonly startMs: number;
  readonly hours: number;
  readonly clock: SteppedClock;
  readonly kiosk: Person;
  readonly attendant: Person;
  readonly attendantPin: ShopFloor['attendantPin'];
  readonly office: Person;
}

/** A seeded morning on one kiosk, so that the pictures show a shop that has traded: the same receipts in every run. */
export async function tradeMorning(house: OpenHouse, { seed, startMs, hours, clock, kiosk, attendant, attendantPin, office }: Morning): Promise<void> {
  const { products } = await office.until('stock', {}, 'the catalogue', (view) => view.products.length > 0);
  const sellable = products.filter((one) => one.product.priceMinor !== null && one.onHandUnits > 0);
  const visits = shopperDay({
    seed, hours, lanes: 1, startMs, visitsPerHour: VISITS_PER_HOUR, memberCodes: demoMembers.map((member) => member.memberCode),
    products: sellable.map(({ product }, index) => ({ productId: product.productId, gtin: product.gtin, soldBy: product.soldBy, ageLimit: product.ageLimitYears, rfid: false, typicalGrams: 450, popularity: 1 + ((index * 7) % 10) })),
  });
  const receipts = new Map<string, string>();
  const floor: ShopFloor = {
    lane: () => ({ laneId: 'lane1', person: kiosk }), attendant, attendantPin, bench: house.bench,
    beforeStep: async (visit, step) => clock.stepTo(Math.max(clock.nowMs(), visit.startsAtMs + step * STEP_MS)),
  };
  for (const visit of visits) {
    const steps = visit.steps.map((step) => (step.kind === 'pay-qr' ? { ...step, provider: 'wechat-pay' as const, authCode: `13${step.authCode.slice(-16)}` } : step));
    const played = await playVisit(floor, { ...visit, steps }, receipts);
    if (played.receiptNumber) receipts.set(visit.visitId, played.receiptNumber);
  }
  clock.stepTo(startMs + hours * 3_600_000);
}
