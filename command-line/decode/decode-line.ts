import { fail, ok, type Result } from 'retail-model/result.ts';
import { z } from 'zod';
import type { Decode, DecodeError, DecodeInput } from 'hardware-drivers/decode-input.ts';
import type { BoundedLine } from './bounded-lines.ts';

/** Bytes may be given with the text that they are; a decoder of bytes takes the bytes. */
const inputSchema = z.object({ hex: z.string().optional(), text: z.string().optional(), json: z.unknown().optional(), options: z.record(z.string(), z.unknown()).optional() })
  .refine(({ hex, text, json }) => [hex, text, json].some((given) => given !== undefined), 'give "hex", "text" or "json"');

/** One line of input to one line of answer: `{"ok":true,"value":{…}}` or `{"ok":false,"error":{kind,message}}`. Never throws, whatever the line holds. */
export const decodeLine = (decode: Decode, line: BoundedLine): string => {
  const input = readInput(line);
  if (!input.ok) return JSON.stringify(input);
  try {
    return JSON.stringify(decode(input.value));
  } catch (error) {
    // A codec that throws is a bug of ours; the lines after this one are none of its business.
    return JSON.stringify(refused('decoder-failed', error instanceof Error ? error.message : String(error)));
  }
};

const readInput = (line: BoundedLine): Result<DecodeInput, DecodeError> => {
  if (line.kind === 'too-long') return refused('too-long', 'The line is longer than any message of any protocol.');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line.bytes));
  } catch {
    return refused('not-json', 'The line is not JSON in UTF-8.');
  }
  const parsed = inputSchema.safeParse(value);
  return parsed.success ? ok(parsed.data as DecodeInput) : refused('bad-line', parsed.error.issues.map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`).join('; '));
};

const refused = (kind: string, message: string): Result<never, DecodeError> => fail({ kind, message });
