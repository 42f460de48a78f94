import { useEffect, useRef } from 'react';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatUnitPrice, formatWeight } from 'edge-app/ui-kit/format/weight.ts';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { tillText } from './till-text.ts';

/** The basket as a table, newest line first; the chosen line is what the keys change. */
export function TillBasket({ chosen, onChoose }: { readonly chosen: string | null; readonly onChoose: (lineId: string) => void }) {
  const { view } = useLane();
  const say = useText(tillText);
  const sayLane = useText(laneText);
  const words = useWords();
  const { language } = useLanguage();
  const lines = (view.basket?.lines ?? []).toReversed();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  return (
    <section className="till-basket" aria-label={sayLane('basket')}>
      {view.basket?.member && <p className="till-member">{sayLane('member-hello', { greeting: words(view.basket.member.greeting) })}</p>}
      <div className="till-lines" ref={list} tabIndex={0}>
        {lines.length === 0 ? <p className="basket-empty">{sayLane('basket-empty')}</p> : (
          <table role="grid">
            <thead><tr><th scope="col">{say('goods')}</th><th scope="col">{say('quantity')}</th><th scope="col">{say('price')}</th><th scope="col">{say('off')}</th><th scope="col">{say('amount')}</th></tr></thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.lineId} aria-selected={line.lineId === chosen} onClick={() => { onChoose(line.lineId); }}>
                  <td>
                    <span className="till-goods">
                      <ProductPicture picture={line.picture} size="2.250rem" />
                      <span>
                        {words(line.names)}{line.ageLimitYears !== null && <span className="line-age">{sayLane('age-limit', { years: line.ageLimitYears })}</span>}
                        {line.discounts.map((discount) => <small key={discount.promotionId}>{words(discount.names)}</small>)}
                      </span>
                    </span>
                  </td>
                  <td>{line.soldBy === 'weight' ? formatWeight(line.units, language) : line.units}</td>
                  <td>{formatUnitPrice(line.unitPriceMinor, line.soldBy)}</td>
                  <td className="till-off">{line.discounts.length > 0 ? formatMoney(line.amountMinor - line.grossMinor) : ''}</td>
                  <td className="till-amount">{formatMoney(line.amountMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <footer className="till-total">
        <span>{sayLane('basket-lines', { count: lines.length })}</span>
        {view.basket && view.basket.discountMinor > 0 && <span className="till-off">{sayLane('saved', { amount: formatMoney(view.basket.discountMinor) })}</span>}
        <span className="till-total-word">{view.tender ? sayLane('to-pay') : sayLane('total')}</span>
        <strong>{formatMoney(view.tender?.dueMinor ?? view.basket?.totalMinor ?? view.finished?.totalMinor ?? 0)}</strong>
      </footer>
    </section>
  );
}
