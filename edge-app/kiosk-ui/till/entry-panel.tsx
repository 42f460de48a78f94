import { useState } from 'react';
import type { PricedLine } from 'retail-model/basket/price-basket.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { NumberPad } from 'edge-app/ui-kit/number-pad.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { CancelSale } from '../kiosk/tools.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { VoidDialog } from '../lane/void-dialog.tsx';
import { KeyButton } from './key-button.tsx';
import { TillLookUp } from './till-look-up.tsx';
import { tillText } from './till-text.ts';
import { useShortcuts } from './use-shortcuts.ts';

const LONGEST_CODE = 40;

/** Entering goods: one field for every code, a pad, and the functions with their keys. What is typed serves quantity and resume too. */
export function EntryPanel({ line, onChoose }: { readonly line: PricedLine | null; readonly onChoose: (lineId: string) => void }) {
  const { view, send, isSending } = useLane();
  const toast = useToasts();
  const [text, setText] = useState('');
  const [lookUp, setLookUp] = useState(false);
  const [voiding, setVoiding] = useState(false);
  const say = useText(tillText);
  const sayLane = useText(laneText);
  const lines = view.basket?.lines ?? [];
  const counted = line !== null && line.soldBy === 'each' && line.epcs.length === 0;
  const enter = (): void => {
    if (text.trim() === '') return;
    void send('enterCode', { text: text.trim() });
    setText('');
  };
  const setQuantity = (): void => {
    const units = /^\d{1,2}$/.test(text) ? Number(text) : 0;
    if (line && counted && units > 0) { void send('setUnits', { lineId: line.lineId, units }); setText(''); } else toast({ tone: 'calm', words: tillText['quantity-hint'] });
  };
  const change = (by: number): void => {
    if (!line || !counted) return;
    if (line.units + by === 0) setVoiding(true);
    else if (line.units + by <= 99) void send('setUnits', { lineId: line.lineId, units: line.units + by });
  };
  const resume = (): void => {
    if (text.trim() === '') toast({ tone: 'calm', words: tillText['resume-hint'] });
    else { void send('resumeBasket', { ticket: text.trim() }); setText(''); }
  };
  const suspend = (): void => { if (lines.length > 0) void send('suspendBasket', {}); };
  const pay = (): void => { if (lines.length > 0) void send('startPayment', {}); };
  const step = (by: number): void => {
    const next = lines[lines.findIndex((one) => one.lineId === line?.lineId) + by];
    if (next) onChoose(next.lineId);
  };
  useShortcuts({
    F2: () => { setLookUp(!lookUp); }, F3: setQuantity, F4: () => { if (line) setVoiding(true); }, F6: suspend, F7: resume, F9: pay,
    ArrowUp: () => { step(1); }, ArrowDown: () => { step(-1); }, '+': () => { change(1); }, '-': () => { change(-1); }, Escape: () => { setText(''); setLookUp(false); },
  });
  if (lookUp) return <TillLookUp onClose={() => { setLookUp(false); }} />;
  return (
    <>
      <form className="till-code" onSubmit={(event) => { event.preventDefault(); enter(); }}>
        <input aria-label={say('code')} placeholder={say('code')} value={text} maxLength={LONGEST_CODE} autoFocus autoComplete="off" spellCheck={false} onChange={(event) => { setText(event.target.value.replaceAll(/[+-]/g, '')); }} />
        <KeyButton shortcut="Enter" look="plain" onClick={enter}>{say('enter')}</KeyButton>
      </form>
      <div className="till-work">
        <NumberPad digits={text} mostDigits={LONGEST_CODE} onDigits={setText} />
        <div className="till-functions">
          <KeyButton shortcut="F2" icon="search" onClick={() => { setLookUp(true); }}>{sayLane('look-up')}</KeyButton>
          <KeyButton shortcut="F3" icon="plus" disabled={!counted} onClick={setQuantity}>{say('quantity-to')}</KeyButton>
          <KeyButton shortcut="F4" icon="bin" disabled={!line} onClick={() => { setVoiding(true); }}>{sayLane('void')}</KeyButton>
          <KeyButton shortcut="F6" icon="hold" disabled={lines.length === 0} waiting={isSending('suspendBasket')} onClick={suspend}>{say('suspend')}</KeyButton>
          <KeyButton shortcut="F7" icon="play" disabled={view.state !== 'idle'} waiting={isSending('resumeBasket')} onClick={resume}>{say('resume')}</KeyButton>
          <CancelSale />
        </div>
      </div>
      <p className="till-hint">{say('shortcuts')}</p>
      <Button look="primary" className="till-primary" aria-keyshortcuts="F9" disabled={lines.length === 0} waiting={isSending('startPayment')} onClick={pay}>
        {say('pay')} {lines.length > 0 && formatMoney(view.basket?.totalMinor ?? 0)} <kbd>F9</kbd>
      </Button>
      {voiding && line && <VoidDialog line={line} onClose={() => { setVoiding(false); }} />}
    </>
  );
}
