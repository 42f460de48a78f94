import { openFrameDecoder, type Cut, type FrameDecoder } from '../frame-decoder.ts';
import { isRealTimeStatus } from './printer-condition.ts';

/** What an ESC/POS printer sends. The bits that never change tell the four kinds apart. */
export type PrinterAnswer =
  | { readonly kind: 'real-time'; readonly byte: number }
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  /** Answer to GS r. */
  | { readonly kind: 'in-order'; readonly byte: number }
  /** Answer to GS ( H: all before it is on paper. */
  | { readonly kind: 'processed'; readonly id: string };

const automaticLength = 4;
const processedLength = 7;

export const openPrinterAnswerDecoder = (): FrameDecoder<PrinterAnswer> => openFrameDecoder(16, cutAnswer);

const cutAnswer = (pending: Uint8Array): Cut<PrinterAnswer> => {
  const first = pending[0]!;
  if (isRealTimeStatus(first)) return { kind: 'frame', frame: { kind: 'real-time', byte: first }, bytes: 1 };
  if (first === 0x37) return cutProcessed(pending);
  if ((first & 0x93) === 0x10) return cutAutomatic(pending);
  // XON and XOFF of serial printers say nothing of the paper.
  if (first === 0x11 || first === 0x13) return { kind: 'pass', bytes: 1 };
  if ((first & 0xf0) === 0) return { kind: 'frame', frame: { kind: 'in-order', byte: first }, bytes: 1 };
  return { kind: 'refuse', bytes: 1 };
};

const cutProcessed = (pending: Uint8Array): Cut<PrinterAnswer> => {
  if (pending.length > 1 && pending[1] !== 0x22) return { kind: 'refuse', bytes: 1 };
  if (pending.length < processedLength) return { kind: 'more' };
  if (pending[processedLength - 1] !== 0) return { kind: 'refuse', bytes: 1 };
  return { kind: 'frame', frame: { kind: 'processed', id: Buffer.from(pending.subarray(2, 6)).toString('latin1') }, bytes: processedLength };
};

/** Bits 4 and 7 are clear in the second to fourth byte. */
const cutAutomatic = (pending: Uint8Array): Cut<PrinterAnswer> => {
  const [first, second, third, fourth] = pending;
  const broken = [second, third, fourth].some((byte) => byte !== undefined && (byte & 0x90) !== 0);
  if (broken) return { kind: 'refuse', bytes: 1 };
  if (pending.length < automaticLength) return { kind: 'more' };
  return { kind: 'frame', frame: { kind: 'automatic', bytes: [first!, second!, third!, fourth!] }, bytes: automaticLength };
};
