import { fail, ok } from 'retail-model/result.ts';
import { z } from 'zod';
import { jsonOfInput, textOfInput, type DecodeInput, type DecodeResult } from '../decode-input.ts';

/** A kind of label as an OpenEPaperLink access point describes it (`/tagtypes/XX.json`, XX the hardware type in hex). */
const tagType = z.object({
  name: z.string().min(1).max(80),
  width: z.number().int().min(0).max(4_096),
  height: z.number().int().min(0).max(4_096),
  bpp: z.number().int().min(1).max(32),
  rotatebuffer: z.number().int().min(0).max(3).optional(),
  colortable: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()]).rest(z.number())),
});

/** What `mendian decode --protocol oepl-tagtype` prints. The hardware type is `options.hwType`, or follows from the name; an unknown one is null. */
export const decodeOeplTagType = (input: DecodeInput): DecodeResult => {
  const json = jsonOfInput(input);
  if (!json.ok) return json;
  const parsed = tagType.safeParse(json.value);
  if (!parsed.success) return fail({ kind: 'oepl-tagtype', message: z.prettifyError(parsed.error) });
  const { name, width, height, bpp, rotatebuffer, colortable } = parsed.data;
  const given = input.options?.['hwType'];
  const hwType = typeof given === 'number' ? given : hardwareTypeByName.get(name) ?? null;
  return ok({ hwType, name, width, height, bpp, ...(rotatebuffer === undefined ? {} : { rotatebuffer }), colors: Object.keys(colortable) });
};

