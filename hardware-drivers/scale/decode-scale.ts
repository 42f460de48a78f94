import { fail, ok } from 'retail-model/result.ts';
import { bytesOfHex, textOfInput, type Decode, type DecodeInput, type DecodeResult } from '../decode-input.ts';
import type { FrameDecoder } from '../frame-decoder.ts';
import { openCasDecoder } from './cas-frame-codec.ts';
import { readHidScaleReport } from './hid-scale-codec.ts';
import { openSicsDecoder, type SicsAnswer } from './mt-sics-codec.ts';
import { openNciDecoder } from './nci-codec.ts';
import { decimalOfStGs, openStGsDecoder } from './st-gs-text-codec.ts';
import { openToledoDecoder, toledoStatus, withoutParity } from './toledo-8217-codec.ts';

type ScaleProtocolName = 'scale-mt-sics' | 'scale-8217' | 'scale-cas' | 'scale-ad-cas-text' | 'scale-nci' | 'scale-hid';

/** The scale protocols of `mendian decode`: one message each, the host's commands where the protocol has them. */
export const scaleDecoders: { readonly [protocol in ScaleProtocolName]: Decode } = {
  'scale-mt-sics': (input) => decodeWhole(input, endingLine(openSicsDecoder()), (answers) => valueOfSics(answers, input)),
  'scale-8217': (input) => {
    const command = commandOf(input, /^(?:[WZTCF]|E[\x20-\x7e]{5})$/, toledoCommands);
    return command ?? decodeWhole(input, openToledoDecoder(null), ([answer]) => {
      switch (answer!.kind) {
        case 'weight': return { direction: 'rx', weight: answer!.weight, value: Number(answer!.weight), net: answer!.net };
        case 'status': return { direction: 'rx', statusByte: answer!.statusByte, ...toledoStatus(answer!.statusByte) };
        case 'echo': return { direction: 'rx', echo: answer!.text };
      }
    });
  },
  'scale-cas': (input) => {
    const handshake = casHandshake(input);
    return handshake ?? decodeWhole(input, openCasDecoder(), (answers) => {
      const weight = answers.find((answer) => typeof answer !== 'string');
      return weight === undefined || answers.length > 2 ? null : { ...weight };
    });
  },
  'scale-ad-cas-text': (input) => decodeWhole(input, endingLine(openStGsDecoder()), ([line]) => {
    const decimal = decimalOfStGs(line!, null);
    const value = decimal === null || line!.state === 'overload' ? null : Number(decimal);
    const unit = { stable: line!.state === 'stable', unit: line!.unit, rawDigits: line!.digits, overload: line!.state === 'overload' };
    if (line!.content === 'tare') return { ...unit, tare: value };
    return { ...unit, value, net: line!.content === 'net', gross: line!.content === 'gross' };
  }),
  'scale-nci': (input) => {
    const command = commandOf(input, /^[WSZU]\r$/, { W: 'request weight', S: 'request status', Z: 'zero', U: 'change units' });
    return command ?? decodeWhole(input, openNciDecoder(), ([answer]) => {
      if (answer!.kind === 'unrecognised') return { direction: 'rx', error: 'unrecognized command' };
      const { bytes, ...status } = answer!.status;
      const weight = answer!.kind === 'display' ? { display: answer!.display, weight: answer!.weight, unit: answer!.unit } : {};
      return { direction: 'rx', ...weight, status: bytes, ...status };
    });
  },
  'scale-hid': (input) => {
    const bytes = bytesOfHex(input);
    if (!bytes.ok) return bytes;
    const report = readHidScaleReport(bytes.value);
    return report.ok ? ok({ ...report.value, value: Number(report.value.decimal) }) : report;
  },
};

const toledoCommands = { W: 'request weight', Z: 'zero', T: 'tare', C: 'clear', F: 'leave echo mode', E: 'enter echo mode' };

/** Feeds the whole input; anything refused, left over or without a meaning is an error. */
const decodeWhole = <Frame>(input: DecodeInput, decoder: FrameDecoder<Frame>, valueOf: (frames: readonly Frame[]) => Record<string, unknown> | null): DecodeResult => {
  const bytes = input.hex === undefined ? latin1Of(input) : bytesOfHex(input);
  if (!bytes.ok) return bytes;
  const { frames, refused, waitingBytes } = decoder.feed(bytes.value);
  const value = frames.length === 0 || refused > 0 || waitingBytes > 0 ? null : valueOf(frames);
  return value === null ? fail({ kind: 'bad-frame', message: 'These bytes are no whole message of this protocol.' }) : ok(value);
};

