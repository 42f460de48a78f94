import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useAct, useDeviceOf, useDevices, useDropTarget } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { DeviceBox } from '../bench/device-box.tsx';
import { gateState, stateOf } from '../bench/device-states.ts';

/** Two pillars at the door: whoever walks through is read, and the lamp says what the store thought of it. */
export function ExitGate() {
  const gate = useDeviceOf('exit-gate');
  const say = useText(benchWords);
  const act = useAct();
  const pads = useDevices().filter(({ kind }) => kind === 'rfid-reader');
  const carryOut = async (gateId: string, epcs: readonly string[]): Promise<void> => {
    for (const pad of pads) await act(pad.id, 'leave', { epcs });
    await act(gateId, 'cross', { epcs });
  };
  const drop = useDropTarget((held) => held.kind === 'tags' && gate !== null, (held) => { if (held.kind === 'tags' && gate) void carryOut(gate.id, held.epcs); });
  if (!gate) return null;
  const isLampOn = stateOf(gate, gateState)?.isLampOn ?? false;
  return (
    <DeviceBox device={gate} name={say('gate')} className="device-gate">
      <div className={isLampOn ? 'pillars pillars-alarm' : 'pillars'} {...drop}><span className="pillar" /><span className="doorway small">{say('gate-help')}</span><span className="pillar" /></div>
      <p role="status"><b>{say(isLampOn ? 'lamp-on' : 'lamp-off')}</b></p>
      <div className="button-row"><Button onClick={() => void act(gate.id, 'cross', { epcs: [] })}>{say('gate-empty-handed')}</Button></div>
    </DeviceBox>
  );
}
