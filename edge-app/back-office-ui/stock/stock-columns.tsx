import { Button } from 'antd';
import type { Language, Words } from 'retail-model/text/words.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatUnitPrice, formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { csvMoney } from 'edge-app/ui-kit/office/csv.ts';
import type { DataColumn } from 'edge-app/ui-kit/office/data-table.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { priceWaitWords } from 'edge-app/ui-kit/text/device-words.ts';
import type { Speak } from 'edge-app/ui-kit/text/text-table.ts';
import { isLow, isOut, type StockRow } from './stock-filter.ts';
import type { stockWords } from './stock-words.ts';

export interface StockVerbs { readonly open: (row: StockRow) => void; readonly adjust: (row: StockRow) => void; readonly confirmShelf: (row: StockRow) => void }
export interface StockSpeech { readonly say: Speak<typeof stockWords>; readonly words: (words: Words) => string; readonly language: Language; readonly categoryName: (id: string) => string }

/** A new price that is not charged yet, or null. */
export const waitingPrice = (row: StockRow): number | null => (row.wantedPriceMinor !== null && row.wantedPriceMinor !== row.product.priceMinor ? row.wantedPriceMinor : null);

export function stockColumns({ say, words, language, categoryName }: StockSpeech, verbs: StockVerbs): readonly DataColumn<StockRow>[] {
  const units = (row: StockRow, count: number): string => formatUnits(count, row.product.soldBy, language);
  return [
    { key: 'product', width: 180, title: say('product'), always: true, sortBy: ({ product }) => words(product.names), csv: ({ product }) => words(product.names), cell: (row) => <button type="button" className="link-cell product-cell" onClick={() => { verbs.open(row); }}><ProductPicture picture={row.product.picture} size={24} />{words(row.product.names)}</button> },
    { key: 'barcode', width: 140, title: say('barcode'), hiddenAtFirst: true, csv: ({ product }) => product.gtin, cell: ({ product }) => product.gtin, sortBy: ({ product }) => product.gtin },
    { key: 'category', width: 104, title: say('category'), sortBy: ({ product }) => categoryName(product.category), csv: ({ product }) => categoryName(product.category), cell: ({ product }) => categoryName(product.category) },
    { key: 'on-hand', width: 140, title: say('on-hand'), align: 'right', sortBy: (row) => row.onHandUnits, csv: (row) => row.onHandUnits, cell: (row) => <OnHand row={row} text={units(row, row.onHandUnits)} say={say} /> },
    { key: 'on-order', width: 106, title: say('on-order'), align: 'right', sortBy: (row) => row.onOrderUnits, csv: (row) => row.onOrderUnits, cell: (row) => (row.onOrderUnits === 0 ? '–' : units(row, row.onOrderUnits)) },
    { key: 'sold-today', width: 112, title: say('sold-today'), align: 'right', sortBy: (row) => row.soldTodayUnits, csv: (row) => row.soldTodayUnits, cell: (row) => (row.soldTodayUnits === 0 ? '–' : units(row, row.soldTodayUnits)) },
    { key: 'per-day', width: 90, title: say('per-day'), align: 'right', sortBy: (row) => row.meanPerDay, csv: (row) => row.meanPerDay, cell: (row) => (row.meanPerDay === null ? '–' : row.product.soldBy === 'weight' ? units(row, Math.round(row.meanPerDay)) : formatNumber(row.meanPerDay, language, 1)) },
    { key: 'days-left', width: 98, title: say('days-left'), align: 'right', sortBy: (row) => row.daysLeft, csv: (row) => row.daysLeft, cell: (row) => (row.daysLeft === null ? '–' : formatNumber(row.daysLeft, language, 1)) },
    { key: 'charged', width: 104, title: say('charged'), align: 'right', sortBy: ({ product }) => product.priceMinor, csv: ({ product }) => csvMoney(product.priceMinor), cell: ({ product }) => (product.priceMinor === null ? <StateMark tone="danger">{say('no-price')}</StateMark> : formatUnitPrice(product.priceMinor, product.soldBy)) },
    {
      key: 'wanted', width: 136, title: say('wanted'), sortBy: waitingPrice, csv: (row) => csvMoney(waitingPrice(row)),
      cell: (row) => { const wanted = waitingPrice(row); return wanted === null ? null : <span className="waits"><strong>{formatMoney(wanted)}</strong>{row.priceWaits && <small>{words(priceWaitWords[row.priceWaits])}</small>}{row.priceWaits !== null && row.priceWaits !== 'not-yet-valid' && <Button size="small" className="not-printed" onClick={() => { verbs.confirmShelf(row); }}>{say('confirm-shelf')}</Button>}</span>; },
    },
    {
      key: 'actions', width: 84, title: '', notPrinted: true, always: true, stays: true, align: 'right',
      cell: (row) => (
        <span className="cell-verbs">
          <Button size="small" onClick={() => { verbs.adjust(row); }}>{say('adjust')}</Button>
        </span>
      ),
    },
  ];
}

function OnHand({ row, text, say }: { readonly row: StockRow; readonly text: string; readonly say: Speak<typeof stockWords> }) {
  if (row.onHandUnits < 0) return <StateMark tone="danger">{text} · {say('negative-tag')}</StateMark>;
  if (isOut(row)) return <StateMark tone="danger">{say('out-tag')}</StateMark>;
  return isLow(row) ? <StateMark tone="warning">{text} · {say('low-tag')}</StateMark> : text;
}
