import { take, type ByteReader } from './byte-reader.ts';
import type { Alignment, PaperItem } from './paper.ts';

export interface SymbolSettings {
  store: Buffer;
  moduleDots: number;
  correction: 'L' | 'M' | 'Q' | 'H';
  heightDots: number;
  hasText: boolean;
}

const symbologies = ['UPC-A', 'UPC-E', 'EAN-13', 'EAN-8', 'CODE39', 'ITF', 'CODABAR', 'CODE93', 'CODE128', 'GS1-128'];

/** GS k m …: m 0–6 ends with NUL, m 65–74 begins with a length. */
export function* readBarcode(align: Alignment, settings: SymbolSettings): ByteReader<PaperItem> {
  const system = yield;
  const data: number[] = [];
  if (system >= 65) data.push(...(yield* take(yield)));
  else for (let byte = yield; byte !== 0 && data.length < 255; byte = yield) data.push(byte);
  return {
    kind: 'barcode', align, symbology: symbologies[system >= 65 ? system - 65 : system] ?? `system ${system}`,
    text: Buffer.from(data).toString('latin1'), heightDots: settings.heightDots, hasText: settings.hasText,
  };
}

/** GS ( k for cn 49, the QR code: 67 module size, 69 correction, 80 store, 81 print. Other symbols print nothing. */
export function readSymbolFunction(body: Buffer, settings: SymbolSettings, align: Alignment): PaperItem | null {
  const [symbol, command, value] = body;
  if (symbol !== 49) return null;
  if (command === 67 && value !== undefined) settings.moduleDots = value;
  if (command === 69 && value !== undefined) settings.correction = (['L', 'M', 'Q', 'H'] as const)[value - 48] ?? 'L';
  if (command === 80) settings.store = Buffer.from(body.subarray(3));
  if (command !== 81 || settings.store.length === 0) return null;
  return { kind: 'qr', align, text: settings.store.toString('utf8'), moduleDots: settings.moduleDots, correction: settings.correction };
}
