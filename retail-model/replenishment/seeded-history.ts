import { dayNumber, weekdayOf, type DemandSeries } from './demand-series.ts';
import { chineseHolidays } from './holidays.ts';
import { seededRandom } from './seeded-random.ts';

/** What is known of a product before it has a past. */
export interface HistoryProduct { readonly productId: string; readonly category: string; readonly soldBy: 'each' | 'weight'; readonly packUnits: number }

const YEAR_DAYS = 365.25;
/** An average purchase by weight. */
const PURCHASE_GRAMS = 450;
const OPEN_HOURS = 15;
const holidayLifts: Readonly<Record<string, number>> = { 'spring-festival': 0.35, 'spring-festival-1': 1.9, 'spring-festival-2': 1.7, 'spring-festival-3': 1.5, 'spring-festival+1': 0.45, 'spring-festival+2': 0.6, 'mid-autumn': 1.2, 'mid-autumn-1': 1.4, 'dragon-boat': 1.25, 'national-day': 1.3, 'labour-day': 1.25, 'new-year': 1.2, lantern: 1.15, 'singles-day': 1.2 };

/**
 * A plausible past of a shop, the same for the same seed, made of what moves real shops: the week, the season, holidays, payday, promotions
 * and price changes with their lift, goods that seldom sell, goods that come and go, levels that drift, deliveries that come too late. Each
 * product's chance comes from its own id, so another product changes nothing. Amounts are pieces or grams.
 */
export function seededHistory(parts: { readonly products: readonly HistoryProduct[]; readonly firstDay: number; readonly days: number; readonly seed: number }): DemandSeries[] {
  const holidays = chineseHolidays();
  const shop = seededRandom(parts.seed);
  const shopWeek = weekProfile(shop, 0.15);
  const mood = new Float64Array(parts.days);
  for (let index = 1; index < parts.days; index += 1) mood[index] = 0.7 * mood[index - 1]! + 0.06 * bell(shop);
  return parts.products.map((product) => {
    const category = seededRandom(hashOf(`${parts.seed} ${product.category}`));
    return productHistory(product, { ...parts, holidays, shopWeek, mood, categoryWeek: weekProfile(category, 0.15), seasonPhase: category(), seasonDepth: category() * 0.35, holidayDepth: 0.4 + category() * 1.2, elasticity: 0.8 + category() * 2.2 });
  });
}

interface Surroundings {
  readonly firstDay: number; readonly days: number; readonly seed: number; readonly holidays: ReadonlyMap<number, string>; readonly shopWeek: readonly number[]; readonly mood: Float64Array; readonly categoryWeek: readonly number[];
  readonly seasonPhase: number; readonly seasonDepth: number; readonly holidayDepth: number; readonly elasticity: number;
}

