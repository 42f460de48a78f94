/** PackBits (TIFF 6.0, section 9): runs of equal bytes become two bytes. Never longer than the input by more than one byte in 128. */
export const packBits = (bytes: Uint8Array): Uint8Array => {
  const out: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const run = runLengthAt(bytes, at);
    if (run >= 2) {
      out.push(257 - run, bytes[at]!);
      at += run;
      continue;
    }
    const start = at;
    while (at < bytes.length && at - start < maxRun && runLengthAt(bytes, at) < 3) at++;
    out.push(at - start - 1, ...bytes.subarray(start, at));
  }
  return Uint8Array.from(out);
};

const maxRun = 128;

const runLengthAt = (bytes: Uint8Array, at: number): number => {
  let length = 1;
  while (length < maxRun && at + length < bytes.length && bytes[at + length] === bytes[at]) length++;
  return length;
};
