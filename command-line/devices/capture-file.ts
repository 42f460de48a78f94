import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CapturedBytes } from 'hardware-drivers/links/replayed-link.ts';
import { WrongChoice } from '../store/store-choice.ts';

/** The first line of a capture says what it is of; each further line is one piece as the wire delivered it. */
const headSchema = z.object({ capture: z.literal(1), protocol: z.string(), address: z.string() });
const pieceSchema = z.object({ atMs: z.number(), direction: z.enum(['in', 'out']), hex: z.string().regex(/^([0-9a-f]{2})*$/) });

export interface Capture {
  readonly protocol: string;
  readonly pieces: readonly CapturedBytes[];
}

export const captureHead = (protocol: string, address: string): string => JSON.stringify({ capture: 1, protocol, address });
export const captureLine = (atMs: number, direction: 'in' | 'out', bytes: Uint8Array): string => JSON.stringify({ atMs, direction, hex: Buffer.from(bytes).toString('hex') });

/** Throws `WrongChoice` with the line that is wrong. */
export function readCapture(file: string): Capture {
  let lines: readonly string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
  } catch (error) {
    throw new WrongChoice(`${file} cannot be read: ${(error as Error).message}`);
  }
  const parse = <T>(schema: z.ZodType<T>, line: string | undefined, number: number): T => {
    try {
      return schema.parse(JSON.parse(line ?? ''));
    } catch {
      throw new WrongChoice(`${file}, line ${number} is no line of a capture.`);
    }
  };
  const { protocol } = parse(headSchema, lines[0], 1);
  return { protocol, pieces: lines.slice(1).map((line, index) => {
    const { direction, hex } = parse(pieceSchema, line, index + 2);
    return { direction, bytes: Buffer.from(hex, 'hex') };
  }) };
}
