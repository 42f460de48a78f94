import { encodeText, type CharacterSet } from './printer-text.ts';
import type { PrintStep } from './layout-receipt.ts';
import type { Picture, ReceiptDocument } from './receipt-document.ts';

/** ESC/POS commands (Epson TM command reference). Times of the drawer pulse count in 2 ms. */
const esc = 0x1b;
const gs = 0x1d;
const fs = 0x1c;
const dle = 0x10;

export const initialise = Uint8Array.of(esc, 0x40);
/** DLE EOT n: answered at once, even while printing or offline. */
export const askRealTimeStatus = (n: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(dle, 0x04, n);
/** GS a: the printer tells of drawer, online, errors and paper by itself. */
export const enableAutomaticStatus = Uint8Array.of(gs, 0x61, 0x0f);
/** GS r 1: answered when the printer gets there, so after all that was sent before. */
export const askPaperInOrder = Uint8Array.of(gs, 0x72, 0x01);
/** GS ( H, function 48: answered with the same four characters when all before it is on paper. */
export const askProcessed = (id: string): Uint8Array => Uint8Array.of(gs, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'latin1'));
/** DLE DC4 8: throws away what waits in the printer, so that a job given up is not printed later. */
export const clearBuffers = Uint8Array.of(dle, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08);
/** ESC p: a pulse on the drawer connector, on and off in milliseconds up to 510. */
export const pulseDrawer = (pin: 2 | 5, onMs: number, offMs: number): Uint8Array =>
  Uint8Array.of(esc, 0x70, pin === 2 ? 0 : 1, Math.min(255, Math.round(onMs / 2)), Math.min(255, Math.round(offMs / 2)));

const selectCharacterSet = (characterSet: CharacterSet): Uint8Array =>
  characterSet === 'gb18030' ? Uint8Array.of(fs, 0x26) : Uint8Array.of(fs, 0x2e, esc, 0x74, 0x10);

/** The bytes of a laid-out receipt, from initialising to the cut. */
export const encodeReceipt = (document: Pick<ReceiptDocument, 'cut' | 'kickDrawer'>, steps: readonly PrintStep[], characterSet: CharacterSet, drawerPin: 2 | 5): Uint8Array =>
  Buffer.concat([
    initialise,
    ...(document.kickDrawer ? [pulseDrawer(drawerPin, 100, 500)] : []),
    selectCharacterSet(characterSet),
    ...steps.flatMap((step) => encodeStep(step, characterSet)),
    ...encodeCut(document.cut),
  ]);

const encodeStep = (step: PrintStep, characterSet: CharacterSet): readonly Uint8Array[] => {
  switch (step.kind) {
    case 'line': {
      const text = encodeText(step.text, characterSet);
      const styles: readonly [Uint8Array, Uint8Array][] = [
        ...(step.bold ? [[Uint8Array.of(esc, 0x45, 1), Uint8Array.of(esc, 0x45, 0)] as [Uint8Array, Uint8Array]] : []),
        ...(step.size === 'double' ? [[Uint8Array.of(gs, 0x21, 0x11), Uint8Array.of(gs, 0x21, 0x00)] as [Uint8Array, Uint8Array]] : []),
      ];
      return [...styles.map(([on]) => on), text, Uint8Array.of(0x0a), ...styles.map(([, off]) => off)];
    }
    case 'feed': return [Uint8Array.of(esc, 0x64, Math.max(0, Math.min(255, step.lines)))];
    case 'qr': return centred(encodeQr(step.data, step.moduleDots));
    case 'barcode': return centred(encodeCode128(step.data, step.heightDots));
    case 'picture': return centred(encodePicture(step.picture));
  }
};

const centred = (content: readonly Uint8Array[]): readonly Uint8Array[] => [Uint8Array.of(esc, 0x61, 1), ...content, Uint8Array.of(esc, 0x61, 0)];

/** QR Code model 2 with error correction M. Throws `RangeError` beyond 2331 bytes, the largest symbol of that level (ISO/IEC 18004). */
const encodeQr = (data: string, moduleDots: number): readonly Uint8Array[] => {
  const bytes = Buffer.from(data, 'utf8');
  if (bytes.length === 0 || bytes.length > 2331) throw new RangeError(`A QR code holds 1 to 2331 bytes, not ${bytes.length}.`);
  const command = (...parameters: readonly number[]): Uint8Array => Uint8Array.of(gs, 0x28, 0x6b, parameters.length & 0xff, parameters.length >> 8, 0x31, ...parameters.slice(1));
  return [
    command(0x31, 0x41, 0x32, 0x00),
    command(0x31, 0x43, Math.max(1, Math.min(16, moduleDots))),
    command(0x31, 0x45, 0x31),
    command(0x31, 0x50, 0x30, ...bytes),
    command(0x31, 0x51, 0x30),
  ];
};

/** Throws `RangeError` when the data are not 1 to 80 printable ASCII characters: the figures below the bars would lie. */
const encodeCode128 = (data: string, heightDots: number): readonly Uint8Array[] => {
  if (!/^[\x20-\x7e]{1,80}$/.test(data)) throw new RangeError(`"${data}" cannot be a Code 128 of code set B.`);
  // An opening brace is an escape inside the command and is doubled.
  const content = Buffer.from(`{B${data.replaceAll('{', '{{')}`, 'latin1');
  return [Uint8Array.of(gs, 0x68, Math.max(1, Math.min(255, heightDots)), gs, 0x77, 2, gs, 0x48, 2, gs, 0x6b, 0x49, content.length), content];
};

const bandHeightDots = 128;

/** GS v 0, in bands that fit the buffers of small printers. Throws `RangeError` when the bits are not the announced size. */
const encodePicture = ({ widthDots, heightDots, bits }: Picture): readonly Uint8Array[] => {
  const bytesPerRow = Math.ceil(widthDots / 8);
  if (bits.length !== bytesPerRow * heightDots || widthDots > 1024 || heightDots > 4096) throw new RangeError(`A picture of ${widthDots} by ${heightDots} dots has ${bytesPerRow * heightDots} bytes, not ${bits.length}.`);
  return Array.from({ length: Math.ceil(heightDots / bandHeightDots) }, (_, band) => {
    const rows = Math.min(bandHeightDots, heightDots - band * bandHeightDots);
    const start = band * bandHeightDots * bytesPerRow;
    return Buffer.concat([Uint8Array.of(gs, 0x76, 0x30, 0, bytesPerRow & 0xff, bytesPerRow >> 8, rows & 0xff, rows >> 8), bits.subarray(start, start + rows * bytesPerRow)]);
  });
};

/** GS V with a feed to the blade, so that the last line is on the customer's side of it. */
const encodeCut = (cut: ReceiptDocument['cut']): readonly Uint8Array[] => {
  if (cut === 'none') return [Uint8Array.of(esc, 0x64, 4)];
  return [Uint8Array.of(gs, 0x56, cut === 'full' ? 0x41 : 0x42, 0x03)];
};
