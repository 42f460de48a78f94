import { sgtin96Of } from './rfid-reader/sgtin-96.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

/** What the shoppers know of the assortment. `typicalGrams` is one piece, or what one buys of goods sold by weight. */
export interface ShopperProduct {
  readonly productId: string;
  readonly gtin: string;
  readonly soldBy: 'each' | 'weight';
  /** Years; null where anyone may buy. */
  readonly ageLimit: number | null;
  readonly rfid: boolean;
  readonly typicalGrams: number;
  /** Relative: twice the number, twice as often in baskets. */
  readonly popularity: number;
}

export type ShopperStep =
  | { readonly kind: 'scan'; readonly gtin: string; readonly productId: string }
  | { readonly kind: 'weigh'; readonly productId: string; readonly grams: number }
  /** The goods lie on the pad together and are read at once. */
  | { readonly kind: 'rfid-basket'; readonly items: readonly { readonly productId: string; readonly epc: string }[] }
  /** Changes the line scanned last. */
  | { readonly kind: 'set-quantity'; readonly productId: string; readonly quantity: number }
  /** Takes one line away again. */
  | { readonly kind: 'void-line'; readonly productId: string }
  /** An attendant has to look at the person before the sale can go on. */
  | { readonly kind: 'age-check'; readonly productId: string; readonly ageLimit: number; readonly isOldEnough: boolean }
  | { readonly kind: 'member'; readonly memberCode: string }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'pay-cash'; readonly tendered: 'exact' | 'next-note' }
  | { readonly kind: 'pay-qr'; readonly provider: 'wechat-pay' | 'alipay'; readonly authCode: string }
  /** Before this visit's own goods: a whole earlier sale comes back. */
  | { readonly kind: 'return-sale'; readonly visitId: string }
  | { readonly kind: 'walk-out'; readonly epcs: readonly string[] };

export interface ShopperVisit {
  readonly visitId: string;
  /** UTC ms; visits come in this order. */
  readonly startsAtMs: number;
  /** From 1. */
  readonly lane: number;
  readonly steps: readonly ShopperStep[];
}

export interface ShopperDayOptions {
  readonly seed: number;
  readonly hours: number;
  readonly lanes: number;
  readonly products: readonly ShopperProduct[];
  readonly startMs: number;
  /** On average, in the whole shop. */
  readonly visitsPerHour: number;
  /** Whose codes shoppers show; empty where there is no members' programme. */
  readonly memberCodes: readonly string[];
}

const chances = {
  rfidBasket: 0.5, quantity: 0.15, voidLine: 0.06, member: 0.4, suspend: 0.04, cash: 0.3, exactCash: 0.4, alipay: 0.45, returns: 0.03, tooYoung: 0.1,
} as const;
/** Basket lines beyond the first come with this chance each. */
const anotherLineChance = 0.72;
const longestBasket = 25;
/** Busier at noon and after work: the share of each hour of the day, from 8 o'clock, repeated. */
const hourlyWeights = [0.7, 0.8, 1, 1.3, 1.4, 1, 0.8, 0.9, 1.1, 1.5, 1.3, 0.7];

/**
 * A day of shopping as plain data, in order of time. Pure: the same options give the same day, and each visit has its own
 * luck, so one more lane or hour does not change what earlier shoppers want.
 */
export function shopperDay(options: ShopperDayOptions): ShopperVisit[] {
  if (options.products.length === 0) return [];
  const seeded = seededRandom(options.seed);
  const arrivals = arrivalTimes(options, seeded.fork('arrivals'));
  const pick = pickerByPopularity(options.products);
  const visits: ShopperVisit[] = [];
  const returnable: string[] = [];
  arrivals.forEach((startsAtMs, index) => {
    const visitId = `visit-${String(index + 1).padStart(5, '0')}`;
    const random = seeded.fork(visitId);
    const steps = basketSteps(options, { random, pick, visitNumber: index + 1 });
    const earlier = returnable.length > 0 && random.chance(chances.returns) ? returnable.splice(random.integer(0, returnable.length - 1), 1)[0]! : null;
    if (earlier !== null) steps.unshift({ kind: 'return-sale', visitId: earlier });
    visits.push({ visitId, startsAtMs, lane: random.integer(1, options.lanes), steps });
    if (steps.some(({ kind }) => kind === 'pay-cash' || kind === 'pay-qr')) returnable.push(visitId);
  });
  return visits;
}

