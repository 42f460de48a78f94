import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { Icon, type IconName } from 'edge-app/ui-kit/icon.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { CashStage } from './cash-stage.tsx';
import { CodeStage } from './code-stage.tsx';
import { Frame } from './frame.tsx';
import { kioskText } from './kiosk-text.ts';
import { StageNotices } from '../lane/stage-notices.tsx';
import { CancelSale } from './tools.tsx';

/** Asking for money: first how, then that way's own question. A payment in flight takes the stage and cannot be left. */
export function PayingStage() {
  const { view, send, isSending } = useLane();
  const [by, setBy] = useState<'choice' | 'cash' | 'code'>('choice');
  const say = useText(kioskText);
  const sayLane = useText(laneText);
  if (view.state === 'committing') return <WaitingStage title={sayLane('committing')} words="" />;
  if (view.tender?.payment?.stage === 'asking') return <WaitingStage title={sayLane('pay-code-asking')} words={sayLane('pay-code-asking-words')} amountMinor={view.tender.payment.amountMinor} />;
  if (view.tender?.payment?.stage === 'unknown') return <WaitingStage title={sayLane('pay-code-unknown')} words={sayLane('pay-code-unknown-words')} amountMinor={view.tender.payment.amountMinor} />;
  const back = () => { setBy('choice'); };
  if (by === 'cash') return <CashStage onBack={back} />;
  if (by === 'code') return <CodeStage onBack={back} />;
  return (
    <Frame
      tall
      tools={(
        <>
          <Button icon="back" waiting={isSending('leavePayment')} onClick={() => { void send('leavePayment', {}); }}>{say('back-to-scanning')}</Button>
          <CancelSale />
        </>
      )}
      primary={null}
      stage={(
        <>
          <h1 className="stage-title">{say('how-to-pay')}</h1>
          <StageNotices />
          <div className="pay-choices">
            <PayChoice icon="phone" name={say('pay-phone')} words={say('pay-phone-words')} onChoose={() => { setBy('code'); }} />
            <PayChoice icon="cash" name={say('pay-cash')} words={say('pay-cash-words')} onChoose={() => { setBy('cash'); }} />
          </div>
        </>
      )}
    />
  );
}

function PayChoice({ icon, name, words, onChoose }: { readonly icon: IconName; readonly name: string; readonly words: string; readonly onChoose: () => void }) {
  return (
    <button type="button" className="pay-choice" onClick={onChoose}>
      <Icon name={icon} size="3.5em" />
      <span className="pay-choice-name">{name}</span>
      <span className="pay-choice-words">{words}</span>
    </button>
  );
}

function WaitingStage({ title, words, amountMinor }: { readonly title: string; readonly words: string; readonly amountMinor?: number }) {
  return (
    <Frame
      tall tools={null} primary={null}
      stage={(
        <div className="waiting" role="status">
          <span className="waiting-turning" aria-hidden />
          <h1>{title}</h1>
          {amountMinor !== undefined && <p className="waiting-amount">{formatMoney(amountMinor)}</p>}
          <p>{words}</p>
        </div>
      )}
    />
  );
}
