import { Button } from './button.tsx';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';
import './number-pad.css';

/** Digits under the thumb. The digits typed so far belong to the caller. `corner` is the lower left key. */
export function NumberPad({ digits, mostDigits, onDigits, corner = 'clear' }: {
  readonly digits: string; readonly mostDigits: number; readonly onDigits: (digits: string) => void; readonly corner?: 'clear' | '00';
}) {
  const say = useText(kitText);
  const add = (more: string): void => { if (digits.length + more.length <= mostDigits) onDigits(digits + more); };
  return (
    <div className="number-pad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => <Button key={digit} onClick={() => { add(digit); }}>{digit}</Button>)}
      {corner === '00' ? <Button onClick={() => { add('00'); }}>00</Button> : <Button aria-label={say('clear')} icon="close" onClick={() => { onDigits(''); }} />}
      <Button onClick={() => { add('0'); }}>0</Button>
      <Button aria-label={say('backspace')} icon="back" onClick={() => { onDigits(digits.slice(0, -1)); }} />
    </div>
  );
}

/** A PIN as dots: how many were typed is seen, which ones is not. */
export function PinDots({ digits, length = 4 }: { readonly digits: string; readonly length?: number }) {
  const say = useText(kitText);
  return (
    <div className="pin-dots" role="status" aria-label={say('digits-so-far', { count: digits.length })}>
      {Array.from({ length: Math.max(length, digits.length) }, (_, place) => <span key={place} className={place < digits.length ? 'pin-dot pin-dot-full' : 'pin-dot'} />)}
    </div>
  );
}
