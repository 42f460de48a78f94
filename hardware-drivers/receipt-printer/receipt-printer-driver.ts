import { LinkLost, type OpenByteLink } from '../byte-link.ts';
import { holdConversation, type ByteWire } from '../conversation.ts';
import { PosError, type DeviceDriver, type DeviceParts, type DeviceStatus } from '../device-driver.ts';
import { openPendingAnswers, type PendingAnswers } from '../pending-answers.ts';
import { openTurns } from '../turn-taking.ts';
import { openPrinterAnswerDecoder, type PrinterAnswer } from './escpos-answers.ts';
import { askPaperInOrder, askProcessed, askRealTimeStatus, clearBuffers, enableAutomaticStatus, encodeReceipt, pulseDrawer } from './escpos-codec.ts';
import { layoutReceipt } from './layout-receipt.ts';
import { conditionOfAutomaticStatus, troubleOfCondition, wellPrinter, withRealTimeStatus, type PrinterCondition } from './printer-condition.ts';
import type { CharacterSet } from './printer-text.ts';
import type { ReceiptDocument } from './receipt-document.ts';

/** The printer's condition changed: paper, cover, cutter, drawer. */
export interface PrinterEvent {
  readonly kind: 'printer-condition';
  readonly deviceId: string;
  readonly condition: PrinterCondition;
  readonly receivedAtMs: number;
}

export interface PrintJob {
  readonly document: ReceiptDocument;
  /** True when this receipt may be on paper already: it is then marked at both ends. */
  readonly isCopy: boolean;
}

export interface ReceiptPrinterDriver extends DeviceDriver {
  /**
   * 'printed': the printer itself said that it got past the last line. 'unknown': some or all may be on paper (power or cable failed, or it
   * stayed troubled too long); the next attempt must be marked as a copy. Rejects with `PosError` only when nothing was sent: E_OFFLINE, E_CLOSED,
   * E_BUSY, E_ILLEGAL (a document that cannot be printed), E_EXTENDED with 'EPTR_REC_EMPTY', 'EPTR_COVER_OPEN', 'EPTR_CUTTER_ERROR'.
   * Paper that ends in the middle is waited for: the printer goes on by itself once it is refilled.
   */
  print(job: PrintJob): Promise<'printed' | 'unknown'>;
  /** A pulse on the drawer connector. Rejects when the printer is in trouble: it would open the drawer later, when nobody stands there. */
  kickDrawer(): Promise<void>;
  /** What the printer last said; null before it said anything and while it is gone. */
  condition(): PrinterCondition | null;
  /** Told of every change of condition or status, for what rides on the printer. Returns the end of it. */
  observe(listener: (condition: PrinterCondition | null, status: DeviceStatus) => void): () => void;
}

export interface ReceiptPrinterOptions {
  readonly columns: number;
  readonly characterSet: CharacterSet;
  /** 'process-id': GS ( H, the answer comes when all is on paper (Epson TM). 'paper-status': GS r, answered in order by nearly every printer. */
  readonly confirmBy: 'process-id' | 'paper-status';
  readonly drawerPin: 2 | 5;
  readonly statusIntervalMs: number;
  readonly livenessTimeoutMs: number;
  /** How long a job may take while nothing is wrong, and how long it waits for a person while something is. */
  readonly completionTimeoutMs: number;
  readonly recoveryTimeoutMs: number;
}

const answerTimeoutMs = 500;
const confirmationCheckMs = 20;
const printsWaitingLimit = 8;
const jobLimitBytes = 512 * 1024;
const statusKinds = [1, 2, 3, 4] as const;

