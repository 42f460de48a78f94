import { openStateListeners } from '../state-listeners.ts';
import { openFaultyLine } from '../wires/faulty-line.ts';
import { openPtyWire } from '../wires/pty-wire.ts';
import { scaleFront, type SimulatedScale } from './scale-front.ts';
import { openWeighingCell, type CellReading, type WeighingCellOptions } from './weighing-cell.ts';

const [soh, stx, etx, eot, enq, ack, dc1] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x11];

/** SOH STX status sign weight(6) unit(2) BCC ETX EOT; BCC is the XOR from status to unit (checked on a published capture). */
export function casFrame(reading: CellReading): Uint8Array {
  const weight = (Math.abs(reading.netGrams) / 1000).toFixed(3).padStart(6, '0');
  const body = Buffer.from(`${reading.isStable ? 'S' : 'U'}${reading.netGrams < 0 ? '-' : ' '}${weight}kg`, 'latin1');
  const check = body.reduce((sum, byte) => sum ^ byte, 0);
  return Uint8Array.from([soh!, stx!, ...body, check, etx!, eot!]);
}

/** A CAS-family price scale, 9600 8N1: the host sends ENQ, the scale ACK, the host DC1, the scale its weight frame. */
export async function simulateCasScale(options: { path: string } & WeighingCellOptions): Promise<SimulatedScale> {
  const cell = openWeighingCell(options);
  const listeners = openStateListeners();
  let isInvited = false;
  const wire = await openPtyWire({ path: options.path, characterBits: 8, onBytes: (bytes) => bytes.forEach(receive) });
  const line = openFaultyLine({ send: (bytes) => wire.send(bytes), random: options.random });

  function receive(byte: number): void {
    if (byte === enq) {
      isInvited = true;
      line.sendFrame(Uint8Array.of(ack!));
    } else if (byte === dc1 && isInvited) {
      isInvited = false;
      line.sendFrame(casFrame(cell.read()));
    }
  }

  return scaleFront({ cell, wire, line, listeners, capacityGrams: options.capacityGrams, settleMs: options.settleMs });
}
