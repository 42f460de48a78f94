import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { printingWords } from 'edge-app/ui-kit/text/device-words.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { tillText } from './till-text.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The sale is kept: the change in the largest type, then the next shopper. A scan begins the next sale as well. */
export function DonePanel() {
  const { view, send, isSending } = useLane();
  const say = useText(tillText);
  const sayLane = useText(laneText);
  const words = useWords();
  const next = (): void => { void send('finish', {}); };
  useShortcuts({ Enter: next });
  if (!view.finished) return null;
  return (
    <>
      <div className="till-done" role="status">
        <h2>{sayLane('change')}</h2>
        <p className="till-change">{formatMoney(view.finished.changeMinor)}</p>
        <p>{words(printingWords[view.finished.printing])}</p>
        <p>{sayLane('receipt-number')} {view.finished.receiptNumber}</p>
      </div>
      <Button look="primary" className="till-primary" aria-keyshortcuts="Enter" waiting={isSending('finish')} onClick={next}>{say('next')} <kbd>Enter</kbd></Button>
    </>
  );
}
