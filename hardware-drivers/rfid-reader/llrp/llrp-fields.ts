import { fail, ok, type Result } from 'retail-model/result.ts';
import type { LlrpField, LlrpLayout } from './llrp-schema.ts';

export interface LlrpError {
  readonly kind: 'llrp-unknown-message' | 'llrp-unknown-parameter' | 'llrp-truncated' | 'llrp-parameter-length' | 'llrp-too-deep';
  readonly message: string;
}

/** A bit string: upper-case hex of whole bytes, the last one padded with zero bits. */
export interface LlrpBits {
  readonly bitCount: number;
  readonly hex: string;
}
/** Integers are numbers; u64 is a bigint; `epc96`, `bytes`, `words` and `rest` are upper-case hex. */
export type LlrpValue = number | bigint | string | LlrpBits | readonly number[];
export type LlrpFields = Readonly<Record<string, LlrpValue>>;

/** Reads the fixed fields from `start`; `end` in the answer is where the parameters begin. */
export const readLlrpFields = (
  layout: LlrpLayout, bytes: Uint8Array, start: number, end: number,
): Result<{ readonly fields: LlrpFields; readonly end: number }, LlrpError> => {
  const fields: Record<string, LlrpValue> = {};
  const reader = openFieldReader(bytes, start, end);
  for (const field of layout.fields) {
    const value = reader.read(field);
    if (value === null) return fail({ kind: 'llrp-truncated', message: `${layout.name} ends inside ${field.name || 'reserved bits'}` });
    if (field.name !== '') fields[field.name] = value;
  }
  return ok({ fields, end: reader.position() });
};

interface FieldReader {
  /** Null when the bytes end first. */
  read(field: LlrpField): LlrpValue | null;
  position(): number;
}

const openFieldReader = (bytes: Uint8Array, start: number, end: number): FieldReader => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = start;
  let bitAt = 0;

  const hex = (count: number): string | null => {
    if (at + count > end) return null;
    at += count;
    return buffer.toString('hex', at - count, at).toUpperCase();
  };
  const integer = (count: 1 | 2 | 4, signed: boolean): number | null => {
    if (at + count > end) return null;
    at += count;
    return signed ? buffer.readIntBE(at - count, count) : buffer.readUIntBE(at - count, count);
  };
  const bitField = (width: number): number | null => {
    let value = 0;
    for (let index = 0; index < width; index++) {
      if (at >= end) return null;
      value = (value << 1) | ((buffer[at]! >> (7 - bitAt)) & 1);
      bitAt = (bitAt + 1) % 8;
      if (bitAt === 0) at++;
    }
    return value;
  };
  const counted = <Value extends LlrpValue>(read: (count: number) => Value | null): Value | null => {
    const count = integer(2, false);
    return count === null ? null : read(count);
  };
  const list = (width: 2 | 4) => (count: number): number[] | null => {
    if (at + count * width > end) return null;
    return Array.from({ length: count }, () => integer(width, false)!);
  };

  return {
    position: () => at,
    read: field => {
      switch (field.type) {
        case 'bit-field': return bitField(field.bitWidth);
        case 'u8': return integer(1, false);
        case 's8': return integer(1, true);
        case 'u16': return integer(2, false);
        case 's16': return integer(2, true);
        case 'u32': return integer(4, false);
        case 'u64': {
          if (at + 8 > end) return null;
          at += 8;
          return buffer.readBigUInt64BE(at - 8);
        }
        case 'epc96': return hex(12);
        case 'bytes': return counted(hex);
        case 'words': return counted(count => hex(count * 2));
        case 'u16s': return counted(list(2));
        case 'u32s': return counted(list(4));
        case 'text': return counted(count => {
          if (at + count > end) return null;
          at += count;
          return buffer.toString('utf8', at - count, at);
        });
        case 'bits': return counted(bitCount => {
          const digits = hex(Math.ceil(bitCount / 8));
          return digits === null ? null : { bitCount, hex: digits };
        });
        case 'rest': return hex(end - at);
      }
    },
  };
};

/** Writes the fixed fields in order; a field without a value is zero or empty. */
export const writeLlrpFields = (layout: LlrpLayout, fields: LlrpFields, out: number[]): void => {
  let partial = 0;
  let partialBits = 0;
  for (const field of layout.fields) {
    const value = fields[field.name];
    if (field.type === 'bit-field') {
      for (let bit = field.bitWidth - 1; bit >= 0; bit--) {
        partial = (partial << 1) | ((Number(value ?? 0) >> bit) & 1);
        partialBits++;
        if (partialBits === 8) {
          out.push(partial);
          partial = 0;
          partialBits = 0;
        }
      }
    } else {
      writeField(field, value, out);
    }
  }
};

const writeField = (field: LlrpField, value: LlrpValue | undefined, out: number[]): void => {
  switch (field.type) {
    case 'u8': case 's8': pushInteger(out, BigInt(Number(value ?? 0)), 1); return;
    case 'u16': case 's16': pushInteger(out, BigInt(Number(value ?? 0)), 2); return;
    case 'u32': pushInteger(out, BigInt(Number(value ?? 0)), 4); return;
    case 'u64': pushInteger(out, BigInt(value as number | bigint ?? 0), 8); return;
    case 'epc96': case 'rest': out.push(...Buffer.from(String(value ?? ''), 'hex')); return;
    case 'bytes': pushCounted(out, Buffer.from(String(value ?? ''), 'hex'), 1); return;
    case 'words': pushCounted(out, Buffer.from(String(value ?? ''), 'hex'), 2); return;
    case 'text': pushCounted(out, Buffer.from(String(value ?? ''), 'utf8'), 1); return;
    case 'bits': {
      const bits = (value ?? { bitCount: 0, hex: '' }) as LlrpBits;
      pushInteger(out, BigInt(bits.bitCount), 2);
      out.push(...Buffer.from(bits.hex, 'hex'));
      return;
    }
    case 'u16s': case 'u32s': {
      const list = (value ?? []) as readonly number[];
      pushInteger(out, BigInt(list.length), 2);
      for (const one of list) pushInteger(out, BigInt(one), field.type === 'u16s' ? 2 : 4);
      return;
    }
    case 'bit-field': throw new Error('Bit fields are written by their caller');
  }
};

const pushInteger = (out: number[], value: bigint, width: number): void => {
  for (let index = width - 1; index >= 0; index--) out.push(Number((value >> BigInt(8 * index)) & 0xffn));
};

const pushCounted = (out: number[], bytes: Uint8Array, elementBytes: number): void => {
  pushInteger(out, BigInt(bytes.length / elementBytes), 2);
  out.push(...bytes);
};
