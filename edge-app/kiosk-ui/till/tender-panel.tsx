import { useEffect, useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { amountTyped, formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { NumberPad } from 'edge-app/ui-kit/number-pad.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { noteSuggestions } from '../lane/note-suggestions.ts';
import { useLane } from '../lane/use-lane.tsx';
import { KeyButton } from './key-button.tsx';
import { tillText } from './till-text.ts';
import { useShortcuts } from './use-shortcuts.ts';

const MOST_CASH_DIGITS = 8;
const LONGEST_PAY_CODE = 24;

/** Taking money: notes as buttons, any amount on the pad, or the shopper's pay code. Digits come from the keyboard as well. */
export function TenderPanel() {
  const { view, send, isSending } = useLane();
  const [digits, setDigits] = useState('');
  const say = useText(tillText);
  const sayLane = useText(laneText);
  const dueMinor = view.tender?.cashDueMinor ?? 0;
  const typedMinor = amountTyped(digits, MOST_CASH_DIGITS) ?? 0;
  const free = view.state === 'tendering' && !view.tender?.payment;
  // What was typed belongs to one attempt: a payment that came back declined begins anew.
  useEffect(() => { setDigits(''); }, [free]);
  const giveCash = (givenMinor: number): void => { if (free && givenMinor >= dueMinor) void send('payCash', { givenMinor }); };
  const payCode = (): void => { if (free && digits.length >= 16) void send('payByCode', { payCode: digits }); };
  const back = (): void => { if (free) void send('leavePayment', {}); };
  const add = (digit: string): void => { if (digits.length < LONGEST_PAY_CODE) setDigits(digits + digit); };
  useShortcuts({
    ...Object.fromEntries([...'0123456789'].map((digit) => [digit, () => { add(digit); }])),
    Backspace: () => { setDigits(digits.slice(0, -1)); }, Enter: () => { giveCash(digits === '' ? dueMinor : typedMinor); }, F10: payCode, Escape: back,
  });
  if (!free) return <TillWaiting />;
  return (
    <>
      <div className="till-cash">
        <p><span>{sayLane('cash-given')}</span><output>{digits.length > MOST_CASH_DIGITS ? digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ') : formatMoney(typedMinor)}</output></p>
        <p><span>{sayLane('cash-due', { amount: formatMoney(dueMinor) })}</span></p>
      </div>
      <div className="till-work">
        <NumberPad digits={digits} mostDigits={LONGEST_PAY_CODE} onDigits={setDigits} />
        <div className="till-functions">
          <Button onClick={() => { giveCash(dueMinor); }}>{sayLane('exact', { amount: formatMoney(dueMinor) })}</Button>
          {noteSuggestions(dueMinor, 4).map((amountMinor) => <Button key={amountMinor} onClick={() => { giveCash(amountMinor); }}>{formatMoney(amountMinor)}</Button>)}
        </div>
      </div>
      <p className="till-hint">{say('code-payment-words')}</p>
      <div className="till-pair">
        <KeyButton shortcut="Esc" icon="back" waiting={isSending('leavePayment')} onClick={back}>{say('back')}</KeyButton>
        <KeyButton shortcut="F10" icon="phone" disabled={digits.length < 16} waiting={isSending('payByCode')} onClick={payCode}>{say('code-payment')}</KeyButton>
      </div>
      <Button look="primary" className="till-primary" aria-keyshortcuts="Enter" disabled={digits.length > MOST_CASH_DIGITS || (digits !== '' && typedMinor < dueMinor)} waiting={isSending('payCash')} onClick={() => { giveCash(digits === '' ? dueMinor : typedMinor); }}>
        {say('cash')} {formatMoney(digits === '' ? dueMinor : typedMinor)} <kbd>Enter</kbd>
      </Button>
    </>
  );
}

function TillWaiting() {
  const { view } = useLane();
  const say = useText(laneText);
  const unknown = view.tender?.payment?.stage === 'unknown';
  return (
    <div className="waiting" role="status">
      <span className="waiting-turning" aria-hidden />
      <h2>{view.state === 'committing' ? say('committing') : unknown ? say('pay-code-unknown') : say('pay-code-asking')}</h2>
      <p>{view.state === 'committing' ? '' : unknown ? say('pay-code-unknown-words') : say('pay-code-asking-words')}</p>
    </div>
  );
}
