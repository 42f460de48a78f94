import { useEffect, useRef, useState } from 'react';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { BasketLineRow } from '../lane/basket-line.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';

/** The basket, newest line first, and its total in the largest type on the screen. The newest line is open for changes unless another was touched. */
export function BasketPanel() {
  const { view } = useLane();
  const say = useText(laneText);
  const words = useWords();
  const [touched, setTouched] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const lines = (view.basket?.lines ?? []).toReversed();
  const newest = lines[0];
  const newestMark = newest ? `${newest.lineId} ${newest.units}` : '';
  useEffect(() => {
    setTouched(null);
    list.current?.scrollTo({ top: 0 });
  }, [newest?.lineId]);
  return (
    <section className="basket" aria-label={say('basket')}>
      <header className="basket-head">
        <h2>{view.basket?.member ? say('member-hello', { greeting: words(view.basket.member.greeting) }) : say('basket')}</h2>
        {lines.length > 0 && <span>{say('basket-lines', { count: lines.length })}</span>}
      </header>
      {lines.length === 0
        ? <p className="basket-empty">{say('basket-empty')}</p>
        : (
          <ul className="basket-lines" ref={list} tabIndex={0} aria-label={say('basket')}>
            {lines.map((line, place) => (
              <BasketLineRow
                key={place === 0 ? newestMark : line.lineId} line={line} fresh={place === 0} open={(touched ?? newest?.lineId) === line.lineId}
                onOpen={() => { setTouched(touched === line.lineId ? '' : line.lineId); }}
              />
            ))}
          </ul>
        )}
      <div className="basket-total" aria-live="polite">
        {view.basket && view.basket.discountMinor > 0 && <span className="basket-saved">{say('saved', { amount: formatMoney(view.basket.discountMinor) })}</span>}
        <span className="basket-total-word">{view.tender ? say('to-pay') : say('total')}</span>
        <strong className="basket-total-amount">{formatMoney(view.tender?.dueMinor ?? view.basket?.totalMinor ?? 0)}</strong>
      </div>
    </section>
  );
}
