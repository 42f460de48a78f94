import { fail, ok } from 'retail-model/result.ts';
import { decodeLlrpMessage, llrpChild, type LlrpMessage, type LlrpParameter } from './llrp-codec.ts';
import type { LlrpFields } from './llrp-fields.ts';
import { parseLlrpFrame, type LlrpFrame } from './llrp-framing.ts';
import { llrpMessageByName, llrpMessageByType } from './llrp-schema.ts';
import { bytesOfHex, type DecodeInput, type DecodeResult } from '../../decode-input.ts';

/** One LLRP message, header and all: what `mendian decode --protocol llrp` prints. */
export const decodeLlrp = (input: DecodeInput): DecodeResult => {
  const bytes = bytesOfHex(input);
  if (!bytes.ok) return bytes;
  const frame = parseLlrpFrame(bytes.value);
  if (!frame.ok) return frame;
  const message = decodeLlrpMessage(frame.value);
  if (!message.ok) return message;
  return ok({ version: frame.value.version, length: bytes.value.length, messageID: frame.value.messageId, ...llrpValue(message.value) });
};

/**
 * The body of an LLRP message without its header. Its type is `options.type` or `options.name`; without them it follows from the first
 * parameters. Several responses hold nothing but a status; those count as the end of a session and `alsoPossible` names the others.
 */
export const decodeLlrpPayload = (input: DecodeInput): DecodeResult => {
  const bytes = bytesOfHex(input);
  if (!bytes.ok) return bytes;
  const candidates = payloadTypes(bytes.value, input.options ?? {});
  if (candidates.length === 0) return fail({ kind: 'llrp-unknown-payload', message: 'The message type cannot be told from this body; give options.type' });
  const frame: LlrpFrame = { version: 1, type: candidates[0]!, messageId: 0, body: bytes.value };
  const message = decodeLlrpMessage(frame);
  if (!message.ok) return message;
  const others = candidates.slice(1).map(type => llrpMessageByType.get(type)!.name);
  return ok({ ...llrpValue(message.value), ...(others.length > 0 ? { alsoPossible: others } : {}) });
};

const payloadTypes = (body: Uint8Array, options: Readonly<Record<string, unknown>>): readonly number[] => {
  if (typeof options['type'] === 'number') return [options['type']];
  if (typeof options['name'] === 'string') return [llrpMessageByName.get(options['name'])?.type ?? -1];
  if (body.length < 4) return [];
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const first = view.getUint16(0);
  if (first === 240 || first === 242) return [61];
  if (first === 246) return [63];
  if (first === 177) return [20];
  if (first === 207) return [40];
  if (first !== 287) return [];
  const statusEnd = view.getUint16(2);
  const second = statusEnd + 2 <= body.length ? view.getUint16(statusEnd) : null;
  if (second === null) return [4, 13, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 100];
  if (second === 177) return [36];
  if (second === 207) return [54];
  return second >= 137 && second <= 149 || second === 327 ? [11] : [12];
};

/** The message as JSON: the tags and the clock where the vectors look for them, and the whole tree under `parameters`. */
const llrpValue = (message: LlrpMessage): Record<string, unknown> => {
  const status = llrpChild(message, 'LLRPStatus');
  const data = llrpChild(message, 'ReaderEventNotificationData');
  const clock = data ? llrpChild(data, 'UTCTimestamp') : undefined;
  const tags = message.parameters.filter(parameter => parameter.name === 'TagReportData').map(tagValue);
  return {
    type: message.type,
    name: message.name,
    ...jsonFields(message.fields),
    ...(status ? { LLRPStatus: { code: status.fields['StatusCode'], errorDescription: status.fields['ErrorDescription'] } } : {}),
    ...(clock ? { UTCTimestampMicroseconds: jsonOf(clock.fields['Microseconds']) } : {}),
    ...(message.type === 61 ? { tags } : {}),
    parameters: message.parameters.map(treeOf),
  };
};

const tagValue = (tag: LlrpParameter): Record<string, unknown> =>
  Object.fromEntries(tag.parameters.map(parameter => [parameter.name, tagFieldValue(parameter)]));

const tagFieldValue = (parameter: LlrpParameter): unknown => {
  const { fields } = parameter;
  const result = { result: fields['Result'], opSpecID: fields['OpSpecID'] };
  switch (parameter.name) {
    case 'EPCData': return (fields['EPC'] as { readonly hex: string }).hex;
    case 'C1G2ReadOpSpecResult': {
      const data = String(fields['ReadData']);
      return { ...result, wordCount: data.length / 4, data };
    }
    case 'C1G2WriteOpSpecResult': case 'C1G2BlockWriteOpSpecResult': return { ...result, wordsWritten: fields['NumWordsWritten'] };
    case 'C1G2KillOpSpecResult': case 'C1G2LockOpSpecResult': case 'C1G2BlockEraseOpSpecResult': return result;
    case 'Custom': return jsonFields(fields);
    default: {
      const values = Object.values(fields);
      return values.length === 1 ? jsonOf(values[0]) : jsonFields(fields);
    }
  }
};

const treeOf = (parameter: LlrpParameter): Record<string, unknown> => ({
  name: parameter.name,
  ...jsonFields(parameter.fields),
  ...(parameter.parameters.length > 0 ? { parameters: parameter.parameters.map(treeOf) } : {}),
});

const jsonFields = (fields: LlrpFields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, jsonOf(value)]));

/** A u64 is a JSON number while it is exact, else its decimal digits. */
const jsonOf = (value: unknown): unknown =>
  typeof value === 'bigint' ? (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString()) : value;
