import type { Product } from 'retail-model/catalog/documents.ts';
import { gs1CheckDigit } from 'retail-model/gs1/gtin.ts';

/** One invented product in short: id, Chinese, English, pinyin initials, price in fen (per piece or kilogram), grams of a piece, shape and colour of its picture. */
export type GoodsRow = readonly [id: string, zh: string, en: string, pinyinInitials: string, priceMinor: number, grams: number, shape: Product['picture']['shape'], colour: string];

/** What the goods of one shelf have in common. */
export interface Shelf {
  readonly category: string;
  /** First item reference of the shelf, six digits: a product keeps its barcode when another shelf grows. */
  readonly firstItem: number;
  readonly taxRateBasisPoints: number;
  /** Cost as a share of the price without tax. */
  readonly costBasisPoints: number;
  readonly shelfLifeDays: number | null;
  readonly packUnits: number;
  readonly supplierId: string;
  /** How its goods are identified: a printed barcode, a weighed label of this shop, or a barcode and an RFID tag. */
  readonly coded: 'barcode' | 'weighed' | 'rfid';
  readonly ageLimitYears: number | null;
  readonly rows: readonly GoodsRow[];
}

/** GS1's prefix for examples: never on a real product. */
const EXAMPLE_PREFIX = '952000';
/** A company prefix of seven digits in the same range, for goods that carry tags (SGTIN partition 5). */
const TAGGED_PREFIX = '9520123';
/** Weighed labels of this shop: `21`, five digits of item, five of weight, check digit. */
const WEIGHED_PREFIX = '21';

export function productsOf(shelf: Shelf): Product[] {
  return shelf.rows.map(([id, zh, en, pinyinInitials, priceMinor, grams, shape, colour], index) => {
    const item = shelf.firstItem + index;
    const weighed = shelf.coded === 'weighed';
    const netMinor = Math.round((priceMinor * 10_000) / (10_000 + shelf.taxRateBasisPoints));
    return {
      id, names: { zh, en }, pinyinInitials, category: shelf.category,
      gtin: gtinOf(shelf.coded, item),
      // A case is scanned as a whole: the indicator digit 1 before the same item (GS1 GenSpecs §2.1.5).
      otherGtins: shelf.coded === 'barcode' && shelf.category === 'drinks' ? [{ gtin: withCheckDigit(`1${EXAMPLE_PREFIX}${String(item)}`), quantity: shelf.packUnits }] : [],
      plu: weighed ? String(item).slice(-4) : null,
      soldBy: weighed ? 'weight' : 'each',
      taxRateBasisPoints: shelf.taxRateBasisPoints, ageLimitYears: shelf.ageLimitYears,
      rfidCompanyPrefixDigits: shelf.coded === 'rfid' ? TAGGED_PREFIX.length : null,
      typicalGrams: grams, shelfLifeDays: shelf.shelfLifeDays, supplierId: shelf.supplierId,
      packUnits: weighed ? 5000 : shelf.packUnits,
      costMinor: Math.round((netMinor * shelf.costBasisPoints) / 10_000),
      picture: { shape, colour }, active: true,
    };
  });
}

function gtinOf(coded: Shelf['coded'], item: number): string {
  switch (coded) {
    case 'barcode': return withCheckDigit(`0${EXAMPLE_PREFIX}${String(item)}`);
    case 'weighed': return withCheckDigit(`0${WEIGHED_PREFIX}${String(item).slice(-5)}00000`);
    case 'rfid': return withCheckDigit(`0${TAGGED_PREFIX}${String(item).slice(-5)}`);
  }
}

const withCheckDigit = (digits: string): string => `${digits}${gs1CheckDigit(digits)}`;
