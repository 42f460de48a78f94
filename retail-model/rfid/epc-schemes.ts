/**
 * Layouts of the EPC schemes with a fixed header and partition (TDS 2.3 §14.6), as rows of segments after the 8-bit header.
 * A segment that yields text is one field of the tag URI, in that order.
 */
export type Segment =
  | { readonly kind: 'filter'; readonly bits: number }
  /**
   * Partition value, company prefix (12 digits less the value), then the rest of `totalBits`: a reference of
   * `digitsAtZero` + value digits. 'padded' keeps leading zeros, 'integer' has none, 'text' holds 7-bit and 'part' 6-bit characters.
   */
  | { readonly kind: 'partition'; readonly totalBits: number; readonly digitsAtZero: number; readonly reference: 'padded' | 'integer' | 'text' | 'part' }
  | { readonly kind: 'integer'; readonly bits: number }
  | { readonly kind: 'digits'; readonly bits: number; readonly digits: number }
  /** Digits with leading zeros, kept by a 1 put in front. */
  | { readonly kind: 'numeric-string'; readonly bits: number }
  | { readonly kind: 'text'; readonly bits: number; readonly maxCharacters: number }
  /** 6-bit characters up to six zero bits. */
  | { readonly kind: 'part'; readonly minCharacters: number; readonly maxCharacters: number }
  | { readonly kind: 'cage'; readonly bitsPerCharacter: 6 | 8 }
  | { readonly kind: 'zeros'; readonly bits: number };

export type EpcScheme = {
  readonly header: string;
  /** Name in the tag URI, 'sgtin-96'. */
  readonly name: string;
  /** Name in the pure identity URI, 'sgtin'. */
  readonly family: string;
  readonly segments: readonly Segment[];
};

const filter: Segment = { kind: 'filter', bits: 3 };
const integer = (bits: number): Segment => ({ kind: 'integer', bits });
const zeros = (bits: number): Segment => ({ kind: 'zeros', bits });
const text = (bits: number, maxCharacters: number): Segment => ({ kind: 'text', bits, maxCharacters });
const partition = (totalBits: number, digitsAtZero: number, reference: 'padded' | 'integer' | 'text' | 'part' = 'padded'): Segment => ({
  kind: 'partition', totalBits, digitsAtZero, reference,
});

const scheme = (header: string, name: string, ...segments: readonly Segment[]): EpcScheme => ({
  header, name, family: name.slice(0, name.lastIndexOf('-')), segments,
});

const pieceAndTotal: readonly Segment[] = [{ kind: 'digits', bits: 7, digits: 2 }, { kind: 'digits', bits: 7, digits: 2 }];

export const epcSchemes: readonly EpcScheme[] = [
  scheme('30', 'sgtin-96', filter, partition(44, 1), integer(38)),
  scheme('36', 'sgtin-198', filter, partition(44, 1), text(140, 20)),
  scheme('31', 'sscc-96', filter, partition(58, 5), zeros(24)),
  scheme('32', 'sgln-96', filter, partition(41, 0), integer(41)),
  scheme('39', 'sgln-195', filter, partition(41, 0), text(140, 20)),
  scheme('33', 'grai-96', filter, partition(44, 0), integer(38)),
  scheme('37', 'grai-170', filter, partition(44, 0), text(112, 16)),
  scheme('34', 'giai-96', filter, partition(82, 13, 'integer')),
  scheme('38', 'giai-202', filter, partition(188, 18, 'text')),
  scheme('2D', 'gsrn-96', filter, partition(58, 5), zeros(24)),
  scheme('2E', 'gsrnp-96', filter, partition(58, 5), zeros(24)),
  scheme('2C', 'gdti-96', filter, partition(41, 0), integer(41)),
  scheme('3A', 'gdti-113', filter, partition(41, 0), { kind: 'numeric-string', bits: 58 }),
  scheme('3E', 'gdti-174', filter, partition(41, 0), text(119, 17)),
  scheme('3C', 'cpi-96', filter, partition(51, 3, 'integer'), integer(31)),
  scheme('3D', 'cpi-var', filter, partition(0, 18, 'part'), integer(40)),
  scheme('3F', 'sgcn-96', filter, partition(41, 0), { kind: 'numeric-string', bits: 41 }),
  scheme('40', 'itip-110', filter, partition(44, 1), ...pieceAndTotal, integer(38)),
  scheme('41', 'itip-212', filter, partition(44, 1), ...pieceAndTotal, text(140, 20)),
  scheme('35', 'gid-96', integer(28), integer(24), integer(36)),
  scheme('2F', 'usdod-96', { kind: 'filter', bits: 4 }, { kind: 'cage', bitsPerCharacter: 8 }, integer(36)),
  scheme(
    '3B', 'adi-var', { kind: 'filter', bits: 6 }, { kind: 'cage', bitsPerCharacter: 6 },
    { kind: 'part', minCharacters: 0, maxCharacters: 32 }, { kind: 'part', minCharacters: 1, maxCharacters: 30 },
  ),
];

/** Bits of a company prefix of 12 to 6 digits, by partition value 0 to 6 (TDS §14.3). */
export const companyPrefixBits: readonly number[] = [40, 37, 34, 30, 27, 24, 20];