export const openReceiptPrinterDriver = (parts: DeviceParts<PrinterEvent>, openLink: OpenByteLink, options: ReceiptPrinterOptions): ReceiptPrinterDriver => {
  const observers = new Set<(condition: PrinterCondition | null, status: DeviceStatus) => void>();
  const takePrintTurn = openTurns(printsWaitingLimit);
  let answers: PendingAnswers<PrinterAnswer> = openPendingAnswers(parts.wait);
  let condition: PrinterCondition | null = null;
  let inOrderAnswers = 0;
  let lastProcessedId = '';
  let jobs = 0;

  const tellObservers = (): void => {
    for (const observer of observers) observer(condition, conversation.status());
  };
  const setCondition = (wire: ByteWire, next: PrinterCondition): void => {
    const changed = condition === null || (Object.keys(next) as (keyof PrinterCondition)[]).some((key) => next[key] !== condition?.[key]);
    condition = next;
    if (!changed) return;
    wire.setTrouble(troubleOfCondition(next));
    parts.onEvent({ kind: 'printer-condition', deviceId: parts.deviceId, condition: next, receivedAtMs: parts.nowMs() });
    tellObservers();
  };

  const conversation = holdConversation({
    parts: {
      deviceId: parts.deviceId, nowMs: parts.nowMs, wait: parts.wait,
      onStatus: (status) => {
        parts.onStatus(status);
        for (const observer of observers) observer(condition, status);
      },
    },
    category: 'POSPrinter', protocol: 'receipt-printer-escpos', livenessTimeoutMs: options.livenessTimeoutMs, openLink,
    begin: (wire) => {
      const decoder = openPrinterAnswerDecoder();
      answers = openPendingAnswers(parts.wait);
      return {
        received: (bytes) => {
          const { frames, refused } = decoder.feed(bytes);
          wire.refused(refused);
          wire.accepted(frames.length);
          for (const answer of frames) {
            if (answer.kind === 'automatic') setCondition(wire, conditionOfAutomaticStatus(answer.bytes));
            // A torn status can leave a byte that looks like the answer to GS r: beside garbage none is believed.
            if (answer.kind === 'in-order' && refused === 0 && (answer.byte & 0x0c) === 0) inOrderAnswers += 1;
            if (answer.kind === 'processed') lastProcessedId = answer.id;
            answers.offer(answer);
          }
        },
        run: async () => {
          await wire.send(enableAutomaticStatus);
          for (;;) {
            await refresh(wire).catch(toleratedSilence);
            await parts.wait(options.statusIntervalMs, wire.signal);
          }
        },
        ended: () => {
          condition = null;
          tellObservers();
        },
      };
    },
  });

  /** Asks everything anew. Rejects with E_TIMEOUT when one question stays unanswered. */
  const refresh = async (wire: ByteWire): Promise<PrinterCondition> => {
    for (const n of statusKinds) {
      await wire.takeTurn(async () => {
        await wire.send(askRealTimeStatus(n));
        const { byte } = await answers.next(`status ${n}`, (answer) => (answer.kind === 'real-time' ? answer : null), answerTimeoutMs, wire.signal);
        setCondition(wire, withRealTimeStatus(condition ?? wellPrinter, n, byte));
      });
    }
    return condition ?? wellPrinter;
  };

  const refuseWhenTroubled = async (wire: ByteWire): Promise<void> => {
    const trouble = troubleOfCondition(await refresh(wire));
    if (trouble !== null) throw new PosError(trouble.code, trouble.detail, trouble.extended);
  };

  /** True once the printer says that it got past the job; false when waiting has no more sense. */
  const waitUntilProcessed = async (wire: ByteWire, isProcessed: () => boolean): Promise<boolean> => {
    let untroubledMs = 0;
    let troubledMs = 0;
    while (!isProcessed()) {
      if (untroubledMs >= options.completionTimeoutMs || troubledMs >= options.recoveryTimeoutMs) return false;
      const beganMs = parts.nowMs();
      await parts.wait(confirmationCheckMs, wire.signal);
      const passedMs = parts.nowMs() - beganMs;
      if (condition !== null && troubleOfCondition(condition) !== null) troubledMs += passedMs;
      else untroubledMs += passedMs;
    }
    return true;
  };

  const printOn = async (wire: ByteWire, job: PrintJob): Promise<'printed' | 'unknown'> => {
    const id = String(jobs % 10_000).padStart(4, '0');
    jobs += 1;
    const receipt = encodeJob(job, options);
    await refuseWhenTroubled(wire);
    const askedAfter = inOrderAnswers;
    lastProcessedId = '';
    const isProcessed = options.confirmBy === 'process-id' ? () => lastProcessedId === id : () => inOrderAnswers > askedAfter;
    try {
      await wire.takeTurn(() => wire.send(Buffer.concat([receipt, options.confirmBy === 'process-id' ? askProcessed(id) : askPaperInOrder])));
      if (await waitUntilProcessed(wire, isProcessed)) {
        // A failing supply can put a zero on the wire, which looks like an answer: only a printer that still answers has printed.
        await refresh(wire);
        return 'printed';
      }
      await wire.takeTurn(() => wire.send(clearBuffers));
      return 'unknown';
    } catch (error) {
      if (wire.signal.aborted || error instanceof PosError || error instanceof LinkLost) return 'unknown';
      throw error;
    }
  };

  return {
    status: () => conversation.status(),
    print: (job) => takePrintTurn(() => conversation.during((wire) => printOn(wire, job))),
    kickDrawer: () => conversation.during(async (wire) => {
      await refuseWhenTroubled(wire);
      await wire.takeTurn(() => wire.send(pulseDrawer(options.drawerPin, 100, 500)));
    }),
    condition: () => condition,
    observe: (listener) => {
      observers.add(listener);
      return () => { observers.delete(listener); };
    },
    checkHealth: async (level) => {
      try {
        const now = await conversation.during(refresh);
        const trouble = troubleOfCondition(now);
        const findings = [`It is ${now.online ? 'online' : 'offline'}; cover ${now.coverOpen ? 'open' : 'closed'}; paper ${now.paper}; cutter ${now.cutterJammed ? 'jammed' : 'free'}; drawer pin ${now.drawerPinHigh ? 'high' : 'low'}.`];
        if (trouble !== null) return { healthy: false, findings: [...findings, trouble.detail] };
        if (level === 'internal') return { healthy: true, findings };
        const outcome = await takePrintTurn(() => conversation.during((wire) => printOn(wire, { document: testPage, isCopy: false })));
        return { healthy: outcome === 'printed', findings: [...findings, outcome === 'printed' ? 'It printed a test line.' : 'It did not confirm a test line.'] };
      } catch (error) {
        return { healthy: false, findings: [error instanceof Error ? error.message : String(error)] };
      }
    },
    close: () => conversation.close(),
  };
};

const testPage: ReceiptDocument = {
  blocks: [{ kind: 'text', text: '打印机测试 Printer test', align: 'center', bold: false, size: 'normal' }], cut: 'partial', kickDrawer: false,
};

const encodeJob = (job: PrintJob, options: ReceiptPrinterOptions): Uint8Array => {
  try {
    const steps = layoutReceipt(job.document, options, job.isCopy);
    const bytes = encodeReceipt(job.document, steps, options.characterSet, options.drawerPin);
    if (bytes.length > jobLimitBytes) throw new RangeError(`A job has at most ${jobLimitBytes} bytes, not ${bytes.length}.`);
    return bytes;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PosError('E_ILLEGAL', `This receipt cannot be printed: ${error.message}`, null, { cause: error });
  }
};

/** One unanswered question is no fault: the watch for life decides when the printer counts as gone. */
const toleratedSilence = (error: unknown): void => {
  if (!(error instanceof PosError && error.code === 'E_TIMEOUT')) throw error;
};
