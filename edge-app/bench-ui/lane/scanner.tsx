import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { BenchDevice } from '../bench/bench-client.ts';
import { useAct, useBench, useDropTarget } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { DeviceBox, Faults } from '../bench/device-box.tsx';
import { scannerState, stateOf } from '../bench/device-states.ts';
import { dirtyCode, payCodeOf, symbolOf, symbolTyped, type Symbol } from '../goods/scan-codes.ts';
import { lineFaults } from './line-faults.ts';

/** A member of the demo chain. */
const demoMemberCode = 'M100007919';

/** A hand scanner: drop goods before its beam, or aim it at any code. */
export function Scanner({ device, name }: { readonly device: BenchDevice; readonly name: string }) {
  const { randomBelow } = useBench();
  const say = useText(benchWords);
  const act = useAct();
  const [text, setText] = useState('');
  const state = stateOf(device, scannerState);
  const scan = (symbol: Symbol): void => { void act(device.id, 'scan', symbol); };
  const drop = useDropTarget((held) => held.kind === 'product', (held) => { if (held.kind === 'product') scan(symbolOf(held.product)); });
  const aim = (): void => {
    if (text.trim() === '') return;
    scan(symbolTyped(text.trim()));
    setText('');
  };
  return (
    <DeviceBox device={device} name={name} className="device-scanner">
      <div className="scanner-view" {...drop}>
        <svg viewBox="0 0 160 96" className="scanner-gun" aria-hidden focusable="false">
          <path className="gun-body" d="M96 14h44q12 0 12 12v14q0 8-8 10l-18 4-10 34q-2 6-8 6h-8q-7 0-6-7l6-33-16-6q-8-3-8-11v-11q0-12 20-12z" />
          <path className="gun-window" d="M80 24h10v18H80z" />
          <path className="gun-beam" d="M78 30L8 12v44L78 36z" key={state?.scans ?? 0} />
        </svg>
        <p className="small">{state?.lastSymbol ? <>{say('last-scan')} <b className="code">{state.lastSymbol.text}</b></> : say('nothing-scanned')}<br />{say('drop-to-scan')}</p>
      </div>
      <form className="aim" onSubmit={(event) => { event.preventDefault(); aim(); }}>
        <input className="field" value={text} maxLength={400} placeholder={say('type-code')} aria-label={say('type-code')} onChange={({ target }) => { setText(target.value); }} />
        <Button look="primary" onClick={aim}>{say('aim')}</Button>
      </form>
      <div className="button-row">
        <Button onClick={() => { scan({ text: payCodeOf('wechat-pay', randomBelow), aimId: 'Q1' }); }}>{say('wechat')}</Button>
        <Button onClick={() => { scan({ text: payCodeOf('alipay', randomBelow), aimId: 'Q1' }); }}>{say('alipay')}</Button>
        <Button onClick={() => { scan({ text: demoMemberCode, aimId: 'Q1' }); }}>{say('member-code')}</Button>
        <Button onClick={() => { scan(dirtyCode(randomBelow)); }}>{say('dirty')}</Button>
      </div>
      <Faults device={device} faults={lineFaults(say)} />
    </DeviceBox>
  );
}
