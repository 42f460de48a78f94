import { useState } from 'react';
import type { PricedLine } from 'retail-model/basket/price-basket.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatUnitPrice, formatWeight } from 'edge-app/ui-kit/format/weight.ts';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from './lane-text.ts';
import { useLane } from './use-lane.tsx';
import { VoidDialog } from './void-dialog.tsx';

/** One line of the basket: what, how much of it, what was taken off and why, what it costs. Touched, it shows what can be done with it. */
export function BasketLineRow({ line, open, fresh, onOpen }: { readonly line: PricedLine; readonly open: boolean; readonly fresh: boolean; readonly onOpen: () => void }) {
  const say = useText(laneText);
  const words = useWords();
  const { view } = useLane();
  const quantity = useQuantityWords(line);
  return (
    <li className={`line ${open ? 'line-open' : ''} ${fresh ? 'line-fresh' : ''}`}>
      <button type="button" className="line-touch" aria-expanded={open} onClick={onOpen} disabled={view.state !== 'selling'}>
        <ProductPicture picture={line.picture} size="3rem" />
        <span className="line-what">
          <span className="line-name">{words(line.names)}{line.ageLimitYears !== null && <span className="line-age">{say('age-limit', { years: line.ageLimitYears })}</span>}</span>
          <span className="line-quantity">{quantity}</span>
        </span>
        <span className="line-amount">{formatMoney(line.amountMinor)}</span>
      </button>
      {line.discounts.length > 0 && (
        <ul className="line-discounts">
          {line.discounts.map((discount) => <li key={discount.promotionId}><span>{words(discount.names)}</span><span>{formatMoney(-discount.amountMinor)}</span></li>)}
        </ul>
      )}
      {open && view.state === 'selling' && <LineActions line={line} />}
    </li>
  );
}

export function useQuantityWords(line: PricedLine): string {
  const say = useText(laneText);
  const { language } = useLanguage();
  const price = formatUnitPrice(line.unitPriceMinor, line.soldBy);
  return line.soldBy === 'weight' ? say('weight-by-price', { weight: formatWeight(line.units, language), price }) : say('pieces-by-price', { units: line.units, price });
}

/** Quantity and void. Pieces with an RFID tag of their own are counted by their tags, so only void is offered. */
function LineActions({ line }: { readonly line: PricedLine }) {
  const say = useText(laneText);
  const { send, isSending } = useLane();
  const [voiding, setVoiding] = useState(false);
  const counted = line.soldBy === 'each' && line.epcs.length === 0;
  const setUnits = (units: number): void => {
    if (units === 0) setVoiding(true);
    else void send('setUnits', { lineId: line.lineId, units });
  };
  return (
    <div className="line-actions">
      {counted && (
        <div className="line-stepper">
          <Button icon="minus" aria-label={say('fewer')} onClick={() => { setUnits(line.units - 1); }} />
          <output className="line-units">{line.units}</output>
          <Button icon="plus" aria-label={say('more')} disabled={line.units >= 99} onClick={() => { setUnits(line.units + 1); }} />
        </div>
      )}
      <Button look="quiet" icon="bin" className="line-void" waiting={isSending('voidLine')} onClick={() => { setVoiding(true); }}>{say('void')}</Button>
      {voiding && <VoidDialog line={line} onClose={() => { setVoiding(false); }} />}
    </div>
  );
}
