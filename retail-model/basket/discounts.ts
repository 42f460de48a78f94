import type { Promotion } from '../catalog/documents.ts';
import { allocateMinor, shareMinor, type Minor } from '../money/amount.ts';
import type { Basket } from './basket.ts';
import type { LineDiscount, PricingMoment } from './price-basket.ts';

/**
 * What promotions take off each line. Rules: a piece takes part in at most one item promotion; group offers (buy n pay m, bundle) are
 * tried first, the one that saves most at each step; every other piece gets the best single offer; one basket threshold comes last.
 * Everything is reckoned on the basket's pieces sorted by product, so the order of scans cannot matter.
 */
export function discountsOf(basket: Basket, grossMinor: readonly Minor[], moment: PricingMoment): readonly (readonly LineDiscount[])[] {
  const running = moment.promotions
    .filter((one) => one.active && one.validFromMs <= moment.atMs && moment.atMs < one.validUntilMs && (!one.membersOnly || basket.member !== null))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const pools = poolsOf(basket, grossMinor);
  const savings = [...groupSavings(pools, running), ...singleSavings(pools, running)];
  const found: LineDiscount[][] = basket.lines.map(() => []);
  const spread = (promotion: Promotion, indexes: readonly number[], amountMinor: Minor) => {
    const left = indexes.map((index) => grossMinor[index]! - takenOff(found[index]!));
    allocateMinor(amountMinor, left).forEach((part, place) => {
      if (part > 0) found[indexes[place]!]!.push({ promotionId: promotion.id, names: promotion.names, amountMinor: part });
    });
  };
  for (const saving of savings) for (const part of saving.parts) spread(saving.promotion, part.pool.lineIndexes, part.amountMinor);
  const totalMinor = grossMinor.reduce((sum, amount, index) => sum + amount - takenOff(found[index]!), 0);
  const threshold = running
    .flatMap((one) => (one.rule.kind === 'basket-threshold' && totalMinor >= one.rule.fromMinor ? [{ promotion: one, amountMinor: Math.min(one.rule.amountMinor, totalMinor) }] : []))
    .sort((a, b) => b.amountMinor - a.amountMinor)[0];
  if (threshold) spread(threshold.promotion, basket.lines.map((_, index) => index), threshold.amountMinor);
  return found;
}

/** All lines of one product at one price. `freePieces` are those no group offer has used; weighed goods are one indivisible pool. */
interface Pool { readonly productId: string; readonly unitPriceMinor: Minor; readonly lineIndexes: readonly number[]; readonly weighed: boolean; readonly grossMinor: Minor; freePieces: number }
interface Saving { readonly promotion: Promotion; readonly parts: readonly { readonly pool: Pool; readonly amountMinor: Minor }[] }

const takenOff = (discounts: readonly LineDiscount[]): Minor => discounts.reduce((sum, one) => sum + one.amountMinor, 0);

function poolsOf(basket: Basket, grossMinor: readonly Minor[]): Pool[] {
  const byKey = new Map<string, { indexes: number[] }>();
  basket.lines.forEach((line, index) => {
    const key = `${line.productId}\u0000${String(line.unitPriceMinor).padStart(12, '0')}`;
    const found = byKey.get(key);
    if (found) found.indexes.push(index);
    else byKey.set(key, { indexes: [index] });
  });
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { indexes }]) => {
    const first = basket.lines[indexes[0]!]!;
    return {
      productId: first.productId, unitPriceMinor: first.unitPriceMinor, lineIndexes: indexes, weighed: first.soldBy === 'weight',
      grossMinor: indexes.reduce((sum, index) => sum + grossMinor[index]!, 0),
      freePieces: first.soldBy === 'weight' ? 0 : indexes.reduce((sum, index) => sum + basket.lines[index]!.units, 0),
    };
  });
}

function groupSavings(pools: readonly Pool[], running: readonly Promotion[]): Saving[] {
  const savings: Saving[] = [];
  for (;;) {
    const best = running.flatMap((promotion) => groupOnce(promotion, pools) ?? []).sort((a, b) => b.gainMinor - a.gainMinor)[0];
    if (!best || best.gainMinor <= bestSinglesGain(best.used, running)) return savings;
    for (const { pool, pieces } of best.used) pool.freePieces -= pieces;
    savings.push({ promotion: best.promotion, parts: best.parts });
  }
}

