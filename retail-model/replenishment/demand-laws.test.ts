import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allSumDays, forecastFromMeans, noCorrection } from './demand-forecast.ts';
import { dayNumber, dayOfNumber, weekdayOf, type DemandSeries } from './demand-series.ts';
import { chineseHolidays, dayOfMonth } from './holidays.ts';
import { holtWintersAt, holtWintersStates } from './holt-winters.ts';
import { demandQuantiles, normalQuantile } from './negative-binomial.ts';
import { seededRandom } from './seeded-random.ts';
import { demoDemandHistory, seededHistory } from './seeded-history.ts';
import { saleShare, statisticalMeans, varianceRatioOf } from './statistical-forecast.ts';

const series = (units: readonly number[], over: Partial<DemandSeries> = {}): DemandSeries => ({ id: 'p', category: 'c', firstDay: dayNumber('2026-01-05'), units, prices: [], discounts: [], stockedShare: [], whole: true, ...over });

describe('quantiles of demand', () => {
  test('rise, and the lower ones of whole goods are whole', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 5000, noNaN: true }), fc.double({ min: 0, max: 40, noNaN: true }), fc.boolean(), (mean, ratio, whole) => {
      const quantiles = demandQuantiles(mean, mean * ratio, whole);
      for (let at = 1; at < quantiles.length; at += 1) expect(quantiles[at]!).toBeGreaterThanOrEqual(quantiles[at - 1]!);
      expect(quantiles.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      if (whole && mean < 50 && ratio < 4) expect(quantiles.slice(0, 5).every(Number.isInteger)).toBe(true);
    }));
  });
  test('are those of the Poisson law when the variance is the mean', () => {
    // P(X = 0 | mean 2) = 0.1353, P(X <= 2) = 0.6767 (tables of the Poisson law)
    expect(demandQuantiles(2, 2, true, [0.135, 0.136, 0.676, 0.677])).toEqual([0, 1, 2, 3]);
  });
  test('hold over many goods what they promise, though each sells in whole pieces', () => {
    const random = seededRandom(5);
    const below = [0, 0];
    const days = 40_000;
    for (let day = 0; day < days; day += 1) {
      const mean = 0.3 + 3 * random();
      let sold = 0;
      for (let left = Math.exp(-mean), product = random(); product > left; product *= random()) sold += 1;
      [5, 6].forEach((level, at) => (below[at]! += sold <= demandQuantiles(mean, mean, true)[level]! ? 1 / days : 0));
    }
    expect(Math.abs(below[0]! - 0.9)).toBeLessThan(0.015);
    expect(Math.abs(below[1]! - 0.95)).toBeLessThan(0.015);
  });
  test('do not depend on the unit: grams are pieces a thousand times', () => {
    const pieces = demandQuantiles(6, 18, false);
    const grams = demandQuantiles(6000, 18_000_000, false);
    grams.forEach((value, at) => expect(value / 1000).toBeCloseTo(pieces[at]!, 6));
  });
  test('of large demand join those that were counted', () => {
    const counted = demandQuantiles(59, 236, true);
    const smooth = demandQuantiles(61, 244, true);
    counted.forEach((value, at) => expect(Math.abs(smooth[at]! / (value + 2) - 1)).toBeLessThan(0.05));
  });
  test('the normal law is that of its tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.95996, 3);
    expect(normalQuantile(0.1)).toBeCloseTo(-1.28155, 3);
  });
  test('a week needs less than seven days added up', () => {
    const made = forecastFromMeans({ productId: 'p', method: 'fallback', means: new Float64Array(30).fill(4), varianceRatio: 1.5, whole: true, correction: noCorrection, sumDays: allSumDays });
    const week = made.sums.find((sum) => sum.days === 7)!;
    expect(week.mean).toBeCloseTo(28, 9);
    expect(week.quantiles[6]!).toBeLessThan(7 * made.days[0]!.quantiles[6]! * 0.85);
    expect(week.quantiles[6]!).toBeGreaterThan(28 + 1.64 * Math.sqrt(28 * 1.5) - 1);
    expect(made.sums[0]!.quantiles).toEqual(made.days[0]!.quantiles);
  });
});

