/** A routine that asks for bytes one at a time, wherever the chunks on the wire end. */
export type ByteReader<T> = Generator<void, T, number>;

/** `count` bytes; counts come from two-byte length fields, so one command bounds the memory. */
export function* take(count: number): ByteReader<Buffer> {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at < count; at += 1) bytes[at] = yield;
  return bytes;
}

/** Low byte first, as every ESC/POS length is. */
export function* takeU16(): ByteReader<number> {
  const low = yield;
  const high = yield;
  return low | (high << 8);
}