function arrivalTimes(options: ShopperDayOptions, random: SeededRandom): number[] {
  const times: number[] = [];
  const meanWeight = hourlyWeights.reduce((sum, weight) => sum + weight, 0) / hourlyWeights.length;
  for (let atMs = 0; ; ) {
    const weight = hourlyWeights[Math.floor(atMs / 3_600_000) % hourlyWeights.length]! / meanWeight;
    atMs += Math.round((-Math.log(1 - random.next()) * 3_600_000) / (options.visitsPerHour * weight));
    if (atMs >= options.hours * 3_600_000) return times;
    times.push(options.startMs + atMs);
  }
}

type Pick = (random: SeededRandom) => ShopperProduct;

function pickerByPopularity(products: readonly ShopperProduct[]): Pick {
  const cumulative: number[] = [];
  let total = 0;
  for (const product of products) cumulative.push((total += Math.max(0, product.popularity)));
  return (random) => {
    const drawn = random.next() * total;
    const index = cumulative.findIndex((limit) => drawn < limit);
    return products[index === -1 ? products.length - 1 : index]!;
  };
}

function basketSteps(options: ShopperDayOptions, visit: { random: SeededRandom; pick: Pick; visitNumber: number }): ShopperStep[] {
  const { random } = visit;
  const steps: ShopperStep[] = [];
  const member = options.memberCodes.length > 0 && random.chance(chances.member) ? random.pick(options.memberCodes) : null;
  const goods: ShopperProduct[] = [visit.pick(random)];
  while (goods.length < longestBasket && random.chance(anotherLineChance)) goods.push(visit.pick(random));
  const tagged = goods.filter((product) => product.rfid && product.ageLimit === null && product.soldBy === 'each');
  const usesPad = tagged.length > 1 && random.chance(chances.rfidBasket);
  if (member !== null && random.chance(0.5)) steps.push({ kind: 'member', memberCode: member });
  if (usesPad) steps.push({ kind: 'rfid-basket', items: tagged.map((product, index) => ({ productId: product.productId, epc: epcOf(product, visit.visitNumber, index) })) });
  const singles = usesPad ? goods.filter((product) => !tagged.includes(product)) : goods;
  for (const product of singles) steps.push(...lineSteps(product, random));
  if (steps.length > 2 && random.chance(chances.suspend)) steps.push({ kind: 'suspend' }, { kind: 'resume' });
  if (member !== null && !steps.some(({ kind }) => kind === 'member')) steps.push({ kind: 'member', memberCode: member });
  if (staysInBasket(steps)) steps.push(payment(random));
  const epcs = steps.flatMap((step) => (step.kind === 'rfid-basket' ? step.items.map(({ epc }) => epc) : []));
  if (epcs.length > 0) steps.push({ kind: 'walk-out', epcs });
  return steps;
}

function lineSteps(product: ShopperProduct, random: SeededRandom): ShopperStep[] {
  const { productId } = product;
  if (product.soldBy === 'weight') {
    const grams = Math.max(20, Math.round((product.typicalGrams * (0.5 + random.next())) / 2) * 2);
    return [{ kind: 'weigh', productId, grams }];
  }
  const steps: ShopperStep[] = [{ kind: 'scan', gtin: product.gtin, productId }];
  if (product.ageLimit !== null) {
    const isOldEnough = !random.chance(chances.tooYoung);
    steps.push({ kind: 'age-check', productId, ageLimit: product.ageLimit, isOldEnough });
    if (!isOldEnough) return steps;
  }
  if (random.chance(chances.quantity)) steps.push({ kind: 'set-quantity', productId, quantity: random.integer(2, 6) });
  else if (random.chance(chances.voidLine)) steps.push({ kind: 'void-line', productId });
  return steps;
}

/** False when everything was taken out again or refused. */
function staysInBasket(steps: readonly ShopperStep[]): boolean {
  const added = steps.reduce((sum, step) => sum + (step.kind === 'scan' || step.kind === 'weigh' ? 1 : step.kind === 'rfid-basket' ? step.items.length : 0), 0);
  const gone = steps.filter((step) => step.kind === 'void-line' || (step.kind === 'age-check' && !step.isOldEnough)).length;
  return added > gone;
}

function payment(random: SeededRandom): ShopperStep {
  if (random.chance(chances.cash)) return { kind: 'pay-cash', tendered: random.chance(chances.exactCash) ? 'exact' : 'next-note' };
  const provider = random.chance(chances.alipay) ? 'alipay' : 'wechat-pay';
  const digits = Array.from({ length: 16 }, () => random.integer(0, 9)).join('');
  return { kind: 'pay-qr', provider, authCode: (provider === 'alipay' ? '28' : '13') + digits };
}

/** Every piece has its own serial: the visit and its place in it. */
const epcOf = (product: ShopperProduct, visitNumber: number, index: number): string => sgtin96Of(product.gtin, BigInt(visitNumber * 100 + index), 7);