/** What `mendian decode --protocol oepl-imagesize` prints, of a line "DATATYPE_… number" as in oepl-definitions.h. */
export const decodeOeplDataType = (input: DecodeInput): DecodeResult => {
  const text = textOfInput(input);
  if (!text.ok) return text;
  const match = /^\s*(?:#define\s+)?DATATYPE_(?:IMG_)?([A-Z0-9_]{1,40})\s+(0x[0-9A-Fa-f]{1,2}|\d{1,3})\s*(?:\/\/.*)?$/.exec(text.value);
  const dataType = match ? Number(match[2]) : NaN;
  if (!match || dataType > 255) return fail({ kind: 'oepl-datatype', message: 'Not "DATATYPE_NAME number"' });
  const name = match[1]!;
  const published = dataTypes.get(name);
  if (published !== undefined && published !== dataType) return fail({ kind: 'oepl-datatype', message: `${name} is ${published}, not ${dataType}` });
  return ok({ dataType, name });
};

const dataTypes: ReadonlyMap<string, number> = new Map([
  ['NOUPDATE', 0x00], ['BMP', 0x02], ['FW_UPDATE', 0x03], ['DIFF', 0x10], ['RAW_1BPP', 0x20], ['RAW_2BPP', 0x21], ['RAW_3BPP', 0x22], ['RAW_4BPP', 0x23],
  ['ZLIB', 0x30], ['G5', 0x31], ['UK_SEGMENTED', 0x51], ['EU_SEGMENTED', 0x52], ['NFC_RAW_CONTENT', 0xa0], ['NFC_URL_DIRECT', 0xa1],
  ['TAG_CONFIG_DATA', 0xa8], ['COMMAND_DATA', 0xaf], ['CUSTOM_LUT_OTA', 0xb0], ['TIME_RAW_DATA', 0xc0], ['CONFIG_DATA_TEST', 0xc1], ['CONFIG_DATA_SAVE', 0xc2],
]);

/** Hardware types by the name that the access point's own files give them. */
const hardwareTypeByName: ReadonlyMap<string, number> = new Map([
  ['M2 1.54"', 0x00], ['M2 2.9"', 0x01], ['M2 4.2"', 0x02], ['M2 2.2"', 0x03], ['M2 2.6"', 0x04], ['M2 7.4"', 0x05], ['Opticon 2.2"', 0x06],
  ['Opticon 2.9"', 0x07], ['Opticon 4.2"', 0x08], ['Opticon 7.5"', 0x09], ['M2 2.9" (UC8151)', 0x11], ['M2 4.2" UC', 0x12],
  ['ST\u2010GM29XXF 2.9"', 0x21], ['M2 2.7"', 0x22], ['M2 7.5" BW', 0x26], ['ST\u2010GM29MT1 2.9"', 0x27], ['M3 1.6" BWRY', 0x28],
  ['M3 2.4" BWRY', 0x29], ['M3 3.0" BWRY', 0x2a], ['M3 2.9" BWRY', 0x2b], ['M3 4.3" BWRY', 0x2c], ['M3 12.2"', 0x2d], ['M3 9.7"', 0x2e],
  ['M3 4.3"', 0x2f], ['M3 1.6"', 0x30], ['M3 2.2"', 0x31], ['M3 2.6"', 0x32], ['M3 2.9"', 0x33], ['M3 4.2"', 0x34], ['M3 6.0"', 0x35],
  ['M3 7.5"', 0x36], ['M3 11.6"', 0x37], ['M3 8.2" BWRY', 0x38], ['M3 4.2" BWY', 0x3c], ['M3 2.9" BW', 0x40], ['M3 5.85"', 0x41],
  ['M3 5.85" BW', 0x42], ['M3 1.3" Peghook', 0x43], ['M3 5.81" BW', 0x44], ['M3 2.2 Lite"', 0x45], ['M3 2.2" BW', 0x46], ['M3 2.7"', 0x47],
  ['M3 5.81" BWR', 0x48], ['M3 5.81" V2 BWR', 0x49], ['M3 1.6" 200px BWRY', 0x4a], ['M3 2.2" BWRY', 0x4b], ['M3 7.5" BWRY', 0x4c],
  ['M3 11.6" BWRY', 0x4d], ['M3 2.6" BW', 0x4e], ['M3 2.6" BWRY', 0x4f], ['HD150 5.83" BWR', 0x50], ['M3 3.5" BWRY RTL', 0x53],
  ['HS BW 2.13"', 0x54], ['HS BWR 2.13"', 0x55], ['HS BWR 2.66"', 0x56], ['TLSR BWR 1.54"', 0x57], ['TLSR BW 2.13"', 0x58], ['TLSR BWR 2.13"', 0x59],
  ['HS BW 2.13" LowRes', 0x5a], ['HS BWY 3.5"', 0x60], ['HS BWR 3.5"', 0x61], ['HS BW 3.5"', 0x62], ['TLSR BWR 4.2"', 0x63], ['HS BWY 7,5"', 0x66],
  ['HS 2.00" BWY', 0x67], ['HS BWY 3.46"', 0x68], ['HS BWR 5,83"', 0x6a], ['HS BWRY 7,5"', 0x6b], ['HS BWRY 2,00"', 0x6c], ['HS BWRY 3,5"', 0x6d],
  ['HS BWRY 2,9"', 0x6e], ['HS BWRY 2,60"', 0x6f], ['HS 2.9" HighRes', 0x70], ['HS 2.13" BWR High Res', 0x71], ['Chroma 7.4"', 0x80],
  ['Chroma Aeon 74 7.4"', 0x81], ['Chroma29 2.9"', 0x82], ['Chroma42 4.2"', 0x83], ['M3 4.2" BWRY', 0x90], ['Gicisky BLE EPD BW 2.13"', 0xb0],
  ['Gicisky BLE EPD BWR 2.13"', 0xb1], ['Gicisky BLE EPD BW 2.9"', 0xb2], ['Gicisky BLE EPD BWR 2.9"', 0xb3], ['Gicisky BLE EPD BWR 4.2"', 0xb5],
  ['Gicisky BLE TFT 2.13"', 0xba], ['Gicisky BLE EPD BWRY 2.9"', 0xbb], ['BLE EPD BWR 2.9" Silabs', 0xbd], ['ATC MiThermometer BLE', 0xbe],
  ['BWRY example', 0xc0], ['ACeP 4.01', 0xc1], ['Spectra 7.3', 0xc2], ['TFT 320x172', 0xe0], ['TFT 160x80', 0xe1], ['LILYGO TPANEL 4"', 0xe2],
  ['GDEM1085Z51 10.85"', 0xe3], ['BLE TFT 128x128', 0xe4], ['TFT 240x320', 0xe5], ['SLT\u2010EM007 Segmented', 0xf0], ['ConfigMode', 0xfa],
]);
