import { openEscposInterpreter } from 'simulators/receipt-printer/escpos-interpreter.ts';
import type { PaperItem } from 'simulators/receipt-printer/paper.ts';

/** What bytes must do on paper and around it. `before` and `after` are bytes that lead in and end what a vector leaves open. */
export interface PrinterEffect {
  readonly before?: string;
  readonly after?: string;
  readonly paper: readonly string[];
  readonly events: readonly string[];
}

/** Where the simulated printer does something else than `effect` says, one line each. */
export const printerDisagreements = (id: string, bytesHex: string, effect: PrinterEffect): readonly string[] => {
  const paper: string[] = [];
  const events: string[] = [];
  const interpreter = openEscposInterpreter({
    widthDots: 576,
    put: (item) => paper.push(wordsOf(item)),
    cut: (isPartial) => paper.push(isPartial ? 'partial cut' : 'full cut'),
    pulse: (pin, onMs) => events.push(`drawer pulse on pin ${pin} for ${onMs} ms`),
    realTimeRequest: (n) => events.push(`status ${n} asked`),
    recover: () => events.push('recover'),
    queuedRequest: (n) => events.push(`queued status ${n} asked`),
    identityRequest: (n) => events.push(`identity ${n} asked`),
    setAutomaticStatus: (isOn) => events.push(`automatic status ${isOn ? 'on' : 'off'}`),
    answer: (bytes) => events.push(`answers ${Buffer.from(bytes).toString('hex')}`),
    display: (text) => events.push(`display shows ${text}`),
  });
  Buffer.from(`${effect.before ?? ''}${bytesHex}${effect.after ?? ''}`, 'hex').forEach(interpreter.byte);
  return [
    ...(JSON.stringify(paper) === JSON.stringify(effect.paper) ? [] : [`${id}: on paper ${JSON.stringify(paper)} instead of ${JSON.stringify(effect.paper)}`]),
    ...(JSON.stringify(events) === JSON.stringify(effect.events) ? [] : [`${id}: did ${JSON.stringify(events)} instead of ${JSON.stringify(effect.events)}`]),
  ];
};

const wordsOf = (item: PaperItem): string => {
  switch (item.kind) {
    case 'line': return item.runs.map((run) => run.text).join('');
    case 'qr': return `qr ${item.text}`;
    case 'barcode': return `barcode ${item.symbology} ${item.text}`;
    case 'image': return `image ${item.widthDots}x${item.heightDots} ${item.rowsBase64}`;
    case 'feed': return `feed ${item.dots}`;
    case 'cut': return item.isPartial ? 'partial cut' : 'full cut';
  }
};
