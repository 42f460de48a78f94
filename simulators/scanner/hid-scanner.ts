import { openStateListeners } from '../state-listeners.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { openFaultyLine } from '../wires/faulty-line.ts';
import { openReportSocketWire } from '../wires/report-socket-wire.ts';
import { hidPosReportsOf } from './hid-pos-report.ts';
import type { ScannedSymbol } from './serial-scanner.ts';

/** A USB HID POS scanner (usage page 0x8C, usage 2); its reports travel over a Unix socket, one length-prefixed report each. */
export async function simulateHidScanner(options: { path: string; random: SeededRandom }) {
  const listeners = openStateListeners();
  let scans = 0;
  let lastSymbol: ScannedSymbol | null = null;
  const wire = await openReportSocketWire({ path: options.path, onReport: () => {} });
  const line = openFaultyLine({ send: (bytes) => wire.send(bytes), random: options.random });
  return {
    address: wire.address,
    state: () => ({ connected: wire.isPlugged, scans, lastSymbol }),
    onChange: listeners.onChange,
    scan(symbol: ScannedSymbol): void {
      scans += 1;
      lastSymbol = symbol;
      hidPosReportsOf(symbol).forEach((report) => line.sendFrame(report));
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
