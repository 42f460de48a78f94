import { z } from 'zod';
import { productPicture } from '../catalog/documents.ts';
import { words } from '../text/words.ts';

/** One line of a basket. Its price was fixed when it was entered and can only fall within this basket. */
export const basketLine = z.object({
  lineId: z.string(),
  productId: z.string(),
  gtin: z.string(),
  names: words,
  category: z.string(),
  picture: productPicture,
  soldBy: z.enum(['each', 'weight']),
  /** Pieces, or grams for goods sold by weight. */
  units: z.int().positive(),
  weightText: z.string().nullable(),
  /** Per piece or per kilogram. */
  unitPriceMinor: z.int(),
  priceId: z.string(),
  taxRateBasisPoints: z.int(),
  ageLimitYears: z.int().nullable(),
  epcs: z.array(z.string()).readonly(),
  enteredBy: z.enum(['scan', 'look-up', 'rfid']),
});
export type BasketLine = Readonly<z.infer<typeof basketLine>>;

export const basket = z.object({
  lines: z.array(basketLine).readonly(),
  member: z.object({ memberId: z.string(), greeting: words }).nullable(),
});
export type Basket = Readonly<z.infer<typeof basket>>;

export const emptyBasket: Basket = { lines: [], member: null };

/** The most pieces one line may hold: past that a person has mistyped. */
export const MOST_PIECES_PER_LINE = 99;
/** The most lines of one basket (and of one sale entry). */
export const MOST_LINES_PER_BASKET = 500;

/**
 * Adds a line. A second scan of the same untagged piece goods at the same price raises the first line's quantity and moves it to the end,
 * so that the newest line is always the last one; weighed goods and tagged goods keep a line each (tagged ones gather their EPCs).
 */
export function addLine(into: Basket, line: BasketLine): Basket {
  const same = into.lines.find(
    (one) => one.soldBy === 'each' && line.soldBy === 'each' && one.productId === line.productId && one.priceId === line.priceId && one.enteredBy === line.enteredBy,
  );
  if (!same || same.units + line.units > MOST_PIECES_PER_LINE) return { ...into, lines: [...into.lines, line] };
  const grown = { ...same, units: same.units + line.units, epcs: [...same.epcs, ...line.epcs] };
  return { ...into, lines: [...into.lines.filter((one) => one !== same), grown] };
}

export const removeLine = (from: Basket, lineId: string): Basket => ({ ...from, lines: from.lines.filter((line) => line.lineId !== lineId) });

export const withUnits = (of: Basket, lineId: string, units: number): Basket => ({
  ...of,
  lines: of.lines.map((line) => (line.lineId === lineId ? { ...line, units } : line)),
});
