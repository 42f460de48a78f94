import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { disagreements, readPublishedVectors } from '../published-vectors.ts';
import { escposDecoders } from './decode-escpos.ts';
import { openPrinterAnswerDecoder } from './escpos-answers.ts';
import { askRealTimeStatus, encodeReceipt, initialise, pulseDrawer } from './escpos-codec.ts';
import { layoutReceipt, wrapText } from './layout-receipt.ts';
import { conditionOfAutomaticStatus, troubleOfCondition, wellPrinter, withRealTimeStatus } from './printer-condition.ts';
import { columnsOf, encodeText } from './printer-text.ts';
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts';

const fixtures = new URL('./fixtures/published-escpos-vectors.json', import.meta.url);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const documentOf = (...blocks: readonly ReceiptBlock[]): ReceiptDocument => ({ blocks, cut: 'none', kickDrawer: false });
const encode = (document: ReceiptDocument, columns = 32): string =>
  hex(encodeReceipt(document, layoutReceipt(document, { columns, characterSet: 'gb18030' }, false), 'gb18030', 2));
const linesOf = (document: ReceiptDocument, columns = 32, isCopy = false): readonly string[] =>
  layoutReceipt(document, { columns, characterSet: 'gb18030' }, isCopy).flatMap((step) => (step.kind === 'line' ? [step.text] : []));

test('escpos-status agrees with every published vector', () => {
  const { compare, vectors } = readPublishedVectors(fixtures, 'escpos-status');
  expect(vectors.length).toBeGreaterThan(0);
  expect(vectors.flatMap((vector) => disagreements(escposDecoders['escpos-status'], vector, compare))).toEqual([]);
});

test('what we send is what the published encoders send', () => {
  const bytesOf = (what: string): string => readPublishedVectors(fixtures, 'escpos-tx').vectors.find(({ meaning }) => meaning['cmd'] === what)!.bytes_hex!;
  expect(hex(initialise)).toBe(bytesOf('ESC @ initialise / clear display'));
  expect(hex(askRealTimeStatus(1))).toBe(bytesOf('DLE EOT 1 printer status'));
  expect(hex(askRealTimeStatus(4))).toBe(bytesOf('DLE EOT 4 paper sensor'));
  expect(hex(pulseDrawer(5, 100, 100))).toBe(bytesOf('ESC p 1 drawer pin 5'));
  expect(encode(documentOf({ kind: 'picture', picture: { widthDots: 1, heightDots: 1, bits: Uint8Array.of(0x80) } }))).toContain(bytesOf('GS v 0 raster'));
});

test('Chinese is GB18030 behind FS &, two columns to a character', () => {
  expect(encode(documentOf({ kind: 'text', text: '门店 A', align: 'left', bold: false, size: 'normal' }))).toContain(`1c26${hex(iconv.encode('门店', 'gb18030'))}20410a`);
  expect(columnsOf('门店 A', 'gb18030')).toBe(6);
  expect(hex(encodeText('¥5', 'gb18030'))).toBe('a3a435');
  expect(hex(encodeText('é€\u0007', 'windows-1252'))).toBe('e9803f');
  expect(columnsOf('店', 'windows-1252')).toBe(1);
});

test('bold, double size, QR, bar code, cut and drawer are the commands of the reference', () => {
  const text = encode(documentOf({ kind: 'text', text: 'A', align: 'left', bold: true, size: 'double' }));
  expect(text).toContain('1b45011d2111410a1b45001d2100');
  expect(encode(documentOf({ kind: 'qr', data: 'ab', moduleDots: 6 }))).toContain('1b61011d286b0400314132001d286b03003143061d286b03003145311d286b05003150306162' + '1d286b03003151301b6100');
  expect(encode(documentOf({ kind: 'barcode', data: 'A{1', heightDots: 64 }))).toContain('1d68401d77021d48021d6b49067b42417b7b31');
  expect(encode({ blocks: [], cut: 'full', kickDrawer: true })).toBe('1b401b700032fa1c261d564103');
  expect(encode({ blocks: [], cut: 'partial', kickDrawer: false })).toBe('1b401c261d564203');
});

