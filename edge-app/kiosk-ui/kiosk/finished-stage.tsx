import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { QrCode } from 'edge-app/ui-kit/qr-code.tsx';
import { printingWords } from 'edge-app/ui-kit/text/device-words.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useCountdown } from '../lane/use-countdown.ts';
import { useLane } from '../lane/use-lane.tsx';
import { Frame } from './frame.tsx';
import { kioskText } from './kiosk-text.ts';

const BACK_AFTER_S = 12;

/** Paid and kept. The screen returns by itself; a printer in trouble gives the shopper longer to read what happens next. */
export function FinishedStage() {
  const { view, send, isSending } = useLane();
  const say = useText(kioskText);
  const sayLane = useText(laneText);
  const words = useWords();
  const { finished } = view;
  const left = useCountdown(finished && `${finished.receiptNumber} ${finished.printing === 'trouble'}`, finished?.printing === 'trouble' ? BACK_AFTER_S * 3 : BACK_AFTER_S, () => { void send('finish', {}); });
  if (!finished) return null;
  return (
    <Frame
      basket={false} tools={null}
      primary={<Button look="primary" className="primary" waiting={isSending('finish')} onClick={() => { void send('finish', {}); }}>{say('done-in', { seconds: left })}</Button>}
      stage={(
        <div className="finished">
          <span className="finished-tick" aria-hidden><Icon name="tick" size="100%" /></span>
          <h1>{say('thank-you')}</h1>
          <p className={`finished-receipt finished-${finished.printing}`} role="status"><Icon name={finished.printing === 'trouble' ? 'warning' : 'printer'} /> {words(printingWords[finished.printing])}</p>
          <dl className="finished-sums">
            <div><dt>{say('paid')}</dt><dd>{formatMoney(finished.totalMinor)}</dd></div>
            {finished.changeMinor > 0 && <div className="finished-change"><dt>{say('take-change')}</dt><dd>{formatMoney(finished.changeMinor)}</dd></div>}
          </dl>
          <div className="finished-code">
            <QrCode text={finished.receiptCode} what={say('receipt-code')} size="9rem" />
            <div>
              <p>{say('receipt-code')}</p>
              <p className="finished-number">{sayLane('receipt-number')} {finished.receiptNumber}</p>
            </div>
          </div>
        </div>
      )}
    />
  );
}
