import { openStateListeners } from '../state-listeners.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { DeviceWire } from '../wires/device-wire.ts';
import { openFaultyLine } from '../wires/faulty-line.ts';
import { openPtyWire } from '../wires/pty-wire.ts';
import { openTcpWire } from '../wires/tcp-wire.ts';
import { openEscposInterpreter } from './escpos-interpreter.ts';
import { plainTextOf, receiptsOn, type PaperItem } from './paper.ts';
import { automaticStatus, isOffline, queuedStatus, realTimeStatus, type PrinterCondition } from './printer-status.ts';

/** Bytes a printer that is offline can hold; a real one stops the host by flow control, here more is lost. */
const receiveBufferBytes = 65_536;
/** Paper items kept; what is older has been thrown away. */
const paperItemsLimit = 20_000;

/**
 * A receipt printer with a cash drawer on its connector, speaking ESC/POS on a pseudo-terminal (`wire.path`) or on
 * TCP (`wire.port`, 0 lets the system choose; real ones listen on 9100). Bytes are executed into a paper model.
 * While it is offline (paper out, cover, cutter) it answers real-time requests and holds the rest.
 * `widthDots` is 576 for 80 mm paper, 384 for 58 mm. `drawerPin` is where the drawer's solenoid is wired.
 */
export async function simulateEscposPrinter(options: {
  wire: { kind: 'pty'; path: string } | { kind: 'tcp'; port: number };
  widthDots: number;
  drawerPin: 2 | 5;
  random: SeededRandom;
}) {
  const listeners = openStateListeners();
  let condition: PrinterCondition = { paper: 'ok', isCoverOpen: false, isCutterJammed: false, isDrawerOpen: false };
  let hasAutomaticStatus = false;
  let isCutterFailing = false;
  let linesUntilOut: number | null = null;
  let items: PaperItem[] = [];
  let held: number[] = [];
  let realTimeBytes: number[] = [];
  let displayed = '';
  const counts = { lines: 0, cuts: 0, drawerPulses: 0, tornReceipts: 0 };

  const onBytes = (bytes: Uint8Array): void => {
    for (const byte of bytes) {
      if (!isOffline(condition)) interpreter.byte(byte);
      else hold(byte);
    }
    listeners.changed();
  };
  const wire: DeviceWire = options.wire.kind === 'pty'
    ? await openPtyWire({ path: options.wire.path, characterBits: 8, onBytes })
    : await openTcpWire({ port: options.wire.port, onBytes, onConnect: null });
  const line = openFaultyLine({ send: wire.send, random: options.random });

  const interpreter = openEscposInterpreter({
    widthDots: options.widthDots,
    put(item) {
      items.push(item);
      if (items.length > paperItemsLimit) items.shift();
      if (item.kind !== 'line') return;
      counts.lines += 1;
      if (linesUntilOut === null) return;
      linesUntilOut -= 1;
      if (linesUntilOut > 0) return;
      linesUntilOut = null;
      become({ paper: 'out' });
    },
    cut(isPartial) {
      if (isCutterFailing) return become({ isCutterJammed: true });
      counts.cuts += 1;
      items.push({ kind: 'cut', isPartial });
    },
    pulse(pin, onMs) {
      counts.drawerPulses += 1;
      if (pin === options.drawerPin && onMs > 0) become({ isDrawerOpen: true });
    },
    realTimeRequest(n) {
      const status = realTimeStatus(n, condition);
      if (status !== null) line.sendFrame(Uint8Array.of(status));
    },
    recover: () => become({ isCutterJammed: false }),
    queuedRequest(n) {
      const status = queuedStatus(n, condition);
      if (status !== null) line.sendFrame(Uint8Array.of(status));
    },
    identityRequest(n) {
      const text = { 65: '1.00', 66: 'Mendian', 67: 'Simulated 80 mm', 68: '0001' }[n];
      line.sendFrame(text === undefined ? Uint8Array.of(0x20) : Buffer.from(`_${text}\0`, 'latin1'));
    },
    setAutomaticStatus(isOn) {
      hasAutomaticStatus = isOn;
      if (isOn) line.sendFrame(automaticStatus(condition));
    },
    answer: (bytes) => line.sendFrame(bytes),
    display(text) {
      displayed = (displayed + text).slice(-40);
    },
  });

  /** Offline: real-time commands act at once, everything else waits for the printer to come back. */
  function hold(byte: number): void {
    realTimeBytes.push(byte);
    const [first, second] = realTimeBytes;
    const isRealTime = first === 0x10 && (second === undefined || second === 0x04 || second === 0x05);
    if (isRealTime && realTimeBytes.length < 3) return;
    const waiting = realTimeBytes;
    realTimeBytes = [];
    if (isRealTime && second === 0x04) {
      const status = realTimeStatus(waiting[2]!, condition);
      if (status !== null) line.sendFrame(Uint8Array.of(status));
    } else if (isRealTime) become({ isCutterJammed: false });
    else if (held.length + waiting.length <= receiveBufferBytes) held.push(...waiting);
  }

  function become(change: Partial<PrinterCondition>): void {
    const before = JSON.stringify(condition);
    condition = { ...condition, ...change };
    if (before === JSON.stringify(condition)) return;
    if (hasAutomaticStatus) line.sendFrame(automaticStatus(condition));
    if (!isOffline(condition) && held.length > 0) {
      const released = held;
      held = [];
      onBytes(Uint8Array.from(released));
    }
    listeners.changed();
  }

  return {
    address: wire.address,
    state: () => ({
      connected: wire.isPlugged, ...condition, isOffline: isOffline(condition), bytesHeld: held.length, displayed,
      ...counts, receipts: receiptsOn(items).slice(-20).map((receipt) => ({ ...receipt, text: plainTextOf(receipt.items) })),
    }),
    onChange: listeners.onChange,
    paper: (): readonly PaperItem[] => items,
    /** Loads a roll, lets it run low, or takes it out. */
    setPaper: (paper: PrinterCondition['paper']) => become({ paper }),
    /** The roll ends after that many more lines. */
    runOutAfterLines(lines: number): void {
      linesUntilOut = lines;
    },
    setCover: (isOpen: boolean) => become({ isCoverOpen: isOpen, ...(isOpen ? {} : { isCutterJammed: false }) }),
    /** The next cuts jam until it is set back; opening and closing the cover frees the blade. */
    setCutterFault(isFailing: boolean): void {
      isCutterFailing = isFailing;
      if (!isFailing) become({ isCutterJammed: false });
    },
    /** Takes the cut receipts away. */
    tear(): void {
      counts.tornReceipts += receiptsOn(items).filter((receipt) => receipt.isCut).length;
      items = items.slice(items.findLastIndex((item) => item.kind === 'cut') + 1);
      listeners.changed();
    },
    closeDrawer: () => become({ isDrawerOpen: false }),
    /** With the key, from outside. */
    openDrawer: () => become({ isDrawerOpen: true }),
    fault: line.fault,
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

export type SimulatedPrinter = Awaited<ReturnType<typeof simulateEscposPrinter>>;
