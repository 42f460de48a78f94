import type { Minor } from '../money/amount.ts';

export interface PricePoint { readonly priceId: string; readonly amountMinor: Minor }
export interface LabelOnShelf { readonly shownPriceId: string | null }
export interface NextCharge { readonly price: PricePoint; readonly because: 'first-price' | 'cut' | 'label-shown' | 'shelf-confirmed' | 'no-label' }

/**
 * The price on the shelf is the price at the till. Pure: which price must be charged next, and why; null when nothing changes.
 * A cut (or the same amount under a new price document) holds at once. A rise holds at once only without a label;
 * otherwise when every label of the product reports it, or a person has confirmed the shelf.
 */
export function nextCharge(now: { readonly charged: PricePoint | null; readonly wanted: PricePoint | null; readonly labels: readonly LabelOnShelf[]; readonly confirmed: boolean }): NextCharge | null {
  const { charged, wanted, labels } = now;
  if (!wanted || wanted.priceId === charged?.priceId) return null;
  if (!charged) return { price: wanted, because: 'first-price' };
  if (wanted.amountMinor <= charged.amountMinor) return { price: wanted, because: 'cut' };
  if (labels.length === 0) return { price: wanted, because: 'no-label' };
  if (labels.every((label) => label.shownPriceId === wanted.priceId)) return { price: wanted, because: 'label-shown' };
  return now.confirmed ? { price: wanted, because: 'shelf-confirmed' } : null;
}
