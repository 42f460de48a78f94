import { z } from 'zod';
import { cutLine, openFrameDecoder, printableAscii, type FrameDecoder } from 'hardware-drivers/frame-decoder.ts';
import { plainSerialSettings } from 'hardware-drivers/links/link-address.ts';
import { scalePacing, scaleRow, usualScalePacing } from 'hardware-drivers/scale/scale-rows.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol } from 'hardware-drivers/scale/weight-reading.ts';

/** Longer than any line of this scale: what is longer is garbage. */
const lineLimitBytes = 64;

/** `W,S,  0.735,kg`: state S stable, D moving, O over range; weight; unit. Cite here the manual that says so. */
const pattern = /^W,([SDO]),\s*(-?\d+(?:\.\d+)?),(kg|g|lb|oz)$/;

/** Anything but a weight is null: it is counted and thrown away. Never guess a weight. */
const readLine = (line: Uint8Array): ScaleFrame | null => {
  const match = pattern.exec(printableAscii(line) ?? '');
  if (match === null) return null;
  const [, state, decimal, unit] = match;
  const reading = state === 'O' ? noWeight('over-range') : readingOf(decimal!, unit!, state === 'S', false);
  return { kind: 'weight', reading, trouble: null };
};

const openDecoder = (): FrameDecoder<ScaleFrame> => openFrameDecoder(lineLimitBytes, cutLine(readLine));

export const exampleScaleProtocol: ScaleProtocol = {
  openDecoder,
  /** What the scale is asked; empty for one that sends by itself. */
  askWeight: [Buffer.from('W?\r\n')],
  zero: Buffer.from('Z\r\n'),
  tare: null,
  verbAnswer: 'none',
  /** Without a checksum a weight counts as stable when it was said twice. */
  checksummed: false,
};

const schema = z.strictObject(scalePacing);

/** What the configuration names: `"protocol": "scale-example"`. */
export const driver = {
  protocol: 'scale-example',
  row: scaleRow<z.infer<typeof schema>>('scale-example', {
    names: { 'zh-CN': '示例电子秤', en: 'Example scale' }, links: ['serial', 'tcp'], serialDefaults: plainSerialSettings, defaults: usualScalePacing, schema, speak: () => exampleScaleProtocol,
  }),
};
