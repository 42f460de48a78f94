import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { BenchDevice } from '../bench/bench-client.ts';
import { useAct, useBench, useDeviceOf, useDropTarget } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { DeviceBox, Faults } from '../bench/device-box.tsx';
import { readerState, stateOf } from '../bench/device-states.ts';
import { tagFor } from '../goods/tag-shelf.ts';

const serialLimit = 2 ** 32;
const tagsShown = 24;

/** A mat that reads every tag lying on it at once. Tags are taken away one by one, all, or out through the gate. */
export function RfidPad({ device }: { readonly device: BenchDevice }) {
  const { randomBelow, hold } = useBench();
  const gate = useDeviceOf('exit-gate');
  const say = useText(benchWords);
  const act = useAct();
  const epcs = stateOf(device, readerState)?.tags.map(({ epc }) => epc) ?? [];
  const drop = useDropTarget((held) => held.kind === 'product', (held) => {
    if (held.kind !== 'product') return;
    const tag = tagFor(held.product, randomBelow(serialLimit));
    if (tag) void act(device.id, 'enter', { epcs: [tag.epc] });
  });
  const carryOut = async (): Promise<void> => {
    if (!gate || epcs.length === 0) return;
    await act(device.id, 'leave', { epcs });
    await act(gate.id, 'cross', { epcs });
  };
  return (
    <DeviceBox device={device} name={say('pad')} className="device-pad">
      <div className="mat" {...drop}>
        {epcs.length === 0 && <span className="small">{say('drop-tags')}</span>}
        {epcs.slice(0, tagsShown).map((epc) => (
          <button key={epc} type="button" className="tag" title={epc} draggable onDragStart={() => { hold({ kind: 'tags', epcs: [epc] }); }} onDragEnd={() => { hold(null); }} onClick={() => void act(device.id, 'leave', { epcs: [epc] })}>{epc.slice(-6)}</button>
        ))}
      </div>
      <p className="small">{say('tags-here', { count: epcs.length })}</p>
      <div className="button-row">
        <Button disabled={epcs.length === 0} onClick={() => void act(device.id, 'leave', { epcs: null })}>{say('take-all')}</Button>
        {gate && <Button icon="gate" disabled={epcs.length === 0} onClick={() => void carryOut()}>{say('carry-out')}</Button>}
      </div>
      <Faults device={device} faults={[{ name: say('fault-none'), body: { kind: 'none' } }, { name: say('fault-together'), body: { kind: 'together', messages: 45 } }, { name: say('fault-byte-by-byte'), body: { kind: 'byte-by-byte' } }, { name: say('fault-silence'), body: { kind: 'silence' } }]} />
    </DeviceBox>
  );
}
