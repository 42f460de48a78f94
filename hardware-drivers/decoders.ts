import { gs1Decoders } from 'retail-model/gs1/decode-gs1.ts';
import { epcDecoders } from 'retail-model/rfid/decode-epc.ts';
import type { Decode } from './decode-input.ts';
import { radioDeviceDecoders } from './decode-radio-devices.ts';
import { escposDecoders } from './receipt-printer/decode-escpos.ts';
import { scaleDecoders } from './scale/decode-scale.ts';
import { scannerDecoders } from './scanner/decode-scanner.ts';

/** Every protocol that one message of can be decoded, by its name; docs/decode.md says what each value holds. */
export const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>(
  [gs1Decoders, epcDecoders, scannerDecoders, scaleDecoders, radioDeviceDecoders, escposDecoders].flatMap((group) => Object.entries(group)),
);
