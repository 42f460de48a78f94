import { connect } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { openHostSideOfTty } from '../wires/host-side-of-tty.ts';
import { openEscposInterpreter } from './escpos-interpreter.ts';
import { simulateEscposPrinter } from './escpos-printer.ts';
import { plainTextOf, type PaperItem } from './paper.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Paper and pulses that the bytes make. */
function executed(bytes: Uint8Array) {
  const items: PaperItem[] = [];
  const events: unknown[] = [];
  const interpreter = openEscposInterpreter({
    widthDots: 576,
    put: (item) => items.push(item),
    cut: (isPartial) => items.push({ kind: 'cut', isPartial }),
    pulse: (pin, onMs) => events.push(['pulse', pin, onMs]),
    realTimeRequest: (n) => events.push(['DLE EOT', n]),
    recover: () => events.push('recover'),
    queuedRequest: (n) => events.push(['GS r', n]),
    identityRequest: (n) => events.push(['GS I', n]),
    setAutomaticStatus: (isOn) => events.push(['ASB', isOn]),
    answer: (answer) => events.push(Buffer.from(answer).toString('hex')),
    display: (text) => events.push(['display', text]),
  });
  bytes.forEach(interpreter.byte);
  return { items, events };
}
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const words = (text: string): string[] => plainTextOf(executed(hex(text)).items);
const runsOf = (text: string) => executed(hex(text)).items.flatMap((item) => (item.kind === 'line' ? item.runs : []));

/** Published printer bytes: NielsLeenheer/ReceiptPrinterEncoder@33546a9b2f3b and python-escpos@5b943360b1e3, both by their tests. */
describe('published ESC/POS bytes on paper', () => {
  it('prints lines, blanks and alignments', () => {
    expect(words('68656c6c6f0a0d0a0d0a0d0a0d')).toEqual(['hello', '', '', '']);
    expect(words('202020202068656c6c6f0a0d')).toEqual(['     hello']);
    expect(words('1c2e0a0d')).toEqual(['']);
  });

  it('sets size, italics, inverse, and reads code tables', () => {
    expect(runsOf('1d210168656c6c6f1d21000a0d')[0]).toMatchObject({ text: 'hello', heightTimes: 2, widthTimes: 1 });
    expect(runsOf('1b340168656c6c6f1b34000a0d')[0]).toMatchObject({ text: 'hello', isItalic: true });
    expect(runsOf('1d420168656c6c6f1d42000a0d')[0]).toMatchObject({ text: 'hello', isInverse: true });
    // Table 11 (code page 851) is not in this printer, so ψ is the replacement character.
    expect(words('1c2e1b740068821b740bf61b7411a61b7412880a0d')).toEqual(['hé\ufffdжł']);
    expect(words('1c2e1b740fa42069737420746575726f2e0a')).toEqual(['€ ist teuro.']);
  });

  it('prints barcodes, pictures, and cuts', () => {
    expect(executed(hex('1b61011d68401d77031d66001d48021d6b023430303633383133333339333100')).items).toEqual([
      { kind: 'barcode', align: 'center', symbology: 'EAN-13', text: '4006381333931', heightDots: 64, hasText: true },
    ]);
    expect(words('1d683c1d77031d48001d6b0233313330363330353734363133000a0d')).toEqual(['[EAN-13 3130630574613]', '']);
    expect(executed(hex('1d7630000100010080')).items).toEqual([{ kind: 'image', align: 'left', widthDots: 8, heightDots: 1, rowsBase64: 'gA==' }]);
    expect(executed(hex('1d56001d5601 1d564203')).items).toEqual([
      { kind: 'cut', isPartial: false }, { kind: 'cut', isPartial: true }, { kind: 'feed', dots: 3 }, { kind: 'cut', isPartial: true },
    ]);
  });

  it('kicks the drawer, answers, and sends nothing to paper while the display is selected', () => {
    expect(executed(hex('1b70013232100401100404')).events).toEqual([['pulse', 5, 100], ['DLE EOT', 1], ['DLE EOT', 4]]);
    expect(executed(hex('1b330a1b6335011b40')).items).toEqual([]);
    const toDisplay = executed(hex('1b3d0241421b3d0143440a'));
    expect(plainTextOf(toDisplay.items)).toEqual(['CD']);
    expect(toDisplay.events).toEqual([['display', 'A'], ['display', 'B']]);
    expect(executed(hex('1d2848 0600 3030 41424344')).events).toEqual(['37224142434400']);
  });
});

