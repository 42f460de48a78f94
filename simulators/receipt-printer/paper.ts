export type Alignment = 'left' | 'center' | 'right';

export interface TextRun {
  readonly text: string;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
  readonly isItalic: boolean;
  /** 1 to 8. */
  readonly widthTimes: number;
  readonly heightTimes: number;
}

/** What is on the paper, from the top. A `line` without runs is blank. */
export type PaperItem =
  | { readonly kind: 'line'; readonly align: Alignment; readonly runs: readonly TextRun[] }
  | { readonly kind: 'qr'; readonly align: Alignment; readonly text: string; readonly moduleDots: number; readonly correction: 'L' | 'M' | 'Q' | 'H' }
  | { readonly kind: 'barcode'; readonly align: Alignment; readonly symbology: string; readonly text: string; readonly heightDots: number; readonly hasText: boolean }
  /** One bit a dot, rows from the top packed to whole bytes, most significant bit left, 1 = black. */
  | { readonly kind: 'image'; readonly align: Alignment; readonly widthDots: number; readonly heightDots: number; readonly rowsBase64: string }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut'; readonly isPartial: boolean };

/** The words on the paper, a line each; QR codes and barcodes in brackets. For tests and for people who read logs. */
export function plainTextOf(items: readonly PaperItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'line') return [item.runs.map((run) => run.text).join('')];
    if (item.kind === 'qr') return [`[QR ${item.text}]`];
    if (item.kind === 'barcode') return [`[${item.symbology} ${item.text}]`];
    return [];
  });
}

/** Paper between cuts; the last part may still hang in the printer. */
export function receiptsOn(items: readonly PaperItem[]): { items: PaperItem[]; isCut: boolean }[] {
  const receipts: { items: PaperItem[]; isCut: boolean }[] = [{ items: [], isCut: false }];
  for (const item of items) {
    const last = receipts.at(-1)!;
    if (item.kind === 'cut') {
      last.isCut = true;
      receipts.push({ items: [], isCut: false });
    } else last.items.push(item);
  }
  return receipts.filter((receipt) => receipt.isCut || receipt.items.length > 0);
}
