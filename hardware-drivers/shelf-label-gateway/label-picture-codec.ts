import { crc32 } from 'node:zlib';
import type { LabelPicture } from './label-picture.ts';
import { packBits } from './packbits.ts';

const maxLabelSidePx = 1024;

/**
 * The bytes that go into `dData.data` (docs/shelf-label-pictures.md). Each picture is coded raw or as PackBits, whichever is shorter.
 * Throws when planes and size disagree: a drawing that is not a label's picture is a bug of the drawer.
 */
export const encodeLabelPicture = (picture: LabelPicture): Uint8Array => {
  checkPicture(picture);
  const packed = picture.planes.map(packBits);
  const isShorter = sizeOf(packed) < sizeOf(picture.planes);
  const planes = isShorter ? packed : picture.planes;
  const bytes = new Uint8Array(headerBytes + sizeOf(planes) + 4 * planes.length + crcBytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, magic);
  view.setUint8(2, version);
  view.setUint8(3, isShorter ? codingPackBits : codingRaw);
  view.setUint32(4, picture.id);
  view.setUint16(8, picture.widthPx);
  view.setUint16(10, picture.heightPx);
  view.setUint8(12, planes.length);
  let at = headerBytes;
  for (const plane of planes) {
    view.setUint32(at, plane.length);
    bytes.set(plane, at + 4);
    at += 4 + plane.length;
  }
  view.setUint32(at, crc32(bytes.subarray(0, at)));
  return bytes;
};

const magic = 0x4d50;
const version = 1;
const codingRaw = 0;
const codingPackBits = 1;
const headerBytes = 14;
const crcBytes = 4;

const sizeOf = (planes: readonly Uint8Array[]): number => planes.reduce((sum, plane) => sum + plane.length, 0);

const checkPicture = ({ id, widthPx, heightPx, planes }: LabelPicture): void => {
  const planeBytes = Math.ceil(widthPx / 8) * heightPx;
  if (!Number.isInteger(id) || id < 1 || id > 0xffff_ffff) throw new Error(`A picture id is 1 to 4294967295, not ${id}`);
  if (widthPx < 1 || heightPx < 1 || widthPx > maxLabelSidePx || heightPx > maxLabelSidePx) throw new Error(`No label is ${widthPx} × ${heightPx} pixels`);
  if (planes.length < 1 || planes.length > 2 || planes.some(plane => plane.length !== planeBytes)) {
    throw new Error(`A picture of ${widthPx} × ${heightPx} has one or two planes of ${planeBytes} bytes, not ${planes.map(plane => plane.length).join(' and ')}`);
  }
};
