import { z } from 'zod';
import { byteRow, type LinkedRow } from '../catalog-row.ts';
import type { FrameDecoder } from '../frame-decoder.ts';
import { plainSerialSettings } from '../links/link-address.ts';
import type { IdentifiedText } from './aim-identifier.ts';
import { openHidGenericDecoder, openHidPosDecoder, scannerUsagePage } from './hid-scan-codec.ts';
import { openScannerDriver, type ScanEvent, type ScannerDriver } from './scanner-driver.ts';
import { openSerialScanDecoder } from './serial-scan-codec.ts';

const scannerSettingsSchema = z.strictObject({ stutterMs: z.int().min(0).max(5_000) });
export type ScannerSettings = z.infer<typeof scannerSettingsSchema>;
export interface ScannerShape { readonly category: 'Scanner'; readonly event: ScanEvent; readonly driver: ScannerDriver; readonly options: ScannerSettings }

type ScannerProtocol = 'scanner-serial' | 'scanner-hid-pos' | 'scanner-hid-generic';

const scannerRow = (
  protocol: ScannerProtocol,
  names: LinkedRow<ScannerShape>['names'],
  links: LinkedRow<ScannerShape>['links'],
  openDecoder: () => FrameDecoder<IdentifiedText>,
): LinkedRow<ScannerShape> =>
  byteRow<ScannerShape>({
    category: 'Scanner', names, links, serialDefaults: plainSerialSettings, defaults: { stutterMs: 150 }, schema: scannerSettingsSchema,
    openOn: (parts, address, { stutterMs }) => openScannerDriver(parts, parts.openByteLink(address, scannerUsagePage), { protocolName: protocol, stutterMs, openDecoder }),
  });

export const scannerRows: { readonly [protocol in ScannerProtocol]: LinkedRow<ScannerShape> } = {
  'scanner-serial': scannerRow('scanner-serial', { 'zh-CN': '串口扫码枪（AIM 标识）', en: 'Serial scanner with AIM identifiers' }, ['serial', 'tcp'], openSerialScanDecoder),
  'scanner-hid-pos': scannerRow('scanner-hid-pos', { 'zh-CN': 'USB 扫码枪（HID POS）', en: 'USB scanner, HID POS' }, ['hid', 'hid-path', 'unix'], openHidPosDecoder),
  'scanner-hid-generic': scannerRow('scanner-hid-generic', { 'zh-CN': 'USB 扫码枪（通用 HID）', en: 'USB scanner, generic HID' }, ['hid', 'hid-path', 'unix'], openHidGenericDecoder),
};
