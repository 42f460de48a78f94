import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import type { ProductPicture as Picture } from 'retail-model/api/store-views.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { BenchDevice } from '../bench/bench-client.ts';
import { useAct, useBench, useDropTarget } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { DeviceBox, Faults } from '../bench/device-box.tsx';
import { scaleState, stateOf } from '../bench/device-states.ts';
import { lineFaults } from './line-faults.ts';

const steps = [-100, -10, 10, 100, 500] as const;
/** Goods from the shelf weigh something between these. */
const lightestGrams = 240;
const heaviestGrams = 900;

/** A counter scale: a pan that takes goods, a display that swings and comes to rest. */
export function Scale({ device }: { readonly device: BenchDevice }) {
  const { randomBelow } = useBench();
  const say = useText(benchWords);
  const act = useAct();
  const [onPan, setOnPan] = useState<readonly Picture[]>([]);
  const state = stateOf(device, scaleState);
  const drop = useDropTarget((held) => held.kind === 'product', (held) => {
    if (held.kind !== 'product') return;
    setOnPan([...onPan, held.product.picture].slice(-6));
    void act(device.id, 'add', { grams: lightestGrams + randomBelow(heaviestGrams - lightestGrams) });
  });
  const shown = !state ? say('unknown-state') : !state.connected ? say('switched-off') : state.isOverload ? say('too-heavy') : state.isUnderload ? say('below-zero') : say(state.isStable ? 'stable' : 'moving');
  const digits = !state?.connected ? '' : state.isOverload || state.isUnderload ? '------' : (state.netGrams / 1000).toFixed(3);
  const loaded = (state?.loadGrams ?? 0) > 0;
  return (
    <DeviceBox device={device} name={say('scale')} className="device-scale">
      <div className="pan" {...drop}>
        {loaded && onPan.map((picture, index) => <ProductPicture key={index} picture={picture} size={44} />)}
        {loaded && onPan.length === 0 && <span className="weight-block">{Math.round(state?.loadGrams ?? 0)} g</span>}
        {!loaded && <span className="small">{say('drop-to-weigh')}</span>}
      </div>
      <div className="scale-body">
        <output className="lcd" aria-live="polite"><b>{digits}</b><small>kg</small><span>{shown}</span></output>
        <div className="button-row">
          <Button onClick={() => void act(device.id, 'zero')}>{say('zero')}</Button>
          <Button onClick={() => void act(device.id, 'tare')}>{say('tare')}</Button>
        </div>
      </div>
      <div className="button-row">
        {steps.map((grams) => <Button key={grams} onClick={() => void act(device.id, 'add', { grams })}>{grams > 0 ? `+${grams}` : `−${-grams}`} g</Button>)}
        <Button onClick={() => { setOnPan([]); void act(device.id, 'remove'); }}>{say('clear-pan')}</Button>
        <Button onClick={() => void act(device.id, 'shake')}>{say('shake')}</Button>
      </div>
      <label className="drift">{say('drift')}<input type="range" min={-60} max={60} step={10} defaultValue={0} onChange={({ target }) => void act(device.id, 'drift', { gramsPerMinute: Number(target.value) })} /></label>
      <p className="small">{say('grams-on-pan', { grams: Math.round(state?.loadGrams ?? 0) })}</p>
      <Faults device={device} faults={lineFaults(say)} />
    </DeviceBox>
  );
}
