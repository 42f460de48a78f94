import { fail, ok } from 'retail-model/result.ts';
import { bytesOfHex, type Decode } from '../decode-input.ts';
import { openPrinterAnswerDecoder } from './escpos-answers.ts';
import { conditionOfAutomaticStatus, isRealTimeStatus } from './printer-condition.ts';

/**
 * `mendian decode --protocol escpos-status`: one answer to DLE EOT (`options.dleEot` says to which, 1 to 4; without it the byte is read in
 * every sense), or the four bytes of automatic status back.
 */
export const escposDecoders: { readonly [protocol in 'escpos-status']: Decode } = {
  'escpos-status': (input) => {
    const bytes = bytesOfHex(input);
    if (!bytes.ok) return bytes;
    const [byte = 0] = bytes.value;
    const asked = input.options?.['dleEot'];
    if (bytes.value.length === 1 && isRealTimeStatus(byte)) return ok(valueOfRealTime(byte, typeof asked === 'number' ? asked : null));
    const [answer] = bytes.value.length === 4 ? openPrinterAnswerDecoder().feed(bytes.value).frames : [];
    if (answer?.kind !== 'automatic') return fail({ kind: 'bad-status', message: 'Not an answer to DLE EOT (bits 1 and 4 set, 0 and 7 clear) nor the four bytes of automatic status.' });
    const { drawerPinHigh, ...condition } = conditionOfAutomaticStatus(answer.bytes);
    return ok({ ...condition, drawerPin3High: drawerPinHigh });
  },
};

const valueOfRealTime = (byte: number, asked: number | null): Record<string, unknown> => {
  const bit = (number: number): boolean => (byte & (1 << number)) !== 0;
  const printer = { online: !bit(3), drawerPin3High: bit(2), waitingForRecovery: bit(5), feedButtonPressed: bit(6) };
  const cause = { coverOpen: bit(2), feeding: bit(3), stoppedByPaperEnd: bit(5), errorOccurred: bit(6) };
  const error = { recoverable: bit(2), cutter: bit(3), unrecoverable: bit(5), autoRecoverable: bit(6) };
  const paper = { paper: bit(5) || bit(6) ? 'end (bits 5,6)' : bit(2) || bit(3) ? 'near end (bits 2,3)' : 'ok' };
  switch (asked) {
    case 1: return printer;
    case 2: return cause;
    case 3: return error;
    case 4: return paper;
    default: return { ...printer, ...paper };
  }
};