/** A line that was published without its end is ended here. */
const endingLine = <Frame>(decoder: FrameDecoder<Frame>): FrameDecoder<Frame> => ({
  feed: (bytes) => decoder.feed(Buffer.concat([bytes, Uint8Array.of(0x0d)])),
});

const latin1Of = (input: DecodeInput) => {
  const text = textOfInput(input);
  return text.ok ? ok(new Uint8Array(Buffer.from(text.value, 'latin1'))) : text;
};

const commandOf = (input: DecodeInput, pattern: RegExp, names: Readonly<Record<string, string>>): DecodeResult | null => {
  const bytes = input.hex === undefined ? latin1Of(input) : bytesOfHex(input);
  const text = bytes.ok ? Buffer.from(withoutParity(bytes.value)).toString('latin1') : '';
  return pattern.test(text) ? ok({ direction: 'tx', what: names[text[0]!] }) : null;
};

const casHandshake = (input: DecodeInput): DecodeResult | null => {
  const names: Readonly<Record<string, string>> = { '05': 'ENQ', '06': 'ACK', '11': 'DC1', '15': 'NAK' };
  const name = names[input.hex?.trim() ?? ''];
  return name === undefined ? null : ok({ what: name });
};

const sicsErrors = {
  S: { 'not-executable': 'not executable / busy or no stability before timeout', 'too-high': 'overload', 'too-low': 'underload', 'wrong-parameter': 'wrong parameter' },
  Z: { 'not-executable': 'not executable', 'too-high': 'upper limit of zero range exceeded', 'too-low': 'lower limit of zero range exceeded', 'wrong-parameter': 'wrong parameter' },
  T: { 'not-executable': 'not executable', 'too-high': 'upper limit of tare range exceeded', 'too-low': 'lower limit of tare range exceeded', 'wrong-parameter': 'wrong parameter' },
} as const;
const sicsFaults = { syntax: 'syntax error / command not recognised', transmission: 'transmission error', logic: 'logical error' } as const;

/** The first line gives the meaning; further lines of a list must belong to it. */
const valueOfSics = (answers: readonly SicsAnswer[], input: DecodeInput): Record<string, unknown> | null => {
  const first = answers[0]!;
  switch (first.kind) {
    case 'fault': return { error: sicsFaults[first.reason] };
    case 'refusal': {
      const family = first.command.startsWith('Z') ? sicsErrors.Z : first.command.startsWith('T') ? sicsErrors.T : first.command === 'S' ? sicsErrors.S : sicsErrors.Z;
      return { cmd: first.command, error: family[first.reason] };
    }
    // The answer to S, SI and SIR begins alike; a weight is taken as the answer to SI unless the option says otherwise.
    case 'weight': return { cmd: typeof input.options?.['cmd'] === 'string' ? input.options['cmd'] : 'SI', stable: first.stable, weight: first.weight, unit: first.unit };
    case 'information': return valueOfSicsInformation(first, answers);
  }
};

const valueOfSicsInformation = (first: Extract<SicsAnswer, { kind: 'information' }>, answers: readonly SicsAnswer[]): Record<string, unknown> | null => {
  const sameList = answers.every((answer, index) => answer.kind === 'information' && answer.command === first.command && answer.last === (index === answers.length - 1));
  if (!sameList) return null;
  const { command: cmd, parameters } = first;
  switch (cmd) {
    case 'I0': {
      const lines = answers.flatMap((answer) => (answer.kind === 'information' && answer.parameters.length === 2 ? [[Number(answer.parameters[0]), answer.parameters[1]]] : []));
      return { cmd, commands: lines };
    }
    case 'I1': return { cmd, levels: parameters };
    case 'I2': return { cmd, balance: parameters.join(' ') };
    case 'I3': return { cmd, software: parameters.join(' ') };
    case 'I4':
    case '@': return { cmd, serialNumber: parameters.join(' ') };
    case 'T':
    case 'TI':
    case 'TA': return parameters.length === 2 ? { cmd, ok: true, weight: parameters[0], unit: parameters[1] } : { cmd, ok: true };
    default: return { cmd, ok: true, parameters };
  }
};
