import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { BenchDevice } from '../bench/bench-client.ts';
import { useAct } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { DeviceBox, Faults } from '../bench/device-box.tsx';
import { printerState, stateOf } from '../bench/device-states.ts';
import { lineFaults } from './line-faults.ts';
import { Paper } from './paper.tsx';

const papers = ['ok', 'near-end', 'out'] as const;
/** A morning's receipts would make the page slow; the older ones hang out of sight anyway. */
const SHOWN_RECEIPTS = 6;

/** A receipt printer with the cash drawer that it kicks open. The newest receipt hangs from the slot; torn ones are gone. */
export function Printer({ device }: { readonly device: BenchDevice }) {
  const say = useText(benchWords);
  const act = useAct();
  const state = stateOf(device, printerState);
  const receipts = state?.receipts ?? [];
  const jammed = state?.isCutterJammed ?? false;
  return (
    <DeviceBox device={device} name={say('printer')} className="device-printer">
      <div className={state?.isCoverOpen ? 'printer-case printer-open' : 'printer-case'}>
        <span className={`printer-light ${state?.isOffline || !state?.connected ? 'light-bad' : 'light-good'}`} />
        <span className="small">{say(`paper-${state?.paper ?? 'out'}`)}</span>
        <span className="slot" aria-hidden />
      </div>
      <div className="paper-roll">
        {receipts.length === 0 ? <p className="small">{say('no-paper-yet')}</p> : receipts.toReversed().slice(0, SHOWN_RECEIPTS).map((receipt, index) => <Paper key={receipts.length - index} items={receipt.items} isCut={receipt.isCut} />)}
      </div>
      <div className="button-row">
        <Button disabled={receipts.length === 0} onClick={() => void act(device.id, 'tear')}>{say('tear')}</Button>
        {papers.map((paper) => <Button key={paper} aria-pressed={state?.paper === paper} onClick={() => void act(device.id, 'paper', { paper })}>{say(`paper-${paper}`)}</Button>)}
        <Button onClick={() => void act(device.id, 'cover', { open: !(state?.isCoverOpen ?? false) })}>{say(state?.isCoverOpen ? 'cover-close' : 'cover-open')}</Button>
        <Button onClick={() => void act(device.id, 'cutter', { failing: !jammed })}>{say(jammed ? 'cutter-free' : 'cutter-jam')}</Button>
      </div>
      <Faults device={device} faults={lineFaults(say)} />
      <Drawer isOpen={state?.isDrawerOpen ?? false} onMove={(open) => void act(device.id, 'drawer', { open })} />
    </DeviceBox>
  );
}

function Drawer({ isOpen, onMove }: { readonly isOpen: boolean; readonly onMove: (open: boolean) => void }) {
  const say = useText(benchWords);
  return (
    <div className={isOpen ? 'drawer drawer-open' : 'drawer'}>
      <div className="drawer-tray" aria-hidden>{[100, 50, 20, 10, 5, 1].map((note) => <span key={note}>{note}</span>)}</div>
      <div className="drawer-front"><span><b>{say('drawer')}</b> {say(isOpen ? 'drawer-open' : 'drawer-shut')}</span><Button onClick={() => { onMove(!isOpen); }}>{say(isOpen ? 'push-shut' : 'pull-open')}</Button></div>
    </div>
  );
}
