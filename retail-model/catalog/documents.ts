import { z } from 'zod';
import { words } from '../text/words.ts';

/** Reference documents: head office writes them, stores read them. Each is the row of one collection (`replication/collections.ts`). */

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9@._-]{0,63}$/);
const instantMs = z.int().nonnegative();
const minor = z.int().min(-1_000_000_000).max(1_000_000_000);
const gtin14 = z.string().regex(/^\d{14}$/);

/** How a product is drawn where there is no photograph: a shape of the ui-kit and a colour. */
export const productPicture = z.object({
  shape: z.enum(['bottle', 'can', 'carton', 'bag', 'box', 'jar', 'fruit', 'leaf', 'bread', 'meat', 'fish', 'egg', 'cup', 'tube', 'shirt', 'roll']),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
});

export const product = z.object({
  id,
  gtin: gtin14,
  /** Further barcodes of the same product: packs and cases, with how many pieces one scan means. */
  otherGtins: z.array(z.object({ gtin: gtin14, quantity: z.int().positive() })).max(20),
  /** Price look-up number that a person types for goods without a barcode. */
  plu: z.string().regex(/^\d{3,6}$/).nullable(),
  names: words,
  /** Pinyin initials of the Chinese name, lower case, for look-up: 'nn' for 牛奶. */
  pinyinInitials: z.string().regex(/^[a-z0-9]*$/).max(40),
  category: id,
  /** 'each': priced and stocked by the piece. 'weight': priced per kilogram, stocked in grams. */
  soldBy: z.enum(['each', 'weight']),
  taxRateBasisPoints: z.int().min(0).max(10_000),
  ageLimitYears: z.int().min(1).max(99).nullable(),
  /** Digits of the GS1 company prefix, for products that carry an RFID tag (SGTIN partition); null without one. */
  rfidCompanyPrefixDigits: z.int().min(6).max(12).nullable(),
  /** Weight of one piece in the bagging area, grams. */
  typicalGrams: z.int().positive().nullable(),
  shelfLifeDays: z.int().positive().nullable(),
  supplierId: id,
  /** Pieces (or grams) in one supplier pack. */
  packUnits: z.int().positive(),
  costMinor: minor,
  picture: productPicture,
  active: z.boolean(),
});
export type Product = z.infer<typeof product>;

/** A price valid from an instant: per piece, or per kilogram for weighed goods. Later `validFromMs` wins; ties go to the higher epoch. */
export const price = z.object({ id, productId: id, amountMinor: minor.positive(), validFromMs: instantMs, epoch: z.int().positive() });
export type Price = z.infer<typeof price>;

export const promotionRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent-off'), productIds: z.array(id).min(1).max(2000), basisPoints: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('amount-off'), productIds: z.array(id).min(1).max(2000), amountMinor: minor.positive() }),
  z.object({ kind: z.literal('buy-n-pay-m'), productIds: z.array(id).min(1).max(2000), buy: z.int().min(2).max(100), pay: z.int().min(1).max(99) }),
  z.object({ kind: z.literal('bundle'), productIds: z.array(id).min(2).max(20), amountMinor: minor.positive() }),
  z.object({ kind: z.literal('basket-threshold'), fromMinor: minor.positive(), amountMinor: minor.positive() }),
]);

export const promotion = z.object({
  id,
  names: words,
  rule: promotionRule,
  /** Only for baskets with a member. */
  membersOnly: z.boolean(),
  validFromMs: instantMs,
  validUntilMs: instantMs,
  active: z.boolean(),
});
export type Promotion = z.infer<typeof promotion>;

/** A member as a store may see one: a code and a short greeting name, nothing that identifies a person. */
export const member = z.object({ id, memberCode: z.string().regex(/^M\d{9}$/), greeting: words, active: z.boolean() });
export type Member = z.infer<typeof member>;

export const staffRole = z.enum(['cashier', 'attendant', 'store-manager', 'engineer']);
export type StaffRole = z.infer<typeof staffRole>;

/** A member of staff; `pinHash` is argon2id in PHC string form. */
export const staff = z.object({ id, names: words, roles: z.array(staffRole).min(1), pinHash: z.string().regex(/^\$argon2id\$/).max(200), active: z.boolean() });
export type Staff = z.infer<typeof staff>;

export const supplier = z.object({
  id,
  names: words,
  leadTimeDays: z.int().min(0).max(60),
  /** Days on which this supplier is ordered from: 1 = Monday … 7 = Sunday. */
  orderWeekdays: z.array(z.int().min(1).max(7)).min(1),
  minimumOrderMinor: minor.nonnegative(),
});
export type Supplier = z.infer<typeof supplier>;

/** Store settings and small typed neighbours (categories), by `kind`. */
export const setting = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('category'), names: words }),
  z.object({ id, kind: z.literal('store'), names: words, currency: z.literal('CNY'), timeZone: z.string().max(64), cashRoundingMinor: z.int().positive(), demo: z.boolean() }),
  z.object({ id, kind: z.literal('embedded-barcode'), pattern: z.string().max(40) }),
]);
export type Setting = z.infer<typeof setting>;

/** A published forecast model: the bytes travel by URL, the document names their hash. */
export const forecastModel = z.object({ id, version: z.int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/), path: z.string().max(200), publishedAtMs: instantMs, active: z.boolean() });
export type ForecastModel = z.infer<typeof forecastModel>;
