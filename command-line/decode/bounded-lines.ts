/** A line of the input, or the word that it was one of more than `limitBytes` bytes, whose content is gone. */
export type BoundedLine = { readonly kind: 'line'; readonly bytes: Uint8Array } | { readonly kind: 'too-long' };

const newline = 0x0a;

/** The lines of a stream, without their ends (LF or CR LF). Never holds more than `limitBytes` and one chunk. The last line need not end. */
export async function* boundedLines(chunks: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<BoundedLine> {
  let parts: Uint8Array[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  const hold = (part: Uint8Array): void => {
    heldBytes += part.length;
    isTooLong ||= heldBytes > limitBytes;
    if (isTooLong) parts = [];
    else parts.push(part);
  };
  const take = (): BoundedLine => {
    const bytes = Buffer.concat(parts);
    const line: BoundedLine = isTooLong ? { kind: 'too-long' } : { kind: 'line', bytes: bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes };
    parts = [];
    heldBytes = 0;
    isTooLong = false;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; start = end + 1, end = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, end));
      yield take();
    }
    hold(chunk.subarray(start));
  }
  if (heldBytes > 0) yield take();
}
