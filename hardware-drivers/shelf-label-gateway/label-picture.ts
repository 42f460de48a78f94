/** A drawn picture, ready for a label of exactly this size. */
export interface LabelPicture {
  /** What the label will report once it shows the picture: 1 to 4294967295. */
  readonly id: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** One (black) or two (black, accent) planes of `ceil(widthPx / 8) * heightPx` bytes, most significant bit leftmost. */
  readonly planes: readonly Uint8Array[];
  /** Hex of the SHA-256 over size and planes: equal hash, equal picture. */
  readonly hash: string;
}

/** The id that belongs to a hash: its first four bytes, and 1 where those are 0, because id 0 means "no picture". */
export const labelPictureId = (hashHex: string): number => {
  if (!/^[0-9a-fA-F]{8}/.test(hashHex)) throw new Error(`Not a hash in hex: ${hashHex.slice(0, 16)}`);
  return Number.parseInt(hashHex.slice(0, 8), 16) || 1;
};

/** What to hash: width and height as u16, the number of planes, then the planes (docs/shelf-label-pictures.md). */
export const labelPictureHashInput = (picture: Pick<LabelPicture, 'widthPx' | 'heightPx' | 'planes'>): Uint8Array => {
  const bytes = new Uint8Array(5 + picture.planes.reduce((sum, plane) => sum + plane.length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, picture.widthPx);
  view.setUint16(2, picture.heightPx);
  view.setUint8(4, picture.planes.length);
  let at = 5;
  for (const plane of picture.planes) {
    bytes.set(plane, at);
    at += plane.length;
  }
  return bytes;
};
