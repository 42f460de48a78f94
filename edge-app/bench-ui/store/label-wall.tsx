import { useState } from 'react';
import type { z } from 'zod';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { BenchDevice } from '../bench/bench-client.ts';
import { useAct, useBench, useDevices } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { DeviceBox } from '../bench/device-box.tsx';
import { gatewayState, stateOf } from '../bench/device-states.ts';

type Label = z.infer<typeof gatewayState>['labels'][number];
const labelFaults: readonly Label['fault'][] = ['none', 'silent', 'ack-without-showing', 'wrong-picture'];
const labelsAtOnce = 8;
const emptyMillivolts = 2300;
const freshMillivolts = 3000;

/** The shelf edge: every label with what its glass really shows, not what the store thinks it shows. */
export function LabelWall() {
  const gateways = useDevices().filter(({ kind }) => kind === 'label-gateway');
  return gateways.map((gateway) => <Gateway key={gateway.id} gateway={gateway} />);
}

function Gateway({ gateway }: { readonly gateway: BenchDevice }) {
  const say = useText(benchWords);
  const act = useAct();
  const [count, setCount] = useState(labelsAtOnce);
  const state = stateOf(gateway, gatewayState);
  // Labels with something on their glass first: the others hang in the box still.
  const labels = (state?.labels ?? []).toSorted((a, b) => Number(b.pictureId !== 0) - Number(a.pictureId !== 0));
  return (
    <DeviceBox device={gateway} name={say('labels')} className="device-labels">
      <p className="small">{say('labels-help')}</p>
      <ul className="label-wall">{labels.slice(0, count).map((label) => <Glass key={label.mac} gatewayId={gateway.id} label={label} />)}</ul>
      {labels.length > count && <Button onClick={() => { setCount(count + labelsAtOnce * 2); }}>{say('show-more', { count: Math.min(labelsAtOnce * 2, labels.length - count) })}</Button>}
      <label className="drift">{say('drop-percent')} {state?.dropPercent ?? 0} %<input type="range" min={0} max={100} step={10} value={state?.dropPercent ?? 0} onChange={({ target }) => void act(gateway.id, 'drop', { percent: Number(target.value) })} /></label>
    </DeviceBox>
  );
}

function Glass({ gatewayId, label }: { readonly gatewayId: string; readonly label: Label }) {
  const { bench } = useBench();
  const say = useText(benchWords);
  const act = useAct();
  const isLow = label.batteryMillivolts < 2450;
  return (
    <li className="glass">
      <div className="glass-frame">{label.pictureId === 0 ? <span className="small">{say('blank')}</span> : <img src={bench.pictureUrl(gatewayId, label.mac, label.pictureId)} alt={say('picture-of', { mac: label.mac })} width={label.widthPixels} height={label.heightPixels} loading="lazy" />}</div>
      <span className="small code">{label.mac} · {(label.batteryMillivolts / 1000).toFixed(2)} V</span>
      <select aria-label={`${say('label-fault')} ${label.mac}`} value={label.fault} onChange={({ target }) => void act(gatewayId, 'label', { mac: label.mac, fault: target.value })}>{labelFaults.map((fault) => <option key={fault} value={fault}>{say(`label-${fault}`)}</option>)}</select>
      <button type="button" className="plain-button" onClick={() => void act(gatewayId, 'battery', { mac: label.mac, millivolts: isLow ? freshMillivolts : emptyMillivolts })}>{say(isLow ? 'battery-new' : 'battery-low')}</button>
    </li>
  );
}
