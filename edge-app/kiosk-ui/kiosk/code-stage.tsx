import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { NumberPad } from 'edge-app/ui-kit/number-pad.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { Frame } from './frame.tsx';
import { kioskText } from './kiosk-text.ts';
import { PhoneDrawing } from './phone-drawing.tsx';
import { StageNotices } from '../lane/stage-notices.tsx';

const SHORTEST_PAY_CODE = 16;
const LONGEST_PAY_CODE = 24;

/** Payment by phone: the shopper's own code is scanned, or its digits typed. */
export function CodeStage({ onBack }: { readonly onBack: () => void }) {
  const { view, send, isSending } = useLane();
  const [typing, setTyping] = useState(false);
  const [digits, setDigits] = useState('');
  const say = useText(kioskText);
  const sayLane = useText(laneText);
  return (
    <Frame
      tall
      tools={(
        <>
          <Button icon="back" onClick={typing ? () => { setTyping(false); } : onBack}>{say('back')}</Button>
          {!typing && <Button icon="keyboard" onClick={() => { setTyping(true); }}>{say('type-the-code')}</Button>}
        </>
      )}
      primary={typing && (
        <Button look="primary" className="primary" disabled={digits.length < SHORTEST_PAY_CODE} waiting={isSending('payByCode')} onClick={() => { void send('payByCode', { payCode: digits }); }}>
          {say('confirm-code')} <span className="primary-amount">{formatMoney(view.tender?.dueMinor ?? 0)}</span>
        </Button>
      )}
      stage={(
        <>
          <h1 className="stage-title"><Icon name="phone" /> {sayLane('pay-code-title')}</h1>
          <StageNotices />
          {typing
            ? (
              <>
                <p className="stage-words">{sayLane('pay-code-typed')}</p>
                <output className="typed-code">{digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ') || '····'}</output>
                <div className="stage-pad"><NumberPad digits={digits} mostDigits={LONGEST_PAY_CODE} onDigits={setDigits} /></div>
              </>
            )
            : <PhoneDrawing />}
        </>
      )}
    />
  );
}
