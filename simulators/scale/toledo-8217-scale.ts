import { openStateListeners } from '../state-listeners.ts';
import { openFaultyLine } from '../wires/faulty-line.ts';
import { openPtyWire } from '../wires/pty-wire.ts';
import { scaleFront, type SimulatedScale } from './scale-front.ts';
import { openWeighingCell, type WeighingCellOptions } from './weighing-cell.ts';

const stx = '\x02';

/**
 * A checkout scale speaking Toledo 8217 on a serial port, 9600 7E1, one-letter commands without a terminator:
 * W weight, Z zero, T tare, C clear tare, E … F echo test. A weight is STX, kilograms with three decimals
 * (`N` behind it when net) and CR; otherwise STX `?` status CR with bit 0 motion, 1 over range, 2 under zero, 5 net.
 * Source: Mettler-Toledo Viva service manual, 8217 protocol; Odoo SerialScaleDriver for the echo probe.
 */
export async function simulateToledo8217Scale(options: { path: string } & WeighingCellOptions): Promise<SimulatedScale> {
  const cell = openWeighingCell(options);
  const listeners = openStateListeners();
  let isEchoing = false;
  const wire = await openPtyWire({ path: options.path, characterBits: 7, onBytes: (bytes) => receive(bytes) });
  const line = openFaultyLine({ send: (bytes) => wire.send(bytes), random: options.random });
  const answer = (text: string): void => line.sendFrame(Buffer.from(text, 'latin1'));

  function receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const letter = String.fromCharCode(byte);
      if (isEchoing && letter !== 'F') answer(letter);
      else command(letter);
    }
    listeners.changed();
  }

  function command(letter: string): void {
    switch (letter) {
      case 'W': return answer(weight());
      case 'Z': {
        const isZeroed = cell.read().isStable && cell.zero() === 'done';
        return answer(isZeroed ? status() : `${stx}?${String.fromCharCode(0x40 | statusBits())}\r`);
      }
      case 'T':
        if (cell.read().isStable) cell.setTare(cell.read().grossGrams);
        return answer(status());
      case 'C':
        cell.setTare(0);
        return answer(status());
      case 'E':
        isEchoing = true;
        return answer(`${stx}E\r`);
      case 'F':
        isEchoing = false;
        return answer(`${stx}F\r`);
      default:
    }
  }

  function weight(): string {
    const reading = cell.read();
    if (!reading.isStable || reading.isOverload || reading.netGrams < 0) return status();
    const isNet = cell.tareGrams() !== 0;
    return `${stx}${(reading.netGrams / 1000).toFixed(3).padStart(6, '0')}${isNet ? 'N' : ''}\r`;
  }

  function statusBits(): number {
    const reading = cell.read();
    return (reading.isStable ? 0 : 1) | (reading.isOverload ? 2 : 0) | (reading.netGrams < 0 ? 4 : 0) | (cell.tareGrams() !== 0 ? 0x20 : 0);
  }

  const status = (): string => `${stx}?${String.fromCharCode(statusBits())}\r`;
  return scaleFront({ cell, wire, line, listeners, capacityGrams: options.capacityGrams, settleMs: options.settleMs });
}
