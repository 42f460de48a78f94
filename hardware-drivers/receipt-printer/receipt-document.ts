/** A receipt as what stands on it, before any printer: laid out for its width, then encoded. */
export interface ReceiptDocument {
  readonly blocks: readonly ReceiptBlock[];
  readonly cut: 'full' | 'partial' | 'none';
  /** Opens the drawer before the first line. */
  readonly kickDrawer: boolean;
}

export type Alignment = 'left' | 'center' | 'right';

export type ReceiptBlock =
  /** Wrapped between words, and between any two Chinese characters. */
  | { readonly kind: 'text'; readonly text: string; readonly align: Alignment; readonly bold: boolean; readonly size: 'normal' | 'double' }
  /** One row: the cells' widths in columns, 'rest' shares what is left. A longer text wraps within its cell. */
  | { readonly kind: 'row'; readonly cells: readonly ReceiptCell[]; readonly bold: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'qr'; readonly data: string; readonly moduleDots: number }
  /** Code 128, code set B: printable ASCII only. */
  | { readonly kind: 'barcode'; readonly data: string; readonly heightDots: number }
  | { readonly kind: 'picture'; readonly picture: Picture };

export interface ReceiptCell {
  readonly text: string;
  readonly align: Alignment;
  readonly widthColumns: number | 'rest';
}

/** One bit per dot, 1 is black, rows padded to a byte, the leftmost dot in the highest bit. */
export interface Picture {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bits: Uint8Array;
}