interface Group { readonly promotion: Promotion; readonly gainMinor: Minor; readonly used: readonly { readonly pool: Pool; readonly pieces: number }[]; readonly parts: Saving['parts'] }

/** One application of a group offer to the dearest free pieces it covers; null when there are not enough. */
function groupOnce(promotion: Promotion, pools: readonly Pool[]): Group | null {
  const { rule } = promotion;
  if (rule.kind === 'buy-n-pay-m') {
    const pieces = dearestFirst(pools, rule.productIds).slice(0, rule.buy);
    if (pieces.length < rule.buy || rule.pay >= rule.buy) return null;
    return group(promotion, pieces, pieces.slice(rule.pay).reduce((sum, pool) => sum + pool.unitPriceMinor, 0));
  }
  if (rule.kind === 'bundle') {
    const pieces = rule.productIds.map((productId) => dearestFirst(pools, [productId])[0]);
    if (pieces.some((pool) => pool === undefined)) return null;
    const whole = pieces as Pool[];
    return group(promotion, whole, whole.reduce((sum, pool) => sum + pool.unitPriceMinor, 0) - rule.amountMinor);
  }
  return null;
}

function group(promotion: Promotion, pieces: readonly Pool[], gainMinor: Minor): Group | null {
  if (gainMinor <= 0) return null;
  const used = [...new Set(pieces)].map((pool) => ({ pool, pieces: pieces.filter((one) => one === pool).length }));
  const shares = allocateMinor(gainMinor, used.map(({ pool, pieces: count }) => pool.unitPriceMinor * count));
  return { promotion, gainMinor, used, parts: used.map(({ pool }, index) => ({ pool, amountMinor: shares[index]! })) };
}

const dearestFirst = (pools: readonly Pool[], productIds: readonly string[]): Pool[] =>
  pools
    .filter((pool) => !pool.weighed && pool.freePieces > 0 && productIds.includes(pool.productId))
    .sort((a, b) => b.unitPriceMinor - a.unitPriceMinor || (a.productId < b.productId ? -1 : 1))
    .flatMap((pool) => new Array<Pool>(pool.freePieces).fill(pool));

/** What the best single offers would have given the same pieces: a group offer must beat them. */
const bestSinglesGain = (used: Group['used'], running: readonly Promotion[]): Minor =>
  used.reduce((sum, { pool, pieces }) => sum + (bestSingle(pool, running)?.perPieceMinor ?? 0) * pieces, 0);

function singleSavings(pools: readonly Pool[], running: readonly Promotion[]): Saving[] {
  return pools.flatMap((pool) => {
    const best = bestSingle(pool, running);
    if (!best) return [];
    const amountMinor = pool.weighed ? best.perPieceMinor : best.perPieceMinor * pool.freePieces;
    return amountMinor > 0 ? [{ promotion: best.promotion, parts: [{ pool, amountMinor }] }] : [];
  });
}

/** The best single offer: what it takes off one piece, or off all of a weighed pool (only percentages apply to weighed goods). */
function bestSingle(pool: Pool, running: readonly Promotion[]): { readonly promotion: Promotion; readonly perPieceMinor: Minor } | null {
  const baseMinor = pool.weighed ? pool.grossMinor : pool.unitPriceMinor;
  const offers = running.flatMap((promotion) => {
    const { rule } = promotion;
    if (rule.kind === 'percent-off' && rule.productIds.includes(pool.productId)) return [{ promotion, perPieceMinor: shareMinor(baseMinor, rule.basisPoints) }];
    if (rule.kind === 'amount-off' && !pool.weighed && rule.productIds.includes(pool.productId)) return [{ promotion, perPieceMinor: Math.min(rule.amountMinor, baseMinor) }];
    return [];
  });
  return offers.sort((a, b) => b.perPieceMinor - a.perPieceMinor)[0] ?? null;
}
