import { fail, ok, type Result } from 'retail-model/result.ts';
import { llrpHeaderBytes, type LlrpFrame } from './llrp-framing.ts';
import { firstTlvType, llrpMessageByName, llrpMessageByType, llrpParameterByName, llrpParameterByType, type LlrpLayout } from './llrp-schema.ts';
import { readLlrpFields, writeLlrpFields, type LlrpError, type LlrpFields } from './llrp-fields.ts';

/** A parameter with its fixed fields and the parameters inside it. One of an unknown type keeps its bytes in `fields.Data`. */
export interface LlrpParameter {
  readonly type: number;
  readonly name: string;
  readonly fields: LlrpFields;
  readonly parameters: readonly LlrpParameter[];
}

export interface LlrpMessage {
  readonly type: number;
  readonly name: string;
  readonly messageId: number;
  readonly fields: LlrpFields;
  readonly parameters: readonly LlrpParameter[];
}

/** Deeper nesting than any 1.0.1 message has; ParameterError may hold itself, so a limit is needed. */
const maxDepth = 12;

/** Reads a whole message by the layouts of LLRP 1.0.1 §16. A Custom parameter stays bytes. */
export const decodeLlrpMessage = (frame: LlrpFrame): Result<LlrpMessage, LlrpError> => {
  const layout = llrpMessageByType.get(frame.type);
  if (!layout) return fail({ kind: 'llrp-unknown-message', message: `LLRP 1.0.1 has no message type ${frame.type}` });
  const fields = readLlrpFields(layout, frame.body, 0, frame.body.length);
  if (!fields.ok) return fields;
  const parameters = decodeLlrpParameters(frame.body, fields.value.end, frame.body.length);
  if (!parameters.ok) return parameters;
  return ok({ type: layout.type, name: layout.name, messageId: frame.messageId, fields: fields.value.fields, parameters: parameters.value });
};

/** The parameters that fill `bytes` from `start` to `end`. */
const decodeLlrpParameters = (
  bytes: Uint8Array, start: number, end: number, depth = 0,
): Result<readonly LlrpParameter[], LlrpError> => {
  if (depth > maxDepth) return fail({ kind: 'llrp-too-deep', message: `Parameters are nested deeper than ${maxDepth}` });
  const parameters: LlrpParameter[] = [];
  let at = start;
  while (at < end) {
    const one = decodeOne(bytes, at, end, depth);
    if (!one.ok) return one;
    parameters.push(one.value.parameter);
    at = one.value.end;
  }
  return ok(parameters);
};

const decodeOne = (
  bytes: Uint8Array, at: number, end: number, depth: number,
): Result<{ readonly parameter: LlrpParameter; readonly end: number }, LlrpError> => {
  const first = bytes[at]!;
  if (first & 0x80) {
    const layout = llrpParameterByType.get(first & 0x7f);
    if (!layout) return fail({ kind: 'llrp-unknown-parameter', message: `TV parameter ${first & 0x7f} at byte ${at} has no known length` });
    const fields = readLlrpFields(layout, bytes, at + 1, end);
    if (!fields.ok) return fields;
    return ok({ parameter: { type: layout.type, name: layout.name, fields: fields.value.fields, parameters: [] }, end: fields.value.end });
  }
  if (end - at < 4) return fail({ kind: 'llrp-truncated', message: `${end - at} bytes at ${at} are too few for a parameter` });
  const type = ((first & 0x03) << 8) | bytes[at + 1]!;
  const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
  if (first & 0xfc || type < firstTlvType || length < 4 || at + length > end) {
    return fail({ kind: 'llrp-parameter-length', message: `Parameter ${type} at byte ${at} says ${length} bytes, ${end - at} are left` });
  }
  const layout = llrpParameterByType.get(type);
  if (!layout) return ok({ parameter: unknownParameter(type, bytes.subarray(at + 4, at + length)), end: at + length });
  const fields = readLlrpFields(layout, bytes, at + 4, at + length);
  if (!fields.ok) return fields;
  const parameters = decodeLlrpParameters(bytes, fields.value.end, at + length, depth + 1);
  if (!parameters.ok) return parameters;
  return ok({ parameter: { type, name: layout.name, fields: fields.value.fields, parameters: parameters.value }, end: at + length });
};

const unknownParameter = (type: number, data: Uint8Array): LlrpParameter =>
  ({ type, name: `Parameter${type}`, fields: { Data: hexOf(data) }, parameters: [] });

/** What a client writes: names of the standard, fields left out are zero. */
export interface LlrpParameterDraft {
  readonly name: string;
  readonly fields?: LlrpFields;
  readonly parameters?: readonly LlrpParameterDraft[];
}

/** A whole message, header included. Throws for a name that the schema does not have: that is a bug of the caller. */
export const encodeLlrpMessage = (
  name: string, messageId: number, fields: LlrpFields = {}, parameters: readonly LlrpParameterDraft[] = [],
): Uint8Array => {
  const layout = layoutNamed(llrpMessageByName, name);
  const body: number[] = [];
  writeLlrpFields(layout, fields, body);
  for (const parameter of parameters) writeParameter(parameter, body);
  const bytes = new Uint8Array(llrpHeaderBytes + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, (1 << 10) | layout.type);
  view.setUint32(2, bytes.length);
  view.setUint32(6, messageId);
  bytes.set(body, llrpHeaderBytes);
  return bytes;
};

const writeParameter = (draft: LlrpParameterDraft, out: number[]): void => {
  const layout = layoutNamed(llrpParameterByName, draft.name);
  if (layout.type < firstTlvType) {
    out.push(0x80 | layout.type);
    writeLlrpFields(layout, draft.fields ?? {}, out);
    return;
  }
  const start = out.length;
  out.push(layout.type >> 8, layout.type & 0xff, 0, 0);
  writeLlrpFields(layout, draft.fields ?? {}, out);
  for (const parameter of draft.parameters ?? []) writeParameter(parameter, out);
  const length = out.length - start;
  out[start + 2] = length >> 8;
  out[start + 3] = length & 0xff;
};

const layoutNamed = (layouts: ReadonlyMap<string, LlrpLayout>, name: string): LlrpLayout => {
  const layout = layouts.get(name);
  if (!layout) throw new Error(`LLRP 1.0.1 has nothing named ${name}`);
  return layout;
};

/** The first parameter of that name, directly inside. */
export const llrpChild = (parent: { readonly parameters: readonly LlrpParameter[] }, name: string): LlrpParameter | undefined =>
  parent.parameters.find(parameter => parameter.name === name);

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase();
