import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { Product } from 'retail-model/catalog/documents.ts';
import { gtinAsPrinted, type Gtin } from 'retail-model/gs1/gtin.ts';
import { ean13Modules } from 'retail-model/gs1/ean13-modules.ts';

export type LabelColours = 'black-white' | 'black-white-red';
export interface LabelFace { readonly widthPx: number; readonly heightPx: number; readonly colours: LabelColours }
export interface LabelContent { readonly product: Product; readonly amountMinor: number; readonly promotionWords: string | null }

/** What an electronic label is given: one plane of black and, on labels that have it, one of red. 1 bit a pixel, most significant leftmost. */
export interface LabelPlanes { readonly widthPx: number; readonly heightPx: number; readonly planes: readonly Uint8Array[] }

const LATIN = 'LabelLatin';
const CHINESE = 'LabelChinese';
const FAMILY = `${LATIN}, ${CHINESE}`;
const QUIET_PX = 8;
/** The price takes at most this share of the width, so that unit and barcode keep their place. */
const PRICE_SHARE = 0.58;
let fontsLoaded = false;

/**
 * Draws a shelf label: both names, the price in the largest type, unit, barcode, and the promotion in red where there is one. Thresholded to
 * whole pixels; type is kept at 14 px and above in a bold cut, since thinner strokes vanish on e-paper.
 */
export function drawLabel(content: LabelContent, face: LabelFace): LabelPlanes {
  loadFonts();
  const { widthPx, heightPx } = face;
  const canvas = createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, widthPx, heightPx);
  const red = face.colours === 'black-white-red';
  const scale = heightPx / 128;
  const { product } = content;
  context.fillStyle = '#000000';
  context.textBaseline = 'alphabetic';
  drawFitted(context, product.names.zh, QUIET_PX, Math.round(28 * scale), widthPx - 2 * QUIET_PX, Math.round(24 * scale));
  drawFitted(context, product.names.en, QUIET_PX, Math.round(48 * scale), widthPx - 2 * QUIET_PX, Math.max(14, Math.round(16 * scale)));
  const priceText = `¥${(content.amountMinor / 100).toFixed(2)}`;
  context.font = `700 100px ${FAMILY}`;
  const priceSize = Math.min(Math.round(48 * scale), Math.floor((widthPx * PRICE_SHARE * 100) / context.measureText(priceText).width));
  context.font = `700 ${priceSize}px ${FAMILY}`;
  const priceWidth = context.measureText(priceText).width;
  context.fillStyle = red && content.promotionWords ? '#ff0000' : '#000000';
  context.fillText(priceText, widthPx - QUIET_PX - priceWidth, Math.round(102 * scale));
  context.fillStyle = '#000000';
  const unit = product.soldBy === 'weight' ? '元/公斤 per kg' : '元/件 each';
  drawFitted(context, unit, QUIET_PX, Math.round(72 * scale), widthPx - priceWidth - 3 * QUIET_PX, Math.max(14, Math.round(15 * scale)));
  if (content.promotionWords) {
    context.fillStyle = red ? '#ff0000' : '#000000';
    drawFitted(context, content.promotionWords, QUIET_PX, Math.round(121 * scale), widthPx - 2 * QUIET_PX, Math.max(14, Math.round(15 * scale)));
  } else {
    drawBarcode(context, product.gtin as Gtin, QUIET_PX, Math.round(80 * scale), Math.round(26 * scale), widthPx - priceWidth - 3 * QUIET_PX, Math.round(121 * scale), Math.max(12, Math.round(13 * scale)));
  }
  return { widthPx, heightPx, planes: planesOf(context.getImageData(0, 0, widthPx, heightPx).data, widthPx, heightPx, red) };
}

function loadFonts(): void {
  if (fontsLoaded) return;
  const require = createRequire(import.meta.url);
  for (const [subset, family] of [['latin', LATIN], ['chinese-simplified', CHINESE]] as const) {
    const file = require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-700-normal.woff2`);
    if (!GlobalFonts.register(readFileSync(file), family)) throw new Error(`Cannot load the label font ${file}`);
  }
  fontsLoaded = true;
}

/** One line of text at most `sizePx` tall, made smaller (not below 14 px) until it fits, then cut with an ellipsis. */
function drawFitted(context: SKRSContext2D, text: string, x: number, y: number, widthPx: number, sizePx: number): void {
  let size = sizePx;
  const set = (): void => void (context.font = `700 ${size}px ${FAMILY}`);
  set();
  while (size > 14 && context.measureText(text).width > widthPx) {
    size -= 1;
    set();
  }
  let shown = text;
  while (shown.length > 1 && context.measureText(shown === text ? shown : `${shown}…`).width > widthPx) shown = shown.slice(0, -1);
  context.fillText(shown === text ? text : `${shown}…`, x, y);
}

/** EAN-13 bars in whole pixels with the digits below; nothing where they would not fit at one pixel a module. */
function drawBarcode(context: SKRSContext2D, gtin: Gtin, x: number, y: number, heightPx: number, widthPx: number, digitsY: number, digitsPx: number): void {
  const printed = gtinAsPrinted(gtin);
  const modules = printed.length === 13 || printed.length === 12 ? ean13Modules(printed.padStart(13, '0')) : null;
  const modulePx = modules ? Math.floor(widthPx / modules.length) : 0;
  if (modules && modulePx >= 1) for (let index = 0; index < modules.length; index += 1) if (modules[index]) context.fillRect(x + index * modulePx, y, modulePx, heightPx);
  drawFitted(context, printed, x, digitsY, widthPx, digitsPx);
}

function planesOf(pixels: Uint8ClampedArray, widthPx: number, heightPx: number, withRed: boolean): Uint8Array[] {
  const stride = Math.ceil(widthPx / 8);
  const black = new Uint8Array(stride * heightPx);
  const red = new Uint8Array(stride * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 4;
      const r = pixels[at]!, g = pixels[at + 1]!, b = pixels[at + 2]!;
      const bit = 0x80 >> (x & 7);
      const cell = y * stride + (x >> 3);
      if (g + b > 300) continue;
      if (withRed && r > 160) red[cell]! |= bit;
      else black[cell]! |= bit;
    }
  }
  return withRed ? [black, red] : [black];
}