describe('Chinese and symbols', () => {
  it('decodes two- and four-byte GB18030 and counts two columns', () => {
    const text = '门店小票 苹果 ¥12.80 㐀';
    const bytes = Buffer.concat([hex('1c26'), iconv.encode(text, 'gb18030'), hex('0a')]);
    expect(plainTextOf(executed(bytes).items)).toEqual([text]);
    const full = Buffer.concat([iconv.encode('票'.repeat(25), 'gb18030'), hex('0a')]);
    expect(plainTextOf(executed(full).items)).toEqual(['票'.repeat(24), '票']);
  });

  it('stores and prints a QR code', () => {
    const link = Buffer.from('https://example.com/r/1');
    const bytes = Buffer.concat([
      hex('1d286b0400 31413200 1d286b0300 314306 1d286b0300 314532'), hex('1d286b'), Buffer.of(link.length + 3, 0), hex('315030'), link, hex('1d286b0300 315130'),
    ]);
    expect(executed(bytes).items).toEqual([{ kind: 'qr', align: 'left', text: link.toString(), moduleDots: 6, correction: 'Q' }]);
  });

  it('survives any bytes and goes on printing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
      // Enough zeros to satisfy any unfinished two-byte length but the longest, then a reset.
      const { items } = executed(Buffer.concat([noise.filter((byte) => byte !== 0x1d && byte !== 0x2a), Buffer.alloc(600), hex('1b40'), Buffer.from('well\n')]));
      expect(plainTextOf(items).at(-1)).toMatch(/well$/);
    }), { numRuns: 200 });
  });
});

async function onTcp() {
  const printer = await simulateEscposPrinter({ wire: { kind: 'tcp', port: 0 }, widthDots: 576, drawerPin: 2, random: seededRandom(1) });
  const socket = connect(Number(new URL(printer.address).port), '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString('hex')));
  await new Promise((resolve) => socket.once('connect', resolve));
  opened.push(async () => {
    socket.destroy();
    await printer.close();
  });
  const ask = async (text: string, answerBytes: number): Promise<string> => {
    heard = '';
    socket.write(hex(text));
    await expect.poll(() => heard.length / 2).toBeGreaterThanOrEqual(answerBytes);
    return heard;
  };
  return { printer, socket, ask, heard: () => heard };
}

describe('a printer on TCP', () => {
  it('answers DLE EOT for every trouble', async () => {
    const { printer, ask } = await onTcp();
    expect(await ask('100401 100402 100403 100404', 4)).toBe('12121212');
    printer.setPaper('near-end');
    expect(await ask('100404', 1)).toBe('1e');
    printer.setPaper('out');
    expect(await ask('100401 100402 100404', 3)).toBe('1a327e');
    printer.setPaper('ok');
    printer.setCover(true);
    expect(await ask('100402', 1)).toBe('16');
    printer.setCover(false);
    printer.openDrawer();
    expect(await ask('100401', 1)).toBe('16');
  });

  it('holds what comes while paper is out, tells by ASB, and prints it once after a new roll', async () => {
    const { printer, ask, heard, socket } = await onTcp();
    expect(await ask('1d61ff', 4)).toBe('10000000');
    printer.runOutAfterLines(2);
    socket.write('one\ntwo\nthree\nfour\n');
    await expect.poll(heard).toBe('1000000018000f00');
    expect(plainTextOf(printer.paper())).toEqual(['one', 'two']);
    expect(await ask('100404', 1)).toBe('7e');
    printer.setPaper('ok');
    expect(plainTextOf(printer.paper())).toEqual(['one', 'two', 'three', 'four']);
  });

  it('jams its cutter and is freed by DLE ENQ', async () => {
    const { printer, ask } = await onTcp();
    printer.setCutterFault(true);
    expect(await ask('1d5600 100403', 1)).toBe('1a');
    printer.setCutterFault(false);
    expect(await ask('100403', 1)).toBe('12');
  });

  it('opens the drawer on its own pin only, and tears receipts off', async () => {
    const { printer, ask } = await onTcp();
    await ask('1b700132fa 100401', 1);
    expect(printer.state().isDrawerOpen).toBe(false);
    expect(await ask('1b700032fa 100401', 1)).toBe('16');
    printer.closeDrawer();
    expect(await ask(`${Buffer.from('a\n').toString('hex')}1d5600${Buffer.from('b\n').toString('hex')}100401`, 1)).toBe('12');
    expect(printer.state().receipts.map(({ text, isCut }) => [text, isCut])).toEqual([[['a'], true], [['b'], false]]);
    printer.tear();
    expect(plainTextOf(printer.paper())).toEqual(['b']);
    expect(printer.state().tornReceipts).toBe(1);
  });
});

describe('a printer on a pseudo-terminal', () => {
  it('prints and answers the same bytes', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'printer-'));
    const printer = await simulateEscposPrinter({ wire: { kind: 'pty', path: join(directory, 'printer.tty') }, widthDots: 576, drawerPin: 2, random: seededRandom(1) });
    const host = openHostSideOfTty(printer.address);
    opened.push(async () => {
      await host.close();
      await printer.close();
      await rm(directory, { recursive: true });
    });
    host.write(Buffer.concat([iconv.encode('小票', 'gb18030'), hex('0a 100401')]));
    await expect.poll(() => host.heard().toString('hex')).toBe('12');
    expect(plainTextOf(printer.paper())).toEqual(['小票']);
  });
});
