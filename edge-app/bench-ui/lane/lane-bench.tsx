import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { BenchDevice } from '../bench/bench-client.ts';
import { benchWords } from '../bench/bench-words.ts';
import { Printer } from './printer.tsx';
import { RfidPad } from './rfid-pad.tsx';
import { Scale } from './scale.tsx';
import { Scanner } from './scanner.tsx';

/** The devices of one lane as they stand on its counter. */
export function LaneBench({ devices }: { readonly devices: readonly BenchDevice[] }) {
  const say = useText(benchWords);
  const printers = devices.filter(({ kind }) => kind === 'receipt-printer');
  return (
    <div className="lane-counter">
      <div className="counter-left">
        {devices.filter(({ kind }) => kind.startsWith('scanner')).map((device) => <Scanner key={device.id} device={device} name={say(device.kind === 'scanner-hid' ? 'scanner-hid' : 'scanner')} />)}
        {devices.filter(({ kind }) => kind.startsWith('scale')).map((device) => <Scale key={device.id} device={device} />)}
      </div>
      <div className="counter-right">
        {printers.map((device) => <Printer key={device.id} device={device} />)}
        {devices.filter(({ kind }) => kind === 'rfid-reader').map((device) => <RfidPad key={device.id} device={device} />)}
      </div>
    </div>
  );
}
