import { Button, Drawer } from 'antd';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatUnitPrice, formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { priceWaitWords } from 'edge-app/ui-kit/text/device-words.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { hashOf } from '../shell/page-route.ts';
import { waitingPrice, type StockVerbs } from './stock-columns.tsx';
import type { StockRow } from './stock-filter.ts';
import { stockWords } from './stock-words.ts';

/** One product: what it is, what lies here, what it costs and why, its labels. */
export function ProductDrawer({ row, verbs, onReceive, onClose }: { readonly row: StockRow; readonly verbs: StockVerbs; readonly onReceive: () => void; readonly onClose: () => void }) {
  const { language } = useLanguage();
  const say = useText(stockWords);
  const words = useWords();
  const { product } = row;
  const units = (count: number): string => formatUnits(count, product.soldBy, language);
  const wanted = waitingPrice(row);
  return (
    <Drawer open onClose={onClose} size={480} title={words(product.names)}>
      <div className="stack">
        <ProductPicture picture={product.picture} size={96} />
        <p className="quiet-words">{product.names.zh} · {product.names.en}</p>
        <table className="made-of">
          <tbody>
            <tr><th scope="row">{say('barcode')}</th><td>{product.gtin}</td></tr>
            {product.plu !== null && <tr><th scope="row">{say('plu')}</th><td>{product.plu}</td></tr>}
            {product.ageLimitYears !== null && <tr><th scope="row">{say('age-limit')}</th><td>{say('years', { years: product.ageLimitYears })}</td></tr>}
            <tr className="sum"><th scope="row">{say('on-hand')}</th><td>{units(row.onHandUnits)}</td></tr>
            <tr><th scope="row">{say('on-order')}</th><td>{units(row.onOrderUnits)}</td></tr>
            <tr><th scope="row">{say('sold-today')}</th><td>{units(row.soldTodayUnits)}</td></tr>
            <tr><th scope="row">{say('per-day')}</th><td>{row.meanPerDay === null ? say('not-known') : product.soldBy === 'weight' ? units(Math.round(row.meanPerDay)) : formatNumber(row.meanPerDay, language, 1)}</td></tr>
            <tr><th scope="row">{say('days-left')}</th><td>{row.daysLeft === null ? say('not-known') : say('days', { days: formatNumber(row.daysLeft, language, 1) })}</td></tr>
            <tr className="sum"><th scope="row">{say('charged')}</th><td>{product.priceMinor === null ? say('no-price') : formatUnitPrice(product.priceMinor, product.soldBy)}</td></tr>
            {wanted !== null && <tr><th scope="row">{say('wanted')}</th><td>{formatMoney(wanted)}{row.priceWaits && <small className="cell-note">{words(priceWaitWords[row.priceWaits])}</small>}</td></tr>}
            <tr><th scope="row">{say('labels')}</th><td>{row.labelIds.length === 0 ? say('no-label') : row.labelIds.map((labelId) => <a key={labelId} className="link-cell" href={hashOf('labels', { search: labelId })}>{labelId}</a>)}</td></tr>
          </tbody>
        </table>
        <p className="quiet-words">{say('detail-rule')}</p>
        <div className="verb-row">
          <Button onClick={() => { verbs.adjust(row); }}>{say('adjust')}</Button>
          <Button onClick={onReceive}>{say('receive')}</Button>
          {row.priceWaits !== null && row.priceWaits !== 'not-yet-valid' && <Button type="primary" onClick={() => { verbs.confirmShelf(row); }}>{say('confirm-shelf')}</Button>}
        </div>
      </div>
    </Drawer>
  );
}
