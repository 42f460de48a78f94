import { cutLine, mapFrames, openFrameDecoder, printableAscii } from '../frame-decoder.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol } from './weight-reading.ts';

/** One answer line of Mettler-Toledo's standard interface command set (MT-SICS reference manual 11781363, chapter 2). */
export type SicsAnswer =
  | { readonly kind: 'weight'; readonly stable: boolean; readonly weight: string; readonly unit: string }
  | { readonly kind: 'refusal'; readonly command: string; readonly reason: 'not-executable' | 'wrong-parameter' | 'too-high' | 'too-low' }
  | { readonly kind: 'fault'; readonly reason: 'syntax' | 'transmission' | 'logic' }
  /** `last` is false when more lines of the same answer follow. */
  | { readonly kind: 'information'; readonly command: string; readonly last: boolean; readonly parameters: readonly string[] };

const lineLimitBytes = 256;
const command = '@|[A-Z][A-Z0-9]{0,5}';
const weightLine = /^S ([SD]) +(-? *\d+(?:\.\d*)?) +([A-Za-z%]{1,5})$/;
const refusalLine = new RegExp(`^(${command}) ([IL+-])$`);
const informationLine = new RegExp(`^(${command}) ([ABSD])(?: (.*))?$`);

/** Reads one line without its CR LF. Null when MT-SICS knows no such answer: 'S A 1.234 g' is in no manual. */
export const readSicsLine = (line: string): SicsAnswer | null => {
  const trimmed = line.trimEnd();
  if (trimmed === 'ES') return { kind: 'fault', reason: 'syntax' };
  if (trimmed === 'ET') return { kind: 'fault', reason: 'transmission' };
  if (trimmed === 'EL') return { kind: 'fault', reason: 'logic' };
  const weight = weightLine.exec(trimmed);
  if (weight !== null) return { kind: 'weight', stable: weight[1] === 'S', weight: weight[2]!.replace(/ /g, ''), unit: weight[3]! };
  const refusal = refusalLine.exec(trimmed);
  if (refusal !== null) return { kind: 'refusal', command: refusal[1]!, reason: refusalReasons[refusal[2] as keyof typeof refusalReasons] };
  const information = informationLine.exec(trimmed);
  if (information === null || information[1] === 'S') return null;
  return { kind: 'information', command: information[1]!, last: information[2] !== 'B', parameters: parametersOf(information[3] ?? '') };
};

const refusalReasons = { I: 'not-executable', L: 'wrong-parameter', '+': 'too-high', '-': 'too-low' } as const;

/** Words, and "texts in quotes" without them. */
const parametersOf = (text: string): readonly string[] => Array.from(text.matchAll(/"([^"]*)"|(\S+)/g), (match) => match[1] ?? match[2]!);

export const openSicsDecoder = () =>
  openFrameDecoder<SicsAnswer>(lineLimitBytes, cutLine((line) => {
    const text = printableAscii(line);
    return text === null ? null : readSicsLine(text);
  }));

const sicsCommand = (text: string): Uint8Array => Buffer.from(`${text}\r\n`, 'latin1');

export const mtSicsProtocol: ScaleProtocol = {
  openDecoder: () => mapFrames(openSicsDecoder(), scaleFrameOf),
  askWeight: [sicsCommand('SI')],
  zero: sicsCommand('Z'),
  tare: sicsCommand('T'),
  verbAnswer: 'acknowledged',
  checksummed: false,
};

const scaleFrameOf = (answer: SicsAnswer): ScaleFrame => {
  switch (answer.kind) {
    case 'weight': return { kind: 'weight', reading: readingOf(answer.weight, answer.unit, answer.stable, false), trouble: null };
    case 'refusal': {
      if (answer.command !== 'S') return { kind: 'refused', reason: `${answer.command} ${answer.reason}` };
      const status = answer.reason === 'too-high' ? 'over-range' : answer.reason === 'too-low' ? 'under-zero' : 'not-ready';
      return { kind: 'weight', reading: noWeight(status), trouble: null };
    }
    case 'fault': return { kind: 'refused', reason: `${answer.reason} error` };
    case 'information': return ['Z', 'ZI', 'T', 'TI', 'TAC'].includes(answer.command) ? { kind: 'done' } : { kind: 'other' };
  }
};
