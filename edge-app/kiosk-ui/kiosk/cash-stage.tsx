import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { amountTyped, formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { NumberPad } from 'edge-app/ui-kit/number-pad.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { noteSuggestions } from '../lane/note-suggestions.ts';
import { useLane } from '../lane/use-lane.tsx';
import { Frame } from './frame.tsx';
import { kioskText } from './kiosk-text.ts';
import { StageNotices } from '../lane/stage-notices.tsx';

const MOST_DIGITS = 7;

/** Cash: the amounts people hand over as buttons, any other on the pad. */
export function CashStage({ onBack }: { readonly onBack: () => void }) {
  const { view, send, isSending } = useLane();
  const [digits, setDigits] = useState('');
  const say = useText(kioskText);
  const sayLane = useText(laneText);
  const dueMinor = view.tender?.cashDueMinor ?? 0;
  const typedMinor = amountTyped(digits, MOST_DIGITS) ?? 0;
  const pay = (givenMinor: number): void => { void send('payCash', { givenMinor }); };
  return (
    <Frame
      tall
      tools={<Button icon="back" onClick={onBack}>{say('back')}</Button>}
      primary={<Button look="primary" className="primary" disabled={typedMinor < dueMinor} waiting={isSending('payCash')} onClick={() => { pay(typedMinor); }}>{say('confirm-cash')}{digits === '' ? '' : ` ${formatMoney(typedMinor)}`}</Button>}
      stage={(
        <>
          <h1 className="stage-title"><Icon name="cash" /> {say('cash-title')}</h1>
          <StageNotices />
          <div className="cash-columns">
            <div className="cash-notes">
              <Button look="primary" className="cash-note" onClick={() => { pay(dueMinor); }}>{sayLane('exact', { amount: formatMoney(dueMinor) })}</Button>
              {noteSuggestions(dueMinor, 4).map((amountMinor) => <Button key={amountMinor} className="cash-note" onClick={() => { pay(amountMinor); }}>{formatMoney(amountMinor)}</Button>)}
            </div>
            <div className="stage-pad">
              <p className="cash-typed"><span>{say('other-amount')}</span><output>{formatMoney(typedMinor)}</output></p>
              <NumberPad digits={digits} mostDigits={MOST_DIGITS} corner="00" onDigits={setDigits} />
            </div>
          </div>
        </>
      )}
    />
  );
}
