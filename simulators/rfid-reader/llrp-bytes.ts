/** Big-endian building blocks of LLRP 1.0.1 (§16: binary encoding), as a reader writes and reads them. */
export const u8 = (value: number): Buffer => Buffer.from([value & 0xff]);
export const u16 = (value: number): Buffer => Buffer.from([(value >>> 8) & 0xff, value & 0xff]);
export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
export const u64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
};
/** UTF-8 with a u16 byte count. */
export const utf8 = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([u16(bytes.length), bytes]);
};
/** A TLV parameter: six reserved bits, ten of type, a u16 length that counts the header. */
export const tlv = (type: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u16(type & 0x3ff), u16(body.length + 4), body]);
};
/** A TV parameter: top bit set, seven of type, no length. */
export const tv = (type: number, ...parts: Uint8Array[]): Buffer => Buffer.concat([u8(0x80 | type), ...parts]);
/** A message: version 1, type, length with header, message id. */
export const llrpMessage = (type: number, id: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u16(0x0400 | (type & 0x3ff)), u32(body.length + 10), u32(id), body]);
};

export interface LlrpRequest {
  readonly version: number;
  readonly type: number;
  readonly id: number;
  readonly body: Buffer;
}

/** Nothing a client sends to a reader comes near this. */
const longestRequestBytes = 1_048_576;

/** Whole requests at the front of what was received, and the rest. `isBroken` when a length cannot be true. */
export function splitRequests(received: Buffer): { requests: LlrpRequest[]; rest: Buffer; isBroken: boolean } {
  const requests: LlrpRequest[] = [];
  let at = 0;
  while (received.length - at >= 10) {
    const length = received.readUInt32BE(at + 2);
    if (length < 10 || length > longestRequestBytes) return { requests, rest: Buffer.alloc(0), isBroken: true };
    if (received.length - at < length) break;
    const head = received.readUInt16BE(at);
    requests.push({
      version: (head >>> 10) & 7,
      type: head & 0x3ff,
      id: received.readUInt32BE(at + 6),
      body: received.subarray(at + 10, at + length),
    });
    at += length;
  }
  return { requests, rest: received.subarray(at), isBroken: false };
}

export interface LlrpParameter {
  readonly type: number;
  readonly body: Buffer;
  /** With its header. */
  readonly whole: Buffer;
}

/** The TLV parameters in `bytes`, or null when their lengths do not add up. Requests carry no TV parameters. */
export function parametersIn(bytes: Buffer): LlrpParameter[] | null {
  const parameters: LlrpParameter[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < 4) return null;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 4 || at + length > bytes.length) return null;
    parameters.push({ type: bytes.readUInt16BE(at) & 0x3ff, body: bytes.subarray(at + 4, at + length), whole: bytes.subarray(at, at + length) });
    at += length;
  }
  return parameters;
}
