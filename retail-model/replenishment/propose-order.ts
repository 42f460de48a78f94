import type { Product, Supplier } from '../catalog/documents.ts';
import type { Minor } from '../money/amount.ts';
import type { Words } from '../text/words.ts';
import { addDays, weekday } from '../time/local-time.ts';
import { quantileAt } from './quantiles.ts';

/** Demand of a whole period, as the forecast gives it: never the sum of daily quantiles, which would be far too high. */
export interface PeriodDemand { readonly days: number; readonly mean: number; readonly quantiles: readonly number[] }

export interface Review { readonly orderOn: string; readonly arrivesOn: string; readonly protectionDays: number }

/**
 * When the next order to a supplier goes out and how long it must last: from today until the order after it has arrived.
 * `today` is 'YYYY-MM-DD'.
 */
export function nextReview(supplier: Supplier, today: string): Review {
  const orderOn = nextOrderDay(supplier, today);
  const following = nextOrderDay(supplier, addDays(orderOn, 1));
  return { orderOn, arrivesOn: addDays(orderOn, supplier.leadTimeDays), protectionDays: daysBetween(today, following) + supplier.leadTimeDays };
}

function nextOrderDay(supplier: Supplier, from: string): string {
  for (let ahead = 0; ahead < 7; ahead += 1) if (supplier.orderWeekdays.includes(weekday(addDays(from, ahead)))) return addDays(from, ahead);
  return from;
}
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** Share of a product's cost that one unsold unit costs: all of it when it expires within the period, else money bound for a month. */
const HOLDING_BASIS_POINTS_A_MONTH = 150;

/**
 * The service level worth paying for: margin against what an unsold unit costs (newsvendor critical ratio), never a fixed z.
 * Between 0.5 and 0.995.
 */
export function criticalRatio(priceMinor: Minor, costMinor: Minor, shelfLifeDays: number | null, protectionDays: number): number {
  const shortMinor = Math.max(1, priceMinor - costMinor);
  const holdingMinor = (costMinor * HOLDING_BASIS_POINTS_A_MONTH) / 10_000;
  const wasteShare = shelfLifeDays === null ? 0 : Math.min(1, protectionDays / shelfLifeDays);
  const overMinor = Math.max(0.01, holdingMinor + costMinor * wasteShare);
  return Math.min(0.995, Math.max(0.5, shortMinor / (shortMinor + overMinor)));
}

export interface OrderQuestion {
  readonly product: Pick<Product, 'soldBy' | 'packUnits' | 'costMinor' | 'shelfLifeDays'>;
  /** Per piece, or per kilogram like the cost. */
  readonly priceMinor: Minor;
  readonly onHandUnits: number;
  readonly onOrderUnits: number;
  readonly soldLast7DaysUnits: number;
  readonly demand: PeriodDemand;
  readonly arrivesOn: string;
}

export interface OrderProposal { readonly units: number; readonly packs: number; readonly costMinor: Minor; readonly meanDemand: number; readonly upperDemand: number; readonly because: Words }

/** What to order of one product, and why. Pure; null when nothing is needed. Stock below zero counts as none: the goods were there. */
export function proposeOrder(question: OrderQuestion): OrderProposal | null {
  const { product, demand } = question;
  const level = criticalRatio(question.priceMinor, product.costMinor, product.shelfLifeDays, demand.days);
  const upperDemand = quantileAt(demand.quantiles, level);
  const position = Math.max(0, question.onHandUnits) + question.onOrderUnits;
  const missing = upperDemand - position;
  if (missing <= 0) return null;
  const packs = Math.ceil(missing / product.packUnits - 1e-9);
  // A perishable pack that would mostly be thrown away is not ordered for a fraction of a unit.
  if (packs <= 0 || (position >= demand.mean && missing < product.packUnits * 0.1)) return null;
  const units = packs * product.packUnits;
  const show = (amount: number): string => (product.soldBy === 'weight' ? `${(amount / 1000).toFixed(1)} kg` : String(Math.round(amount * 10) / 10));
  const costMinor = product.soldBy === 'weight' ? Math.round((product.costMinor * units) / 1000) : product.costMinor * units;
  return {
    units, packs, costMinor, meanDemand: demand.mean, upperDemand,
    because: {
      zh: `近 7 天售出 ${show(question.soldLast7DaysUnits)}；未来 ${demand.days} 天预计需要 ${show(demand.mean)}（备至 ${show(upperDemand)}，服务水平 ${Math.round(level * 100)}%）；现有 ${show(question.onHandUnits)}，在途 ${show(question.onOrderUnits)}；每包 ${show(product.packUnits)}，订 ${packs} 包`,
      en: `Sold ${show(question.soldLast7DaysUnits)} in 7 days; ${demand.days} days ahead need ${show(demand.mean)} (cover ${show(upperDemand)}, service ${Math.round(level * 100)} %); ${show(question.onHandUnits)} on hand, ${show(question.onOrderUnits)} on the way; pack of ${show(product.packUnits)}, order ${packs}`,
    },
  };
}
