import { take, takeU16, type ByteReader } from './byte-reader.ts';
import { characterOf, chineseCharacterOf } from './character-tables.ts';
import { openGraphicsStore, readBitImage, readRaster } from './escpos-images.ts';
import { readBarcode, readSymbolFunction, type SymbolSettings } from './escpos-symbols.ts';
import { openLineComposer } from './line-composer.ts';
import type { PaperItem } from './paper.ts';

/** What executing bytes does to the printer around the interpreter. */
interface InterpreterParts {
  readonly widthDots: number;
  put(item: PaperItem): void;
  cut(isPartial: boolean): void;
  /** ESC p: connector pin 2 or 5, pulse in ms. */
  pulse(pin: 2 | 5, onMs: number): void;
  realTimeRequest(n: number): void;
  /** DLE ENQ: 1 or 2, recover from an error. */
  recover(): void;
  queuedRequest(n: number): void;
  identityRequest(n: number): void;
  setAutomaticStatus(isOn: boolean): void;
  answer(bytes: Uint8Array): void;
  /** Text while ESC = has selected the customer display. */
  display(text: string): void;
}

/** Executes ESC/POS (Epson command reference) on a paper model. Unknown commands are skipped as a printer does: one byte. */
export function openEscposInterpreter(parts: InterpreterParts) {
  const line = openLineComposer(parts);
  const symbol: SymbolSettings = { store: Buffer.alloc(0), moduleDots: 3, correction: 'L', heightDots: 162, hasText: false };
  const graphics = openGraphicsStore();
  let table = 0;
  let isChinese = true;
  let isPrinterSelected = true;
  let isDisplaySelected = false;
  let lineSpacingDots = 30;
  const program = run();
  program.next();

  function* run(): ByteReader<never> {
    for (;;) {
      const byte = yield;
      if (byte === 0x1b) yield* escape(yield);
      else if (byte === 0x1d) yield* group(yield);
      else if (byte === 0x1c) yield* chinese(yield);
      else if (byte === 0x10) yield* realTime(yield);
      else if (!isPrinterSelected) {
        if (isDisplaySelected && byte >= 0x20) parts.display(characterOf(byte, table));
      } else if (byte === 0x0a) line.endLine();
      else if (byte === 0x0c) line.endStartedLine();
      else if (byte === 0x09) line.tab();
      else if (byte >= 0x20) yield* text(byte);
    }
  }

  function* text(byte: number): ByteReader<void> {
    if (!isChinese || byte < 0x81 || byte === 0xff) return line.character(characterOf(byte, table));
    const second = yield;
    // GB18030: a digit in second place means four bytes.
    const isFourBytes = second >= 0x30 && second <= 0x39;
    line.character(chineseCharacterOf(isFourBytes ? [byte, second, yield, yield] : [byte, second]));
  }

  function* escape(command: number): ByteReader<void> {
    switch (command) {
      case 0x40: return reset();
      case 0x21: return printMode(yield);
      case 0x45: case 0x47: return line.setStyle({ isBold: ((yield) & 1) === 1 });
      case 0x2d: return line.setStyle({ isUnderlined: (((yield) & 0x0f) % 3) > 0 });
      case 0x34: return line.setStyle({ isItalic: ((yield) & 1) === 1 });
      case 0x35: return line.setStyle({ isItalic: false });
      case 0x61: return line.setAlign((['left', 'center', 'right'] as const)[((yield) & 0x0f) % 3]!);
      case 0x4d: return line.setFont((((yield) & 0x0f) === 1) ? 9 : 12);
      case 0x74: table = yield; return;
      case 0x64: {
        line.endStartedLine();
        return feed((yield) * lineSpacingDots);
      }
      case 0x4a: line.endStartedLine(); return feed(yield);
      case 0x32: lineSpacingDots = 30; return;
      case 0x33: lineSpacingDots = yield; return;
      case 0x70: {
        const pin = ((yield) & 1) === 0 ? 2 : 5;
        const onMs = (yield) * 2;
        yield;
        return parts.pulse(pin, onMs);
      }
      case 0x3d: {
        const selected = yield;
        isPrinterSelected = (selected & 1) === 1;
        isDisplaySelected = (selected & 2) === 2;
        return;
      }
      case 0x24: return line.moveTo(yield* takeU16());
      case 0x5c: yield* take(2); return;
      case 0x44: while ((yield) !== 0); return;
      case 0x2a: return put(yield* readBitImage(line.align()));
      case 0x69: return cut(true);
      case 0x6d: return cut(true);
      case 0x63: yield* take(2); return;
      case 0x20: case 0x25: case 0x3f: case 0x52: case 0x54: case 0x55: case 0x56: case 0x72: case 0x7b: yield; return;
      default:
    }
  }

  function* group(command: number): ByteReader<void> {
    switch (command) {
      case 0x21: {
        const size = yield;
        return line.setStyle({ widthTimes: ((size >> 4) & 7) + 1, heightTimes: (size & 7) + 1 });
      }
      case 0x42: return line.setStyle({ isInverse: ((yield) & 1) === 1 });
      case 0x56: {
        const mode = yield;
        if (mode === 65 || mode === 66) {
          const dots = yield;
          line.endStartedLine();
          if (dots > 0) feed(dots);
        }
        return cut(mode === 1 || mode === 49 || mode === 66);
      }
      case 0x76: {
        yield; // '0'
        return put(yield* readRaster(line.align()));
      }
      case 0x6b: return put(yield* readBarcode(line.align(), symbol));
      case 0x68: symbol.heightDots = yield; return;
      case 0x48: symbol.hasText = ((yield) & 3) !== 0; return;
      case 0x61: return parts.setAutomaticStatus((yield) !== 0);
      case 0x72: return parts.queuedRequest(yield);
      case 0x49: return parts.identityRequest(yield);
      case 0x28: return yield* extended(yield);
      case 0x4c: case 0x57: case 0x50: yield* take(2); return;
      case 0x66: case 0x77: case 0x62: yield; return;
      default:
    }
  }

  /** GS ( x pL pH …: everything after the length belongs to the command, known or not. */
  function* extended(name: number): ByteReader<void> {
    const body = yield* take(yield* takeU16());
    if (name === 0x6b) {
      const item = readSymbolFunction(body, symbol, line.align());
      if (item !== null) put(item);
    } else if (name === 0x4c) {
      const item = graphics.execute(body, line.align());
      if (item !== null) put(item);
    } else if (name === 0x48 && body[0] === 0x30 && body[1] === 0x30 && body.length === 6) {
      // Process id response: sent when everything before it has been printed.
      parts.answer(Uint8Array.of(0x37, 0x22, ...body.subarray(2), 0));
    }
  }

  function* chinese(command: number): ByteReader<void> {
    switch (command) {
      case 0x26: isChinese = true; return;
      case 0x2e: isChinese = false; return;
      case 0x21: {
        const mode = yield;
        return line.setStyle({ widthTimes: mode & 4 ? 2 : 1, heightTimes: mode & 8 ? 2 : 1, isUnderlined: (mode & 0x80) !== 0 });
      }
      case 0x57: {
        const times = ((yield) & 1) + 1;
        return line.setStyle({ widthTimes: times, heightTimes: times });
      }
      case 0x2d: return line.setStyle({ isUnderlined: (((yield) & 0x0f) % 3) > 0 });
      case 0x43: yield; return;
      case 0x53: yield* take(2); return;
      default:
    }
  }

  function* realTime(command: number): ByteReader<void> {
    if (command === 0x04) parts.realTimeRequest(yield);
    else if (command === 0x05) {
      yield;
      parts.recover();
    } else if (command === 0x14 && (yield) === 1) {
      const pin = ((yield) & 1) === 0 ? 2 : 5;
      parts.pulse(pin, (yield) * 100);
    }
  }

  function printMode(mode: number): void {
    line.setFont(mode & 1 ? 9 : 12);
    line.setStyle({ isBold: (mode & 8) !== 0, heightTimes: mode & 16 ? 2 : 1, widthTimes: mode & 32 ? 2 : 1, isUnderlined: (mode & 128) !== 0 });
  }
  function put(item: PaperItem): void {
    line.endStartedLine();
    parts.put(item);
  }
  function feed(dots: number): void {
    parts.put({ kind: 'feed', dots });
  }
  function cut(isPartial: boolean): void {
    line.endStartedLine();
    parts.cut(isPartial);
  }
  function reset(): void {
    line.reset();
    table = 0;
    isChinese = true;
    isPrinterSelected = true;
    isDisplaySelected = false;
    lineSpacingDots = 30;
    parts.setAutomaticStatus(false);
  }

  return {
    byte: (value: number): void => void program.next(value),
    hasStartedLine: () => !line.isEmpty(),
  };
}
