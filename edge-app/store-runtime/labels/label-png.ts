import { createCanvas } from '@napi-rs/canvas';
import type { LabelPicture } from 'hardware-drivers/shelf-label-gateway/label-picture.ts';

/** What the label shows, as a picture for a screen. */
export function labelPng({ widthPx, heightPx, planes }: Pick<LabelPicture, 'widthPx' | 'heightPx' | 'planes'>): Uint8Array {
  const canvas = createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  const image = context.createImageData(widthPx, heightPx);
  const stride = Math.ceil(widthPx / 8);
  const isSet = (plane: Uint8Array | undefined, x: number, y: number): boolean => ((plane?.[y * stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const [r, g, b] = isSet(planes[0], x, y) ? [22, 33, 30] : isSet(planes[1], x, y) ? [192, 50, 42] : [250, 250, 247];
      image.data.set([r, g, b, 255], (y * widthPx + x) * 4);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}