function productHistory(product: HistoryProduct, around: Surroundings): DemandSeries {
  const random = seededRandom(hashOf(`${around.seed} ${product.productId}`));
  const { days } = around;
  const startsLate = random() < 0.12 ? Math.floor(random() * days * 0.8) : 0;
  const ownWeek = weekProfile(random, 0.08);
  const dispersion = 0.05 + random() * 0.4;
  const size = 1 / dispersion;
  const price = Math.round(300 + Math.exp(bell(random) * 0.8 + 1) * 300);
  const paydayDepth = random() < 0.3 ? random() * 0.25 : 0;
  let level = Math.exp(bell(random) * 1.1 + 1.1);
  let nowPrice = price;
  let promotionLeft = 0;
  let discount = 0;
  let stock = level * 4;
  let arriving = 0;
  let arrivesIn = -1;
  const careless = random() < 0.35 ? 0.6 + random() * 0.3 : 1.15;
  const length = days - startsLate;
  const units = new Array<number>(length).fill(0);
  const prices = new Array<number>(length);
  const discounts = new Array<number>(length).fill(0);
  const stockedShare = new Array<number>(length).fill(1);
  for (let index = 0; index < length; index += 1) {
    const at = startsLate + index;
    const day = around.firstDay + at;
    level *= Math.exp(0.012 * bell(random) + (random() < 0.002 ? 0.5 * bell(random) : 0));
    level = Math.min(120, Math.max(0.03, level));
    if (random() < 0.004) nowPrice = Math.max(100, Math.round((nowPrice * (0.9 + random() * 0.25)) / 10) * 10);
    if (promotionLeft > 0) promotionLeft -= 1;
    else if (random() < 0.012) {
      promotionLeft = 4 + Math.floor(random() * 10);
      discount = 0.1 + Math.floor(random() * 4) * 0.1;
    }
    const promoted = promotionLeft > 0;
    const weekday = weekdayOf(day);
    const holiday = around.holidays.get(day);
    const holidayLift = holiday === undefined ? 1 : Math.exp(Math.log(holidayLifts[holiday] ?? (holiday.startsWith('spring-festival-') ? 1.25 : 1.05)) * around.holidayDepth);
    const season = 1 + around.seasonDepth * Math.cos((2 * Math.PI * (day - dayNumber('2024-01-15'))) / YEAR_DAYS - 2 * Math.PI * around.seasonPhase);
    const paydayLift = 1 + paydayDepth * (Number(new Date(day * 86_400_000).getUTCDate()) <= 5 ? 1 : 0);
    const priceLift = Math.exp(-around.elasticity * (Math.log(nowPrice / price) * 0.5 + (promoted ? Math.log(1 - discount) : 0)));
    const mean = level * ownWeek[weekday]! * around.shopWeek[weekday]! * around.categoryWeek[weekday]! * season * holidayLift * paydayLift * priceLift * Math.exp(around.mood[at]!);
    const wanted = countOf(mean * gammaOf(size, random) * dispersion, random);
    if (arrivesIn === 0) stock += arriving;
    if (arrivesIn >= 0) arrivesIn -= 1;
    const sold = Math.min(wanted, Math.max(0, Math.floor(stock)));
    if (sold < wanted) stockedShare[index] = Math.round(Math.max(0, Math.min(OPEN_HOURS, (OPEN_HOURS * (sold + random())) / (wanted + 1)))) / OPEN_HOURS;
    stock -= sold;
    if (arrivesIn < 0 && stock < level * 4) {
      arriving = Math.ceil(Math.max(0, level * 7 * careless + (random() < 0.05 ? -level * 4 : 2) - stock) / packOf(product)) * packOf(product);
      arrivesIn = 1 + Math.floor(random() * 3);
    }
    units[index] = product.soldBy === 'weight' ? gramsOf(sold, random) : sold;
    prices[index] = Math.round(nowPrice * (promoted ? 1 - discount : 1));
    if (promoted) discounts[index] = discount;
  }
  return { id: product.productId, category: product.category, firstDay: around.firstDay + startsLate, units, prices, discounts, stockedShare, whole: product.soldBy === 'each' };
}

const packOf = (product: HistoryProduct): number => Math.max(1, product.soldBy === 'weight' ? Math.round(product.packUnits / PURCHASE_GRAMS) : product.packUnits);

function gramsOf(purchases: number, random: () => number): number {
  let grams = 0;
  for (let purchase = 0; purchase < purchases; purchase += 1) grams += Math.round(PURCHASE_GRAMS * Math.exp(0.5 * bell(random) - 0.125));
  return grams;
}

/** Lifts by weekday with mean 1; weekends are busier. */
function weekProfile(random: () => number, depth: number): number[] {
  const lifts = Array.from({ length: 7 }, (_, weekday) => Math.exp(depth * bell(random) + (weekday >= 5 ? depth : 0)));
  const mean = lifts.reduce((sum, lift) => sum + lift, 0) / 7;
  return lifts.map((lift) => lift / mean);
}

/** Standard normal, from twelve uniform numbers: its tails end at six, as they should for shops. */
function bell(random: () => number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random();
  return sum;
}

/** Gamma with this shape and scale 1 (Marsaglia and Tsang 2000). */
function gammaOf(shape: number, random: () => number): number {
  const third = shape + (shape < 1 ? 1 : 0) - 1 / 3;
  for (;;) {
    const x = bell(random);
    const v = (1 + x / Math.sqrt(9 * third)) ** 3;
    if (v <= 0 || Math.log(random() + 1e-12) > 0.5 * x * x + third - third * v + third * Math.log(v)) continue;
    return third * v * (shape < 1 ? random() ** (1 / shape) : 1);
  }
}

/** Poisson by inversion; a large mean is rounded normal. */
function countOf(mean: number, random: () => number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * bell(random)));
  let count = 0;
  for (let left = Math.exp(-mean), product = random(); product > left; product *= random()) count += 1;
  return count;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A past for an empty demonstration store: units sold a day for the `days` before `today` ('YYYY-MM-DD'), oldest first, by product. */
export function demoDemandHistory(parts: { readonly products: readonly HistoryProduct[]; readonly today: string; readonly days: number; readonly seed: number }): ReadonlyMap<string, readonly number[]> {
  const firstDay = dayNumber(parts.today) - parts.days;
  return new Map(seededHistory({ products: parts.products, firstDay, days: parts.days, seed: parts.seed }).map((series) => [series.id, [...new Array<number>(series.firstDay - firstDay).fill(0), ...Array.from(series.units)]]));
}
