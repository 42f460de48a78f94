import { createHash } from 'node:crypto';
import { ok } from 'retail-model/result.ts';
import { jsonOfInput, type DecodeInput, type DecodeResult } from '../decode-input.ts';
import { parseKkmMessage } from './kkm-messages.ts';

/** One KKM gateway payload. A picture's data is told by its length in characters and its SHA-256. */
export const decodeKkm = (input: DecodeInput): DecodeResult => {
  const json = jsonOfInput(input);
  if (!json.ok) return json;
  const parsed = parseKkmMessage(json.value);
  if (!parsed.ok) return parsed;
  const message = parsed.value;
  if (message.msg !== 'dData') return ok({ ...message });
  const { msg, mac, seq, dataType, data } = message;
  return ok({ msg, mac, seq, dType: dataType, dataLength: data.length, dataSha256: createHash('sha256').update(data, 'utf8').digest('hex') });
};
