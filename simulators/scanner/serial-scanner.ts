import { openStateListeners } from '../state-listeners.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { openFaultyLine } from '../wires/faulty-line.ts';
import { openPtyWire } from '../wires/pty-wire.ts';

/** What was aimed at: the symbol's data and its AIM symbology identifier without the `]`, e.g. `E0` (ISO/IEC 15424). */
export interface ScannedSymbol {
  readonly text: string;
  readonly aimId: string;
}

/**
 * A barcode scanner on a serial port, 9600 8N1. A scan is sent as `]` + AIM identifier (unless `sendsAimId` is
 * false) + the data + the suffix. FNC1 between element strings is sent as GS (0x1D), as GS1 General Specifications
 * §7.8 ask of a reader; `text` carries that character itself. Text beyond ASCII goes out as UTF-8.
 */
export async function simulateSerialScanner(options: {
  path: string;
  sendsAimId: boolean;
  suffix: string;
  random: SeededRandom;
}) {
  const listeners = openStateListeners();
  let scans = 0;
  let lastSymbol: ScannedSymbol | null = null;
  const wire = await openPtyWire({ path: options.path, characterBits: 8, onBytes: () => {} });
  const line = openFaultyLine({ send: wire.send, random: options.random });
  return {
    address: wire.address,
    state: () => ({ connected: wire.isPlugged, scans, lastSymbol }),
    onChange: listeners.onChange,
    /** One trigger pull. Nothing is heard by the host while the cable is out. */
    scan(symbol: ScannedSymbol): void {
      scans += 1;
      lastSymbol = symbol;
      line.sendFrame(Buffer.from(`${options.sendsAimId ? `]${symbol.aimId}` : ''}${symbol.text}${options.suffix}`, 'utf8'));
      listeners.changed();
    },
    fault: line.fault,
    drained: line.drained,
    async setCable(isPlugged: boolean): Promise<void> {
      await wire.setCable(isPlugged);
      listeners.changed();
    },
    async close(): Promise<void> {
      line.close();
      await wire.close();
    },
  };
}