test('a tall picture goes in bands that are the picture again', () => {
  const picture = { widthDots: 12, heightDots: 300, bits: Uint8Array.from({ length: 600 }, (_, index) => index & 0xff) };
  const bytes = Buffer.from(encode(documentOf({ kind: 'picture', picture })), 'hex');
  const bands: Buffer[] = [];
  for (let at = bytes.indexOf(Buffer.from('1d763000', 'hex')); at >= 0 && bytes[at] === 0x1d && bytes[at + 1] === 0x76;) {
    const length = bytes.readUInt16LE(at + 4) * bytes.readUInt16LE(at + 6);
    bands.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  expect(bands).toHaveLength(3);
  expect(Buffer.concat(bands)).toEqual(Buffer.from(picture.bits));
});

test('what no printer can print is refused', () => {
  expect(() => encode(documentOf({ kind: 'qr', data: 'x'.repeat(2332), moduleDots: 4 }))).toThrow(RangeError);
  expect(() => encode(documentOf({ kind: 'barcode', data: '单', heightDots: 64 }))).toThrow(RangeError);
  expect(() => encode(documentOf({ kind: 'picture', picture: { widthDots: 8, heightDots: 2, bits: Uint8Array.of(1) } }))).toThrow(RangeError);
});

test('a row keeps its columns with Chinese in it, and wraps inside its cell', () => {
  const row = (name: string): ReceiptDocument => documentOf({ kind: 'row', bold: false, cells: [
    { text: name, align: 'left', widthColumns: 'rest' }, { text: '2', align: 'right', widthColumns: 4 }, { text: '￥12.50', align: 'right', widthColumns: 10 },
  ] });
  expect(linesOf(row('苹果 Apple'))).toEqual(['苹果 Apple           2   ￥12.50']);
  expect(linesOf(row('有机山东红富士苹果特级大果'))).toEqual(['有机山东红富士苹果   2   ￥12.50', '特级大果']);
  expect(linesOf(row('苹果'), 48)[0]).toHaveLength(45);
});

test('a copy says so at both ends', () => {
  const lines = linesOf(documentOf({ kind: 'rule' }), 32, true);
  expect(lines[0]).toContain('副本 COPY');
  expect(lines.at(-1)).toContain('副本 COPY');
  expect(linesOf(documentOf({ kind: 'rule' })).join('')).not.toContain('COPY');
});

test('no line is wider than the paper, and no character is lost but blanks', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', '9', ' ', '店', '，', '￥', '\n', 'é'), maxLength: 80 });
  fc.assert(fc.property(text, fc.integer({ min: 2, max: 48 }), (words, width) => {
    const lines = wrapText(words, width, 'gb18030');
    for (const line of lines) expect(columnsOf(line, 'gb18030')).toBeLessThanOrEqual(width);
    expect(lines.join('').replace(/\s/g, '')).toBe(words.replace(/\s/g, ''));
  }));
  fc.assert(fc.property(text, fc.constantFrom<32 | 48>(32, 48), fc.constantFrom<'normal' | 'double'>('normal', 'double'), (words, columns, size) => {
    for (const line of linesOf(documentOf({ kind: 'text', text: words, align: 'center', bold: false, size }), columns)) {
      expect(columnsOf(line, 'gb18030') * (size === 'double' ? 2 : 1)).toBeLessThanOrEqual(columns);
    }
  }));
});

test('a receipt\'s own text can never be a command to the printer', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(encodeText(text, 'gb18030').every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true);
    expect(encodeText(text, 'windows-1252').every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true);
  }));
});

test('real-time and automatic status say the same of paper, cover, cutter and drawer', () => {
  expect(withRealTimeStatus(wellPrinter, 4, 0x72)).toMatchObject({ paper: 'end' });
  expect(withRealTimeStatus(wellPrinter, 4, 0x1e)).toMatchObject({ paper: 'near-end' });
  expect(withRealTimeStatus(wellPrinter, 2, 0x16)).toMatchObject({ coverOpen: true });
  expect(withRealTimeStatus(wellPrinter, 3, 0x1a)).toMatchObject({ cutterJammed: true });
  expect(withRealTimeStatus(wellPrinter, 1, 0x16)).toMatchObject({ drawerPinHigh: true, online: true });
  expect(conditionOfAutomaticStatus([0x3c, 0x08, 0x0f, 0x0f])).toEqual({ online: false, coverOpen: true, paper: 'end', cutterJammed: true, error: null, drawerPinHigh: true });
  expect(conditionOfAutomaticStatus([0x10, 0, 0, 0])).toEqual(wellPrinter);
  expect(troubleOfCondition({ ...wellPrinter, paper: 'near-end' })).toBeNull();
  expect(troubleOfCondition({ ...wellPrinter, paper: 'end', coverOpen: true })).toMatchObject({ extended: 'EPTR_COVER_OPEN' });
});

test('the four kinds of answer are told apart however the wire cuts them', () => {
  const bytes = Buffer.from('12' + '1000000f' + '03' + '372230303137' + '00' + '11' + '72', 'hex');
  for (let size = 1; size <= bytes.length; size += 1) {
    const decoder = openPrinterAnswerDecoder();
    const kinds: string[] = [];
    for (let at = 0; at < bytes.length; at += size) kinds.push(...decoder.feed(bytes.subarray(at, at + size)).frames.map((answer) => (answer.kind === 'processed' ? answer.id : answer.kind)));
    expect(kinds).toEqual(['real-time', 'automatic', 'in-order', '0017', 'real-time']);
  }
});

test('no bytes make the answer decoder throw or hold more than a frame', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
    const decoder = openPrinterAnswerDecoder();
    for (const chunk of chunks) expect(decoder.feed(chunk).waitingBytes).toBeLessThan(16);
  }));
});
