import { fail, ok, type Result } from 'retail-model/result.ts';

/** One line of `mendian decode`: bytes as hex, or text, or JSON, with the options of its protocol. */
export interface DecodeInput {
  readonly hex?: string;
  readonly text?: string;
  readonly json?: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
}
export interface DecodeError {
  readonly kind: string;
  readonly message: string;
}
export type DecodeResult = Result<Record<string, unknown>, DecodeError>;
export type Decode = (input: DecodeInput) => DecodeResult;

/** Larger than any frame of any protocol here. */
const maxInputCharacters = 4_194_304;

/** The bytes of `hex`: upper or lower case, blanks allowed between bytes. */
export const bytesOfHex = (input: DecodeInput): Result<Uint8Array, DecodeError> => {
  if (typeof input.hex !== 'string') return fail({ kind: 'no-hex', message: 'This protocol is bytes: give {"hex": …}' });
  if (input.hex.length > maxInputCharacters) return fail({ kind: 'too-long', message: `More than ${maxInputCharacters} characters` });
  const digits = input.hex.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return fail({ kind: 'not-hex', message: 'Not pairs of hexadecimal digits' });
  return ok(new Uint8Array(Buffer.from(digits, 'hex')));
};

/** The JSON of the line, or the JSON that its text is. */
export const jsonOfInput = (input: DecodeInput): Result<unknown, DecodeError> => {
  if (input.json !== undefined) return ok(input.json);
  if (typeof input.text !== 'string') return fail({ kind: 'no-json', message: 'This protocol is JSON: give {"json": …}' });
  if (input.text.length > maxInputCharacters) return fail({ kind: 'too-long', message: `More than ${maxInputCharacters} characters` });
  try {
    return ok(JSON.parse(input.text) as unknown);
  } catch {
    return fail({ kind: 'not-json', message: 'The text is not JSON' });
  }
};

export const textOfInput = (input: DecodeInput): Result<string, DecodeError> => {
  if (typeof input.text !== 'string') return fail({ kind: 'no-text', message: 'This protocol is text: give {"text": …}' });
  if (input.text.length > maxInputCharacters) return fail({ kind: 'too-long', message: `More than ${maxInputCharacters} characters` });
  return ok(input.text);
};
