import { crc32, deflateSync } from 'node:zlib';

const COLOURS = 256;
/** Colours that differ less than this many steps in each channel are first counted together. */
const CELL_STEPS = 4;

/**
 * A picture of a screen as a PNG with a palette (PNG, third edition, §11.2: IHDR colour type 3): screens have few colours, so the file is
 * a third of the full one. `rgba` is width × height × 4 bytes; transparency is not kept.
 */
export function indexedPng(width: number, height: number, rgba: Uint8ClampedArray): Buffer {
  const cells = new Map<number, { count: number; red: number; green: number; blue: number }>();
  const cellOf = (at: number): number => (Math.floor(rgba[at]! / CELL_STEPS) << 16) | (Math.floor(rgba[at + 1]! / CELL_STEPS) << 8) | Math.floor(rgba[at + 2]! / CELL_STEPS);
  for (let at = 0; at < rgba.length; at += 4) {
    const key = cellOf(at);
    const cell = cells.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    cells.set(key, { count: cell.count + 1, red: cell.red + rgba[at]!, green: cell.green + rgba[at + 1]!, blue: cell.blue + rgba[at + 2]! });
  }
  const palette = [...cells.values()].sort((left, right) => right.count - left.count).slice(0, COLOURS).map(({ count, red, green, blue }) => [Math.round(red / count), Math.round(green / count), Math.round(blue / count)] as const);
  const places = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const key = cellOf(at);
      let place = places.get(key);
      if (place === undefined) places.set(key, (place = nearest(palette, rgba[at]!, rgba[at + 1]!, rgba[at + 2]!)));
      rows[y * (width + 1) + 1 + x] = place;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('PLTE', Buffer.from(palette.flat())), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function nearest(palette: readonly (readonly [number, number, number])[], red: number, green: number, blue: number): number {
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  palette.forEach(([r, g, b], place) => {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < bestDistance) [best, bestDistance] = [place, distance];
  });
  return best;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
