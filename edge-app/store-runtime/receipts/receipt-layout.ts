import type { ReceiptBlock, ReceiptDocument } from 'hardware-drivers/receipt-printer/receipt-document.ts';
import type { JournalEntryOf } from 'retail-model/journal/entry.ts';
import { inLanguage, type Language, type Words } from 'retail-model/text/words.ts';
import { localMinute } from 'retail-model/time/local-time.ts';

export interface ReceiptHeading { readonly storeNames: Words; readonly timeZone: string; readonly receiptCode: string }

const AMOUNT_COLUMNS = 11;
const money = (amountMinor: number): string => (amountMinor / 100).toFixed(2);
const text = (content: string, over: Partial<Extract<ReceiptBlock, { kind: 'text' }>> = {}): ReceiptBlock => ({ kind: 'text', text: content, align: 'left', bold: false, size: 'normal', ...over });
const row = (left: string, right: string, bold = false): ReceiptBlock => ({ kind: 'row', bold, cells: [{ text: left, align: 'left', widthColumns: 'rest' }, { text: right, align: 'right', widthColumns: AMOUNT_COLUMNS }] });

/** A sale as it stands on paper, in the shopper's language. Pure. The drawer is kicked by the till, not by the paper. */
export function saleReceipt(entry: JournalEntryOf<'sale-completed'>, heading: ReceiptHeading): ReceiptDocument {
  const { body } = entry;
  const say = (zh: string, en: string): string => (body.language === 'zh-CN' ? zh : en);
  const lines = body.lines.flatMap((line): ReceiptBlock[] => {
    const amount = line.soldBy === 'weight' ? `${line.weightText ?? `${(line.units / 1000).toFixed(3)} kg`} × ${money(line.unitPriceMinor)}/kg` : line.units > 1 ? `${line.units} × ${money(line.unitPriceMinor)}` : null;
    const gross = line.amountMinor + line.discounts.reduce((sum, discount) => sum + discount.amountMinor, 0);
    return [
      row(inLanguage(line.names, body.language), money(gross)),
      ...(amount ? [text(`  ${amount}`)] : []),
      ...line.discounts.map((discount) => row(`  ${inLanguage(discount.names, body.language)}`, `-${money(discount.amountMinor)}`)),
    ];
  });
  const tender = body.tenders[0]!;
  const blocks: ReceiptBlock[] = [
    ...head(entry.occurredAtMs, body.receiptNumber, body.language, say('销售小票', 'Receipt'), heading),
    ...lines,
    { kind: 'rule' },
    ...(body.totals.discountMinor > 0 ? [row(say('优惠', 'You saved'), `-${money(body.totals.discountMinor)}`)] : []),
    ...(body.totals.roundingMinor !== 0 ? [row(say('现金抹零', 'Cash rounding'), money(body.totals.roundingMinor))] : []),
    row(say('合计', 'TOTAL'), `¥${money(body.totals.totalMinor)}`, true),
    tender.kind === 'cash' ? row(say('现金', 'Cash'), money(tender.givenMinor)) : row(say('扫码支付', 'Paid by QR code'), money(tender.amountMinor)),
    ...(tender.kind === 'cash' ? [row(say('找零', 'Change'), money(tender.changeMinor))] : []),
    ...body.totals.taxes.map((tax) => row(say(`其中税额 ${tax.rateBasisPoints / 100}%`, `incl. tax ${tax.rateBasisPoints / 100} %`), money(tax.taxMinor))),
    ...(body.memberId && body.pointsEarned > 0 ? [row(say('本次积分', 'Points earned'), `+${body.pointsEarned}`)] : []),
    ...foot(body.language, heading),
  ];
  return { blocks, cut: 'partial', kickDrawer: false };
}

/** Goods taken back, as they stand on paper. Pure. */
export function returnReceipt(entry: JournalEntryOf<'return-completed'>, heading: ReceiptHeading): ReceiptDocument {
  const { body } = entry;
  const say = (zh: string, en: string): string => (body.language === 'zh-CN' ? zh : en);
  const refund = body.refundedAs[0];
  return {
    blocks: [
      ...head(entry.occurredAtMs, body.receiptNumber, body.language, say('退货小票', 'Return'), heading),
      ...body.lines.map((line) => row(`${inLanguage(line.names, body.language)} × ${line.soldBy === 'weight' ? `${(line.units / 1000).toFixed(3)} kg` : line.units}`, `-${money(line.refundMinor)}`)),
      { kind: 'rule' },
      row(say('退款合计', 'REFUND'), `¥${money(body.totalMinor)}`, true),
      row(refund?.kind === 'qr-code' ? say('退回原支付账户', 'To the account it was paid from') : say('现金退款', 'In cash'), money(body.totalMinor)),
      ...foot(body.language, heading),
    ],
    cut: 'partial',
    kickDrawer: false,
  };
}

function head(atMs: number, receiptNumber: string, language: Language, title: string, heading: ReceiptHeading): ReceiptBlock[] {
  return [
    text(inLanguage(heading.storeNames, language), { align: 'center', bold: true, size: 'double' }),
    text(title, { align: 'center' }),
    text(`${receiptNumber}  ${localMinute(atMs, heading.timeZone)}`, { align: 'center' }),
    { kind: 'rule' },
  ];
}

const foot = (language: Language, heading: ReceiptHeading): ReceiptBlock[] => [
  { kind: 'feed', lines: 1 },
  { kind: 'qr', data: heading.receiptCode, moduleDots: 5 },
  text(language === 'zh-CN' ? '凭此码退换货，谢谢惠顾' : 'Keep this code for returns. Thank you.', { align: 'center' }),
  { kind: 'feed', lines: 3 },
];
