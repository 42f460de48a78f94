/** What the printer's sensors say. */
export interface PrinterCondition {
  readonly paper: 'ok' | 'near-end' | 'out';
  readonly isCoverOpen: boolean;
  readonly isCutterJammed: boolean;
  readonly isDrawerOpen: boolean;
}

export const isOffline = (condition: PrinterCondition): boolean =>
  condition.paper === 'out' || condition.isCoverOpen || condition.isCutterJammed;

const bit = (isSet: boolean, position: number): number => (isSet ? 1 << position : 0);

/** The byte that answers DLE EOT n; bits 1 and 4 are always set. The drawer switch pulls pin 3 high while it is open. Null for an n that this printer does not know. */
export function realTimeStatus(n: number, condition: PrinterCondition): number | null {
  const isOut = condition.paper === 'out';
  switch (n) {
    case 1: return 0x12 | bit(condition.isDrawerOpen, 2) | bit(isOffline(condition), 3);
    case 2: return 0x12 | bit(condition.isCoverOpen, 2) | bit(isOut, 5) | bit(condition.isCutterJammed, 6);
    case 3: return 0x12 | bit(condition.isCutterJammed, 3);
    case 4: return 0x12 | (condition.paper !== 'ok' ? 0x0c : 0) | (isOut ? 0x60 : 0);
    default: return null;
  }
}

/** The four bytes of Automatic Status Back (GS a). */
export function automaticStatus(condition: PrinterCondition): Uint8Array {
  return Uint8Array.of(
    0x10 | bit(condition.isDrawerOpen, 2) | bit(isOffline(condition), 3) | bit(condition.isCoverOpen, 5),
    bit(condition.isCutterJammed, 3),
    (condition.paper !== 'ok' ? 0x03 : 0) | (condition.paper === 'out' ? 0x0c : 0),
    0,
  );
}

/** GS r: 1 or 49 paper sensors, 2 or 50 drawer pin 3. */
export function queuedStatus(n: number, condition: PrinterCondition): number | null {
  if (n === 1 || n === 49) return (condition.paper !== 'ok' ? 0x03 : 0) | (condition.paper === 'out' ? 0x0c : 0);
  if (n === 2 || n === 50) return bit(condition.isDrawerOpen, 0);
  return null;
}
