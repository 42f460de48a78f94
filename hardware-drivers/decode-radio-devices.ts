import { decodeHikvision } from './customer-counter/hikvision-codec.ts';
import type { Decode } from './decode-input.ts';
import { decodeLlrp, decodeLlrpPayload } from './rfid-reader/llrp/decode-llrp.ts';
import { decodeImpinj, decodeZebraFx, decodeZebraRfd40 } from './rfid-reader/mqtt/mqtt-reader-codec.ts';
import { decodeA0 } from './rfid-reader/serial/a0-codec.ts';
import { decodeM100 } from './rfid-reader/serial/m100-codec.ts';
import { decodeMercury } from './rfid-reader/serial/mercury-codec.ts';
import { decodeReader18 } from './rfid-reader/serial/reader18-codec.ts';
import { decodeKkm } from './shelf-label-gateway/decode-labels.ts';
import { decodeOeplDataType, decodeOeplTagType } from './shelf-label-gateway/oepl-definitions.ts';

/** Decoders of RFID readers, shelf labels and customer counters, by protocol name as `mendian decode` takes it. */
export const radioDeviceDecoders: Readonly<Record<string, Decode>> = {
  llrp: decodeLlrp,
  'llrp-payload': decodeLlrpPayload,
  'uhf-m100': decodeM100,
  'uhf-a0': decodeA0,
  'uhf-mercury': decodeMercury,
  'uhf-reader18': decodeReader18,
  'mqtt-impinj': decodeImpinj,
  'mqtt-zebra-fx': decodeZebraFx,
  'mqtt-zebra-rfd40': decodeZebraRfd40,
  'mqtt-kkm-esl': decodeKkm,
  'oepl-imagesize': decodeOeplDataType,
  'oepl-tagtype': decodeOeplTagType,
  'people-hikvision': decodeHikvision,
};