describe('forecasts without a model', () => {
  const weekly = Array.from({ length: 140 }, (_, index) => [2, 2, 3, 3, 6, 12, 10][index % 7]!);
  test('follow the week', () => {
    const means = statisticalMeans(series(weekly), weekly.length, 7, 0);
    means.forEach((mean, ahead) => expect(Math.abs(mean - weekly[ahead]!)).toBeLessThan(1.5));
  });
  test('half a day in stock counts half: the same demand, seen for fewer hours, gives the same forecast', () => {
    const stockedShare = weekly.map((_, index) => (index % 3 === 0 ? 0.5 : 1));
    const censored = series(weekly.map((amount, index) => amount * stockedShare[index]!), { stockedShare, whole: false });
    const full = statisticalMeans(series(weekly), weekly.length, 7, 0);
    statisticalMeans(censored, weekly.length, 7, 0).forEach((mean, ahead) => expect(mean).toBeCloseTo(full[ahead]!, 0));
  });
  test('never look at the day itself or later', () => {
    fc.assert(fc.property(fc.array(fc.nat(20), { minLength: 30, maxLength: 60 }), fc.nat(20), (past, later) => {
      const [short] = holtWintersStates(series(past), [past.length]);
      const [long] = holtWintersStates(series([...past, later, later + 3]), [past.length]);
      expect(long).toEqual({ ...short });
    }));
  });
  test('a product that stopped selling fades, one that is new starts like its category', () => {
    const stopped = [...Array.from({ length: 60 }, () => 1), ...Array.from({ length: 100 }, () => 0)];
    expect(statisticalMeans(series(stopped), stopped.length, 1, 0)[0]!).toBeLessThan(0.05);
    expect(statisticalMeans(series([]), 0, 1, 5)[0]).toBe(5);
    expect(statisticalMeans(series([0, 0, 0, 1]), 4, 1, 5)[0]!).toBeGreaterThan(2);
  });
  test('a weekly pattern is no variance', () => {
    expect(varianceRatioOf(series(weekly), weekly.length, 1.8)).toBeLessThan(1.3);
    expect(saleShare(series([0, 1, 0, 1]), 4)).toBe(0.5);
    expect(holtWintersAt(holtWintersStates(series(weekly), [weekly.length])[0]!, 5)).toBeGreaterThan(9);
  });
});

describe('days', () => {
  test('numbers and dates are the same days', () => {
    expect(dayOfNumber(dayNumber('2028-02-29'))).toBe('2028-02-29');
    expect(weekdayOf(dayNumber('2026-11-23'))).toBe(0);
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => dayOfMonth(day) === Number(dayOfNumber(day).slice(8))), { numRuns: 2000 });
  });
  // The new moon of 6 February 2027 falls four minutes before midnight in Beijing; ICU's approximation puts it on the 7th, the observatory does not.
  test('the moving festivals agree with the Chinese calendar of the Unicode consortium, but for the month that begins at midnight', () => {
    const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    const expected: Readonly<Record<string, string>> = { 'spring-festival': '1/1', lantern: '1/15', 'dragon-boat': '5/5', 'mid-autumn': '8/15' };
    const wrong = [...chineseHolidays()].filter(([day, name]) => expected[name] !== undefined && lunar.format(day * 86_400_000) !== expected[name]).map(([day, name]) => `${dayOfNumber(day)} ${name}`);
    expect(wrong).toEqual(['2027-02-06 spring-festival', '2027-02-20 lantern']);
    expect([...chineseHolidays().values()].filter((name) => name === 'spring-festival')).toHaveLength(5);
  });
});

describe('seeded history', () => {
  const products = ['a', 'b', 'c', 'd'].map((productId, at) => ({ productId, category: 'drinks', soldBy: at === 3 ? ('weight' as const) : ('each' as const), packUnits: 6 }));
  test('the same seed gives the same past, and another product changes nothing for the first', () => {
    const make = (count: number, seed: number) => [...demoDemandHistory({ products: products.slice(0, count), today: '2026-11-22', days: 200, seed })];
    expect(make(4, 1)).toEqual(make(4, 1));
    expect(make(4, 1).slice(0, 2)).toEqual(make(2, 1));
    expect(make(4, 1)).not.toEqual(make(4, 2));
    for (const [, units] of make(4, 1)) {
      expect(units).toHaveLength(200);
      expect(units.every((amount) => Number.isInteger(amount) && amount >= 0)).toBe(true);
    }
  });
  test('holds what shops know: days out of stock, promotions, quiet and busy days', () => {
    const all = seededHistory({ products: Array.from({ length: 60 }, (_, at) => ({ productId: String(at), category: `c${at % 3}`, soldBy: 'each' as const, packUnits: 6 })), firstDay: dayNumber('2025-01-01'), days: 500, seed: 3 });
    const days = all.flatMap((one) => Array.from(one.units, (amount, index) => ({ amount, index, one })));
    const share = (holds: (day: (typeof days)[number]) => boolean): number => days.filter(holds).length / days.length;
    expect(share(({ one, index }) => one.stockedShare[index]! < 1)).toBeGreaterThan(0.01);
    expect(share(({ one, index }) => one.stockedShare[index]! < 1)).toBeLessThan(0.3);
    expect(share(({ one, index }) => one.discounts[index]! > 0)).toBeGreaterThan(0.03);
    expect(share(({ amount }) => amount === 0)).toBeGreaterThan(0.05);
    expect(share(({ amount }) => amount === 0)).toBeLessThan(0.7);
  });
});
