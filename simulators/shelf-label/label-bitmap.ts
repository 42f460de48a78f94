import { labelPixel, type LabelPicture } from './label-picture.ts';

const headBytes = 14 + 40 + 16 * 4;
const paletteBgr = { white: [0xf4, 0xf6, 0xf5], black: [0x1c, 0x1a, 0x1a] };
const accentBgr = { red: [0x2a, 0x32, 0xc0], yellow: [0x1a, 0xb4, 0xe2] };

/** The picture as a BMP file of 4 bits a pixel, which every browser shows; an empty glass when `picture` is null. */
export function labelBitmap(label: {
  widthPixels: number;
  heightPixels: number;
  accent: 'red' | 'yellow' | null;
  picture: LabelPicture | null;
}): Buffer {
  const { widthPixels: width, heightPixels: height, picture } = label;
  const rowBytes = Math.ceil(width / 8) * 4;
  const file = Buffer.alloc(headBytes + rowBytes * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(headBytes, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(4, 28);
  file.writeUInt32LE(rowBytes * height, 34);
  file.writeUInt32LE(16, 46);
  [paletteBgr.white, paletteBgr.black, accentBgr[label.accent ?? 'red']].forEach((colour, index) => file.set(colour, 54 + index * 4));
  if (picture === null) return file;
  const indexOf = { white: 0, black: 1, accent: 2 };
  for (let y = 0; y < height; y += 1) {
    // BMP rows run from the bottom up.
    const row = headBytes + (height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x += 1) file[row + (x >> 1)]! |= indexOf[labelPixel(picture, x, y)] << (x & 1 ? 0 : 4);
  }
  return file;
}
