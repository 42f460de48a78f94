import type { StateListeners } from '../state-listeners.ts';
import type { DeviceWire } from '../wires/device-wire.ts';
import type { FaultyLine } from '../wires/faulty-line.ts';
import type { WeighingCell } from './weighing-cell.ts';

/** What a person can do to any scale, whatever it speaks: the pan, the keys, the cable. */
export function scaleFront(parts: {
  cell: WeighingCell;
  wire: DeviceWire;
  line: FaultyLine;
  listeners: StateListeners;
  capacityGrams: number;
  settleMs: number;
}) {
  const { cell, wire, line, listeners } = parts;
  let settled: NodeJS.Timeout | undefined;
  /** Tells of the change now and once more when the pan has come to rest. */
  const changing = <Arguments extends unknown[]>(act: (...given: Arguments) => void) => (...given: Arguments): void => {
    act(...given);
    listeners.changed();
    clearTimeout(settled);
    settled = setTimeout(listeners.changed, parts.settleMs + 1);
  };
  return {
    address: wire.address,
    state: () => ({
      connected: wire.isPlugged,
      capacityGrams: parts.capacityGrams,
      loadGrams: cell.loadGrams(),
      tareGrams: cell.tareGrams(),
      ...cell.read(),
    }),
    onChange: listeners.onChange,
    put: changing(cell.put),
    add: changing(cell.add),
    remove: changing(cell.remove),
    shake: changing(cell.shake),
    drift: changing(cell.drift),
    pressZero: changing(() => void cell.zero()),
    pressTare: changing(() => cell.setTare(cell.read().grossGrams)),
    fault: line.fault,
    async setCable(isPlugged: boolean): Promise<void> {
      await wire.setCable(isPlugged);
      listeners.changed();
    },
    async close(): Promise<void> {
      clearTimeout(settled);
      line.close();
      await wire.close();
    },
  };
}

export type SimulatedScale = ReturnType<typeof scaleFront>;
