import type { DeviceTrouble } from '../device-driver.ts';

/** What the printer says of itself. */
export interface PrinterCondition {
  readonly online: boolean;
  readonly coverOpen: boolean;
  readonly paper: 'ok' | 'near-end' | 'end';
  readonly cutterJammed: boolean;
  readonly error: 'recoverable' | 'unrecoverable' | 'auto-recoverable' | null;
  /** Pin 3 of the drawer connector. */
  readonly drawerPinHigh: boolean;
}

export const wellPrinter: PrinterCondition = { online: true, coverOpen: false, paper: 'ok', cutterJammed: false, error: null, drawerPinHigh: false };

/** Bits 1 and 4 are set, 0 and 7 clear in every answer to DLE EOT: anything else is none. */
export const isRealTimeStatus = (byte: number): boolean => (byte & 0x93) === 0x12;

/** The condition after the answer to DLE EOT `n` (Epson TM command reference). */
export const withRealTimeStatus = (condition: PrinterCondition, n: 1 | 2 | 3 | 4, byte: number): PrinterCondition => {
  const bit = (number: number): boolean => (byte & (1 << number)) !== 0;
  switch (n) {
    case 1: return { ...condition, drawerPinHigh: bit(2), online: !bit(3) };
    case 2: return { ...condition, coverOpen: bit(2), paper: bit(5) ? 'end' : condition.paper };
    case 3: return { ...condition, cutterJammed: bit(3), error: bit(5) ? 'unrecoverable' : bit(6) ? 'auto-recoverable' : bit(2) ? 'recoverable' : null };
    case 4: return { ...condition, paper: paperOf(bit(5) || bit(6), bit(2) || bit(3)) };
  }
};

/** The condition in the four bytes of automatic status back. */
export const conditionOfAutomaticStatus = (bytes: readonly [number, number, number, number]): PrinterCondition => {
  const [printer, fault, paper] = bytes;
  return {
    drawerPinHigh: (printer & 0x04) !== 0, online: (printer & 0x08) === 0, coverOpen: (printer & 0x20) !== 0,
    cutterJammed: (fault & 0x08) !== 0,
    error: (fault & 0x20) !== 0 ? 'unrecoverable' : (fault & 0x40) !== 0 ? 'auto-recoverable' : (fault & 0x04) !== 0 ? 'recoverable' : null,
    paper: paperOf((paper & 0x0c) !== 0, (paper & 0x03) !== 0),
  };
};

const paperOf = (end: boolean, nearEnd: boolean): PrinterCondition['paper'] => (end ? 'end' : nearEnd ? 'near-end' : 'ok');

/** What keeps it from printing, the thing to mend first; null when nothing does. 'EPTR_CUTTER_ERROR' is ours: UnifiedPOS has no word for the cutter. */
export const troubleOfCondition = (condition: PrinterCondition): DeviceTrouble | null => {
  if (condition.coverOpen) return { code: 'E_EXTENDED', extended: 'EPTR_COVER_OPEN', detail: 'The cover is open.' };
  if (condition.paper === 'end') return { code: 'E_EXTENDED', extended: 'EPTR_REC_EMPTY', detail: 'The paper is out.' };
  if (condition.cutterJammed) return { code: 'E_EXTENDED', extended: 'EPTR_CUTTER_ERROR', detail: 'The cutter is jammed.' };
  if (condition.error !== null) return { code: 'E_FAILURE', extended: null, detail: `The printer reports an ${condition.error} error.` };
  return condition.online ? null : { code: 'E_OFFLINE', extended: null, detail: 'The printer is offline: its feed button is held, or it was switched off line.' };
};
